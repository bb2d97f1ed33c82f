// Asks once more before something that is hard to take back: the form is not sent until it is ticked. It has no name,
// so nothing of it is sent.
export function SureBox({ word }: { word: string }) {
  return (
    <label className="flex min-h-12 items-center gap-3">
      <input type="checkbox" required className="size-5 shrink-0" />
      {word}
    </label>
  );
}
