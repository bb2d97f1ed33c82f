// When a step is due: minutes from minute 0, or a time of a working day.
import { useId, useState } from 'react';
import { Select } from '@/components/ui/field';
import { dueWords, MOST_DUE_MINUTES, type Due, type DueTime } from '@/lib/runbooks/rules';

const KINDS = [
  { value: 'none', word: 'No set time' },
  { value: 'after', word: 'So long after minute 0' },
  { value: 'before', word: 'So long before minute 0' },
  { value: 'open', word: 'By opening time' },
  { value: 'close', word: 'By close of business' },
  { value: 'time', word: 'By a time of day' },
] as const;
type Kind = (typeof KINDS)[number]['value'];

const UNITS = [
  { value: '1', word: 'minutes' },
  { value: '60', word: 'hours' },
  { value: '1440', word: 'days' },
] as const;

const DAYS = [-14, -7, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 7, 14];

function kindOf(due: Due | null): Kind {
  if (due === null) return 'none';
  if ('minutes' in due) return due.minutes < 0 ? 'before' : 'after';
  return due.at === 'open' || due.at === 'close' ? due.at : 'time';
}

/** 1440 minutes as 1 day, 90 as 90 minutes. */
function sizeOf(due: Due | null): { count: string; unit: string } {
  const size = due && 'minutes' in due ? Math.abs(due.minutes) : 15;
  const unit = size > 0 && size % 1440 === 0 ? 1440 : size > 0 && size % 60 === 0 ? 60 : 1;
  return { count: String(size / unit), unit: String(unit) };
}

/** A whole number of that many minutes, at most a year. */
function isCount(text: string, least: number, factor: number): boolean {
  return /^\d{1,6}$/.test(text) && Number(text) >= least && Number(text) * factor <= MOST_DUE_MINUTES;
}

const BOX = 'block w-full rounded-corner border border-line-2 bg-paper px-3 py-2 text-m text-ink min-h-12';

export function DueField({ due, onChange }: { due: Due | null; onChange(due: Due | null): void }) {
  const id = useId();
  const kind = kindOf(due);
  const day = due && 'day' in due ? due.day : -1;
  const time = due && 'day' in due && due.at !== 'open' && due.at !== 'close' ? due.at : '17:00';
  // What is typed until it is a number, in the unit that was chosen: neither may jump while one types.
  const [typed, setTyped] = useState<string | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const natural = sizeOf(due);
  const unit = chosen ?? natural.unit;
  const count = String(Number(natural.count) * (Number(natural.unit) / Number(unit)));
  const wrong = typed !== null && !isCount(typed, kind === 'before' ? 1 : 0, Number(unit));
  const minutes = (size: number, factor: number, before: boolean) => {
    const whole = Math.min(Math.trunc(size) * factor, MOST_DUE_MINUTES);
    // Zero is not before anything: the sign of "before" stays with the smallest step there is.
    onChange({ minutes: before ? -Math.max(whole, 1) : whole });
  };
  const choose = (next: Kind) => {
    setTyped(null);
    setChosen(null);
    if (next === 'none') onChange(null);
    else if (next === 'after' || next === 'before') minutes(Number(count), Number(unit), next === 'before');
    else onChange({ day, at: next === 'time' ? time : next });
  };
  return (
    <fieldset className="space-y-2">
      <legend className="sr-only">When it is due</legend>
      <Select
        label="Due"
        value={kind}
        options={KINDS}
        onChange={(event) => choose(event.currentTarget.value as Kind)}
      />
      {(kind === 'after' || kind === 'before') && (
        <div className="flex gap-2">
          <div className="w-24">
            <label htmlFor={id} className="sr-only">
              How long
            </label>
            <input
              id={id}
              type="number"
              min={kind === 'before' ? 1 : 0}
              max={MOST_DUE_MINUTES}
              className={BOX}
              value={typed ?? count}
              aria-invalid={wrong}
              aria-describedby={wrong ? `${id}-wrong` : undefined}
              onChange={(event) => {
                const text = event.currentTarget.value;
                setTyped(text);
                setChosen(unit);
                if (isCount(text, kind === 'before' ? 1 : 0, Number(unit)))
                  minutes(Number(text), Number(unit), kind === 'before');
              }}
              onBlur={() => setTyped(null)}
            />
          </div>
          <div className="grow">
            <Unit
              unit={unit}
              onChange={(next) => {
                setTyped(null);
                setChosen(next);
                minutes(Number(typed ?? count), Number(next), kind === 'before');
              }}
            />
          </div>
        </div>
      )}
      {(kind === 'open' || kind === 'close' || kind === 'time') && (
        <div className="flex gap-2">
          <div className="grow">
            <Day day={day} onChange={(next) => onChange({ day: next, at: kind === 'time' ? time : kind })} />
          </div>
          {kind === 'time' && (
            <div className="w-36">
              <label htmlFor={id} className="sr-only">
                Time of day
              </label>
              <input
                id={id}
                type="time"
                className={BOX}
                value={time}
                onChange={(event) => {
                  const text = event.currentTarget.value;
                  if (/^\d\d:\d\d$/.test(text)) onChange({ day, at: text as DueTime });
                }}
              />
            </div>
          )}
        </div>
      )}
      {wrong && (
        <p id={`${id}-wrong`} role="alert" className="text-danger text-s">
          Type a whole number of {UNITS.find(({ value }) => value === unit)?.word}, at most a year. The step
          is still due as it says below.
        </p>
      )}
      <p className="text-ink-2 text-s">
        {dueWords(due)}
        {due && 'day' in due && ', in the site’s own hours and time zone'}
      </p>
    </fieldset>
  );
}

function Unit({ unit, onChange }: { unit: string; onChange(unit: string): void }) {
  return (
    <select
      aria-label="Minutes, hours or days"
      className={BOX}
      value={unit}
      onChange={(event) => onChange(event.currentTarget.value)}
    >
      {UNITS.map(({ value, word }) => (
        <option key={value} value={value}>
          {word}
        </option>
      ))}
    </select>
  );
}

const dayName = (day: number) =>
  dueWords({ day, at: '00:00' })
    .replace(/^By 12:00 AM,? /, '')
    .trim();

function Day({ day, onChange }: { day: number; onChange(day: number): void }) {
  const days = DAYS.includes(day) ? DAYS : [...DAYS, day].sort((a, b) => a - b);
  return (
    <select
      aria-label="On which day"
      className={BOX}
      value={String(day)}
      onChange={(event) => onChange(Number(event.currentTarget.value))}
    >
      {days.map((each) => (
        <option key={each} value={each}>
          {dayName(each)}
        </option>
      ))}
    </select>
  );
}
