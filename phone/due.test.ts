import { beforeAll, expect, test } from 'vitest';
import { dueWords, when } from './due';
import { speak } from './words';
import en from './words/en.json';

const ZONE = 'America/Chicago';
const NOW = new Date('2026-11-22T14:28:00Z');
beforeAll(() => speak(en));

test.each([
  ['2026-11-22T14:40:00Z', 'later', 'by 8:40 AM, 12 min left'],
  ['2026-11-22T14:32:30Z', 'soon', 'by 8:32 AM, 4 min left'],
  ['2026-11-22T14:28:00Z', 'soon', 'due now (8:28 AM)'],
  ['2026-11-22T14:27:50Z', 'soon', 'due now (8:27 AM)'],
  ['2026-11-22T14:27:00Z', 'overdue', 'overdue by 1 min (8:27 AM)'],
  ['2026-11-22T13:25:00Z', 'overdue', 'overdue by 1 h 03 min (7:25 AM)'],
  ['2026-11-24T14:28:00Z', 'later', 'by Tue, Nov 24, 8:28 AM, 2 days 0 h left'],
])('%s is %s: %s', (dueAt, late, text) => {
  expect(dueWords(dueAt, ZONE, NOW)).toEqual({ late, text });
});

test('a step without a clock says nothing', () => {
  expect(dueWords(null, ZONE, NOW)).toEqual({ late: 'none', text: '' });
});

test('the day is said by the zone of the practice, not of this machine', () => {
  const lateEvening = new Date('2026-11-23T05:30:00Z');
  expect(when('2026-11-23T05:10:00Z', ZONE, lateEvening)).toBe('11:10 PM');
  expect(when('2026-11-23T06:10:00Z', ZONE, lateEvening)).toBe('Mon, Nov 23, 12:10 AM');
});
