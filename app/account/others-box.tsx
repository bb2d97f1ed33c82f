// Offered with every change of how one gets in, and taken unless somebody says no.
export function OthersBox() {
  return (
    <label className="flex min-h-12 items-center gap-3">
      <input type="checkbox" name="others" defaultChecked className="size-5 shrink-0" />
      Sign out my other devices, and end their PINs
    </label>
  );
}
