// Offered with every change of how one gets in. Where a way in ends it is taken unless somebody says no; where one is
// added nothing was lost, so it is theirs to take.
export function OthersBox({ adding = false }: { adding?: boolean }) {
  return (
    <label className="flex min-h-12 items-center gap-3">
      <input type="checkbox" name="others" defaultChecked={!adding} className="size-5 shrink-0" />
      Sign out my other devices, and end their PINs
    </label>
  );
}
