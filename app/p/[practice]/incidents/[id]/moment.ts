// A moment beside an incident that runs: the time alone today, with its day else.
import { clockWithZone, dayAndClock, daysBetween } from '@/lib/core';

/** "10:12 AM CST", "Nov 21, 2026, 10:12 AM CST". */
export function momentWords(at: string | Date, now: Date, zone: string): string {
  const date = new Date(at);
  return daysBetween(date, now, zone) === 0 ? clockWithZone(date, zone) : dayAndClock(date, zone);
}
