// An instant, always with its zone.
import { clock, dayAndClock } from '@/lib/core';

export function When({ at, zone }: { at: string; zone: string }) {
  return <time dateTime={at}>{dayAndClock(new Date(at), zone)}</time>;
}

/** For rows of one day: the time with seconds left out, the zone said once in the table's head. */
export function ClockTime({ at, zone }: { at: string; zone: string }) {
  return <time dateTime={at}>{clock(new Date(at), zone)}</time>;
}
