// Calendar-aware dues: by the site's hours and zone, over closed days and clock changes.
import { expect, it, test } from 'vitest';
import { dueWords, type Due } from './rules';
import { dueInstant } from './due-instant';

const weekdays = Object.fromEntries(
  ['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, ['08:00', '17:30'] as [string, string]]),
);
const site = { zone: 'America/Chicago', hours: weekdays };
const at = (due: Due | null, zero: string, where = site) =>
  dueInstant(due, new Date(zero), where)?.toISOString() ?? null;

test('minutes count from minute 0, no clock stays none', () => {
  expect(at({ minutes: -90 }, '2026-12-02T16:00:00Z')).toBe('2026-12-02T14:30:00.000Z');
  expect(at(null, '2026-12-02T16:00:00Z')).toBeNull();
});

test('a window at 22:00 and one at 08:00 ask for the same close of business', () => {
  const due: Due = { day: -1, at: 'close' };
  expect(at(due, '2026-12-03T04:00:00Z')).toBe('2026-12-01T23:30:00.000Z');
  expect(at(due, '2026-12-02T14:00:00Z')).toBe('2026-12-01T23:30:00.000Z');
});

test('closed days: before means the last open day, after the next', () => {
  // A Sunday.
  expect(at({ day: -1, at: 'close' }, '2026-12-06T18:00:00Z')).toBe('2026-12-04T23:30:00.000Z');
  expect(at({ day: 0, at: 'open' }, '2026-12-06T18:00:00Z')).toBe('2026-12-07T14:00:00.000Z');
  expect(at({ day: 0, at: 'close' }, '2026-12-06T18:00:00Z')).toBe('2026-12-04T23:30:00.000Z');
});

test('a site without hours has no close of business, but half past five', () => {
  const none = { ...site, hours: {} };
  expect(at({ day: -1, at: 'close' }, '2026-12-02T14:00:00Z', none)).toBeNull();
  expect(at({ day: -1, at: '17:30' }, '2026-12-02T14:00:00Z', none)).toBe('2026-12-01T23:30:00.000Z');
});

it('moves a time that does not exist forward, and takes the first of two', () => {
  const zone = { zone: 'America/New_York', hours: {} };
  expect(at({ day: 0, at: '02:30' }, '2027-03-14T12:00:00Z', zone)).toBe('2027-03-14T07:30:00.000Z');
  expect(at({ day: 0, at: '01:30' }, '2026-11-01T12:00:00Z', zone)).toBe('2026-11-01T05:30:00.000Z');
});

test.each([
  [null, 'No set time'],
  [{ minutes: 0 }, 'At once'],
  [{ minutes: 5 }, 'Within 5 min'],
  [{ minutes: 60 }, 'Within 1 h'],
  [{ minutes: 150 }, 'Within 2 h 30 min'],
  [{ minutes: 1440 }, 'Within 1 day'],
  [{ minutes: -4320 }, '3 days before'],
  [{ minutes: -90 }, '1 h 30 min before'],
  [{ day: -1, at: 'close' }, 'By close of business the day before'],
  [{ day: 0, at: 'open' }, 'By opening time that day'],
  [{ day: -2, at: '17:30' }, 'By 5:30 PM, 2 days before'],
] as [Due | null, string][])('%j is "%s"', (due, words) => {
  expect(dueWords(due)).toBe(words);
});
