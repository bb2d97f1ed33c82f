// A due as an instant: which moment "close of business the day before" is, at this site, this time.
import { Temporal } from 'temporal-polyfill';
import { addMinutes } from '@/lib/core';
import type { Day } from '@/lib/practices/rules';
import type { Site } from '@/lib/practices/schema';
import type { Due } from './due';

const WEEK: readonly Day[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** Opening and closing time of a day, null when the site is closed. */
function hoursOn(date: Temporal.PlainDate, hours: Site['hours']): readonly [string, string] | null {
  const name = WEEK[date.dayOfWeek - 1];
  return (name && hours[name]) ?? null;
}

/**
 * The instant a step is due; null when it has no clock, or asks for the opening or closing time of a site that says
 * no hours. A day on which the site is closed counts as the last open day before it when the due is before minute 0's
 * day or asks for a close, else as the next open one. Clock changes: a time that does not exist moves forward, one
 * that comes twice means the first.
 */
export function dueInstant(
  due: Due | null,
  minuteZero: Date,
  site: Pick<Site, 'zone' | 'hours'>,
): Date | null {
  if (due === null) return null;
  if ('minutes' in due) return addMinutes(minuteZero, due.minutes);
  const start = Temporal.Instant.fromEpochMilliseconds(minuteZero.getTime()).toZonedDateTimeISO(site.zone);
  const date = start.toPlainDate().add({ days: due.day });
  const time = due.at;
  const at = (day: Temporal.PlainDate, clock: string) =>
    new Date(
      day.toZonedDateTime({ timeZone: site.zone, plainTime: Temporal.PlainTime.from(clock) })
        .epochMilliseconds,
    );
  if (time !== 'open' && time !== 'close') return at(date, time);
  const back = due.day < 0 || time === 'close';
  for (let tries = 0; tries < 7; tries += 1) {
    const day = date.add({ days: back ? -tries : tries });
    const open = hoursOn(day, site.hours);
    if (open) return at(day, time === 'open' ? open[0] : open[1]);
  }
  return null;
}
