// Instants in words, always with their zone. Intl only, so that phones can use it too.
import { plural } from './words';

function parts(at: Date, zone: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-US', { timeZone: zone, ...options }).format(at).replace(/\u202f/g, ' ');
}

/** "8:05 AM" in the given IANA zone. */
export function clock(at: Date, zone: string): string {
  return parts(at, zone, { hour: 'numeric', minute: '2-digit' });
}

/** "8:05 AM CDT". */
export function clockWithZone(at: Date, zone: string): string {
  return parts(at, zone, { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' });
}

/** "Nov 22, 2026". */
export function day(at: Date, zone: string): string {
  return parts(at, zone, { year: 'numeric', month: 'short', day: 'numeric' });
}

/** A date without a time, like 2027-11-22, as "Nov 22, 2027". */
export function plainDay(date: string): string {
  return day(new Date(`${date}T12:00:00Z`), 'UTC');
}

/** "2026-11-22": the day it is in the zone. */
export function isoDay(at: Date, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(at);
}

/** Calendar days from a to b in the zone: 0 on the same day, negative when b is earlier. */
export function daysBetween(a: Date, b: Date, zone: string): number {
  const number = (at: Date): number => Math.round(Date.parse(`${day(at, zone)} UTC`) / 86_400_000);
  return number(b) - number(a);
}

/** "Nov 22, 2026, 8:05 AM CST". */
export function dayAndClock(at: Date, zone: string): string {
  return `${day(at, zone)}, ${clockWithZone(at, zone)}`;
}

/** "5:30 PM" for the clock time 17:30. */
export function clockWords(time: string): string {
  const [hours = '0', minutes = '00'] = time.split(':');
  const hour = Number(hours);
  return `${hour % 12 || 12}:${minutes} ${hour < 12 ? 'AM' : 'PM'}`;
}

/** Whole minutes from a to b, rounded toward zero; negative when b is earlier. */
export function minutesBetween(a: Date, b: Date): number {
  return Math.trunc((b.getTime() - a.getTime()) / 60_000);
}

export function addMinutes(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * 60_000);
}

/** "2 h 05 min", "12 min", "3 days 4 h". Minutes in, never negative. */
export function spell(minutes: number): string {
  const whole = Math.max(0, Math.trunc(minutes));
  if (whole < 60) return `${whole} min`;
  const hours = Math.trunc(whole / 60);
  if (hours < 24) return `${hours} h ${String(whole % 60).padStart(2, '0')} min`;
  const days = Math.trunc(hours / 24);
  return `${plural(days, 'day')} ${hours % 24} h`;
}

/** The longest form the elapsed clock needs: "0:07", "12:41", "1:02:09" from milliseconds. */
export function stopwatch(milliseconds: number): string {
  const seconds = Math.max(0, Math.trunc(milliseconds / 1000));
  const s = String(seconds % 60).padStart(2, '0');
  const m = Math.trunc(seconds / 60) % 60;
  const h = Math.trunc(seconds / 3600);
  return h > 0 ? `${h}:${String(m).padStart(2, '0')}:${s}` : `${m}:${s}`;
}
