'use client';
// The practice's time zone: the browser's own at first, any other by choice.
import { useEffect, useId, useRef, useState } from 'react';
import type { ZoneGroup } from '../../../p/[practice]/sites/zones';

export function ZoneSelect({ groups, first }: { groups: readonly ZoneGroup[]; first: string | null }) {
  const id = useId();
  const box = useRef<HTMLSelectElement>(null);
  const [taken, setTaken] = useState(false);
  useEffect(() => {
    const guessed = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const select = box.current;
    if (first !== null || !select || select.dataset['chosen']) return;
    if (![...select.options].some(({ value }) => value === guessed)) return;
    select.value = guessed;
    setTaken(true);
  }, [first]);
  return (
    <div className="space-y-1">
      <label htmlFor={id} className="font-strong block">
        Time zone
      </label>
      <p id={`${id}-hint`} className="text-ink-2 text-s">
        Every time is said in it.{taken && ' We took it from this computer: change it when it is wrong.'}
      </p>
      <select
        ref={box}
        id={id}
        name="zone"
        aria-describedby={`${id}-hint`}
        defaultValue={first ?? 'America/Chicago'}
        onChange={(event) => {
          event.currentTarget.dataset['chosen'] = 'yes';
        }}
        className="rounded-corner border-line-2 bg-paper text-m text-ink block min-h-12 w-full border px-3 py-2"
      >
        {groups.map(({ name, zones }) => (
          <optgroup key={name} label={name}>
            {zones.map(({ value, word }) => (
              <option key={value} value={value}>
                {word}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </div>
  );
}
