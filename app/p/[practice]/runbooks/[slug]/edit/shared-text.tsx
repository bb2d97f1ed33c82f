// A field several people may type in at once: what others type does not move one's own cursor.
import { useId, useLayoutEffect, useRef } from 'react';

interface Props {
  label: string;
  /** Shown as a label above, or said to screen readers only. */
  hidden?: boolean;
  hint?: string;
  value: string;
  max: number;
  rows?: number;
  className?: string;
  id?: string;
  onType(text: string): void;
}

const BOX = 'block w-full rounded-corner border border-line-2 bg-paper px-3 py-2 text-m text-ink min-h-12';

/** What a text field may hold: no NUL, no half characters. */
const clean = (text: string): string => text.replaceAll('\0', '').toWellFormed();

/** Where a cursor stands after the text around it changed. */
function moved(at: number, before: string, after: string): number {
  let start = 0;
  while (start < at && before[start] === after[start]) start += 1;
  // Everything up to the cursor is as it was.
  if (start === at) return at;
  return Math.max(0, after.length - (before.length - at));
}

export function SharedText({ label, hidden, hint, value, max, rows, className = '', id, onType }: Props) {
  const own = useId();
  const name = id ?? own;
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const cursor = useRef<{ start: number; end: number; value: string } | null>(null);
  const remember = () => {
    const at = field.current;
    if (at) cursor.current = { start: at.selectionStart ?? 0, end: at.selectionEnd ?? 0, value: at.value };
  };
  useLayoutEffect(() => {
    const at = field.current;
    const last = cursor.current;
    if (!at || !last || document.activeElement !== at || last.value === value) return;
    at.setSelectionRange(moved(last.start, last.value, value), moved(last.end, last.value, value));
    remember();
  }, [value]);
  const shared = {
    id: name,
    ref: field,
    value,
    maxLength: max,
    dir: 'auto',
    'aria-describedby': hint ? `${name}-hint` : undefined,
    className: `${BOX} ${className}`,
    onSelect: remember,
    onChange: (event: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => {
      const text = clean(event.currentTarget.value);
      const { selectionStart, selectionEnd } = event.currentTarget;
      cursor.current = { start: selectionStart ?? 0, end: selectionEnd ?? 0, value: text };
      onType(text);
    },
  };
  return (
    <div className="min-w-0 grow space-y-1">
      <label htmlFor={name} className={hidden ? 'sr-only' : 'font-strong block'}>
        {label}
      </label>
      {hint && (
        <p id={`${name}-hint`} className="text-ink-2 text-s">
          {hint}
        </p>
      )}
      {rows ? <textarea rows={rows} {...shared} /> : <input type="text" {...shared} />}
    </div>
  );
}
