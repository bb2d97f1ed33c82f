'use client';
// When a site is open, day by day. A day that is not ticked is closed.
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { DAYS, DAY_WORDS, type Day } from '@/lib/practices/rules';
import type { Site } from '@/lib/practices/schema';

const TIME = 'rounded-corner border-line-2 bg-paper text-m text-ink min-h-12 border px-3 py-2';
const USUAL: [string, string] = ['08:00', '17:00'];

export function HoursField({ hours: first }: { hours: Site['hours'] }) {
  const [hours, setHours] = useState(first);
  const [said, setSaid] = useState('');
  const open = (day: Day, times: [string, string] | null): void => {
    const { [day]: _, ...others } = hours;
    setHours(times === null ? others : { ...others, [day]: times });
  };
  const copy = (): void => {
    const { mon } = hours;
    const week = Object.fromEntries(
      (['mon', 'tue', 'wed', 'thu', 'fri'] as const).flatMap((day) => (mon ? [[day, mon]] : [])),
    );
    const { sat, sun } = hours;
    setHours({ ...week, ...(sat && { sat }), ...(sun && { sun }) });
    setSaid(mon ? 'Tuesday to Friday are now as Monday.' : 'Monday to Friday are now closed.');
  };
  return (
    <fieldset className="space-y-2">
      <legend className="font-strong mb-2 text-xl">Opening hours</legend>
      <input type="hidden" name="hours" value={JSON.stringify(hours)} />
      {DAYS.map((day) => {
        const times = hours[day];
        return (
          <div key={day} className="flex flex-wrap items-center gap-x-4 gap-y-1">
            <label className="inline-flex min-h-12 w-36 items-center gap-3">
              <input
                type="checkbox"
                className="accent-accent size-6"
                checked={times !== undefined}
                onChange={(event) => open(day, event.currentTarget.checked ? (times ?? USUAL) : null)}
              />
              {DAY_WORDS[day]}
            </label>
            {times ? (
              <span className="inline-flex flex-wrap items-center gap-2">
                <input
                  type="time"
                  required
                  aria-label={`${DAY_WORDS[day]} opens`}
                  className={TIME}
                  value={times[0]}
                  onChange={(event) => open(day, [event.currentTarget.value, times[1]])}
                />
                to
                <input
                  type="time"
                  required
                  aria-label={`${DAY_WORDS[day]} closes`}
                  className={TIME}
                  value={times[1]}
                  onChange={(event) => open(day, [times[0], event.currentTarget.value])}
                />
              </span>
            ) : (
              <span className="text-ink-2">closed</span>
            )}
            {day === 'mon' && (
              <Button type="button" className="text-s" onClick={copy}>
                Copy Monday to the weekdays
              </Button>
            )}
          </div>
        );
      })}
      <p role="status" className="text-ink-2 text-s">
        {said}
      </p>
    </fieldset>
  );
}
