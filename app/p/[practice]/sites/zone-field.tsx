// The time zone of a site: the practice's own, or any other, the nearest first.
import { useId } from 'react';
import type { ZoneGroup } from './zones';

export function ZoneField({
  groups,
  practiceZone,
  first,
}: {
  groups: readonly ZoneGroup[];
  practiceZone: string;
  first: string;
}) {
  const id = useId();
  return (
    <div className="space-y-1">
      <label htmlFor={id} className="font-strong block">
        Time zone
      </label>
      <p id={`${id}-hint`} className="text-ink-2 text-s">
        Every time at this site is said in it. Open the list and type the first letters of a city.
      </p>
      <select
        id={id}
        name="zone"
        aria-describedby={`${id}-hint`}
        defaultValue={first}
        className="rounded-corner border-line-2 bg-paper text-m text-ink block min-h-12 w-full border px-3 py-2"
      >
        <option value="">As the practice: {practiceZone}</option>
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
