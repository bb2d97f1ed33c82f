/** @jsxImportSource preact */
// One set of line icons, always beside a word. The drawings are in the document (see document.ts).

export type IconName =
  'check' | 'double' | 'minus' | 'stop' | 'list' | 'people' | 'clock' | 'flag' | 'call' | 'home' | 'next';

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" aria-hidden="true">
      <use href={`#i-${name}`} />
    </svg>
  );
}
