// When a step is due: counted from minute 0, or by a working day of the site. Pure.
import { clockWords } from '@/lib/core';

/** The start or the end of business by the site's hours, or a time of day like 17:30. */
export type DueTime = 'open' | 'close' | `${number}:${number}`;

/**
 * Minutes from minute 0 (negative is before), or a time on the day that lies `day` days from minute 0's own day, in
 * the site's zone and hours: {day: -1, at: 'close'} is close of business the day before.
 */
export type Due = { minutes: number } | { day: number; at: DueTime };

/** A year either way. */
export const MOST_DUE_MINUTES = 525_600;
export const MOST_DUE_DAYS = 365;

function dayWords(day: number): string {
  if (day === 0) return 'that day';
  if (day === -1) return 'the day before';
  if (day === 1) return 'the next day';
  return day < 0 ? `${-day} days before` : `${day} days after`;
}

function timeWords(at: DueTime): string {
  if (at === 'open') return 'opening time';
  if (at === 'close') return 'close of business';
  return clockWords(at);
}

function minuteWords(minutes: number): string {
  if (minutes === 0) return 'At once';
  const size = Math.abs(minutes);
  const parts = [
    [Math.trunc(size / 1440), 'day', 'days'],
    [Math.trunc((size % 1440) / 60), 'h', 'h'],
    [size % 60, 'min', 'min'],
  ] as const;
  const words = parts
    .filter(([count]) => count > 0)
    .map(([count, single, many]) => `${count} ${count === 1 ? single : many}`)
    .join(' ');
  return minutes > 0 ? `Within ${words}` : `${words} before`;
}

/** "Within 2 h 30 min", "3 days before", "By close of business the day before". */
export function dueWords(due: Due | null): string {
  if (due === null) return 'No set time';
  if ('minutes' in due) return minuteWords(due.minutes);
  return `By ${timeWords(due.at)}, ${dayWords(due.day)}`.replace(/(business|time), /, '$1 ');
}
