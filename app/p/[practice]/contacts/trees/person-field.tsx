'use client';
// Chooses a person by typing a part of the name: the browser's own list, which stays quick with thousands.
import { useId, useState } from 'react';
import type { Names } from './editor';

export const BOX =
  'rounded-corner border-line-2 bg-paper text-ink text-m block w-full border px-3 py-2 min-h-12 aria-invalid:border-danger';

const LOST = 'Choose a name from the list.';

export function PersonField({
  label,
  list,
  names,
  value,
  required = false,
  onChoose,
}: {
  label: string;
  /** The id of the list of names. */
  list: string;
  names: Names;
  value: string | null;
  required?: boolean;
  onChoose: (id: string | null) => void;
}) {
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? (value === null ? '' : (names.labelOf.get(value) ?? 'Somebody who left'));
  const lost = shown !== '' && !names.idOf.has(shown.trim().toLowerCase());
  return (
    <div className="min-w-0 space-y-1">
      <label htmlFor={id} className="text-s font-strong block">
        {label}
      </label>
      <input
        id={id}
        // A name that is nobody's is not saved as "nobody": the browser keeps the form back and says so.
        ref={(input) => input?.setCustomValidity(lost ? LOST : '')}
        list={list}
        autoComplete="off"
        required={required}
        className={BOX}
        aria-invalid={lost}
        aria-describedby={lost ? `${id}-lost` : undefined}
        value={shown}
        onChange={(event) => {
          const text = event.currentTarget.value;
          const found = names.idOf.get(text.trim().toLowerCase()) ?? null;
          // What is typed stays as it is until it is somebody's name.
          setTyped(found === null ? text : null);
          onChoose(found);
        }}
      />
      {lost && (
        <p id={`${id}-lost`} className="text-s text-danger">
          {LOST}
        </p>
      )}
    </div>
  );
}
