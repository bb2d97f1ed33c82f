// One labeled input: label above, hint below it, the input wide enough for a thumb.
import { useId, type ComponentProps } from 'react';
import { cx } from './cx';

const BOX = 'block w-full rounded-corner border border-line-2 bg-paper px-3 py-2 text-l text-ink min-h-12';

interface Labeled {
  label: string;
  hint?: string;
}

export function Field({ label, hint, className, ...rest }: ComponentProps<'input'> & Labeled) {
  const id = useId();
  return (
    <div className="space-y-1">
      <label htmlFor={id} className="font-strong block">
        {label}
      </label>
      {hint && (
        <p id={`${id}-hint`} className="text-ink-2 text-s">
          {hint}
        </p>
      )}
      <input
        id={id}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className={cx(BOX, className)}
        {...rest}
      />
    </div>
  );
}

export function TextArea({ label, hint, className, ...rest }: ComponentProps<'textarea'> & Labeled) {
  const id = useId();
  return (
    <div className="space-y-1">
      <label htmlFor={id} className="font-strong block">
        {label}
      </label>
      {hint && (
        <p id={`${id}-hint`} className="text-ink-2 text-s">
          {hint}
        </p>
      )}
      <textarea
        id={id}
        rows={3}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className={cx(BOX, className)}
        {...rest}
      />
    </div>
  );
}

export function Select({
  label,
  hint,
  options,
  className,
  ...rest
}: ComponentProps<'select'> & Labeled & { options: readonly { value: string; word: string }[] }) {
  const id = useId();
  return (
    <div className="space-y-1">
      <label htmlFor={id} className="font-strong block">
        {label}
      </label>
      {hint && (
        <p id={`${id}-hint`} className="text-ink-2 text-s">
          {hint}
        </p>
      )}
      <select
        id={id}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className={cx(BOX, 'text-m', className)}
        {...rest}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.word}
          </option>
        ))}
      </select>
    </div>
  );
}
