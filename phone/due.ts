// When a step is due, in words: the time first, the distance beside it.
import { clock, spell } from '@/lib/core';
import { lateness, type Lateness } from '@/lib/incidents/rules';
import { t } from './words';

/** "8:40 AM", with the day's name when it is not today. */
export function when(at: string | Date, zone: string, now: Date): string {
  const date = new Date(at);
  const name = (d: Date) =>
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      weekday: 'short',
      month: 'short',
      day: 'numeric',
    }).format(d);
  return name(date) === name(now) ? clock(date, zone) : `${name(date)}, ${clock(date, zone)}`;
}

export function dueWords(dueAt: string | null, zone: string, now: Date): { late: Lateness; text: string } {
  const late = lateness(dueAt, now);
  if (dueAt === null) return { late, text: '' };
  const time = when(dueAt, zone, now);
  const ms = new Date(dueAt).getTime() - now.getTime();
  if (Math.abs(ms) < 60_000) return { late: 'soon', text: t('dueNow', { time }) };
  const distance = spell(Math.trunc(Math.abs(ms) / 60_000));
  return { late, text: t(late === 'overdue' ? 'overdue' : 'due', { time, distance }) };
}
