import { expect, test } from 'vitest';
import { daysAgo, headline } from './words';

test('what is down reads as one line', () => {
  expect(headline(['ehr'])).toBe('EHR down');
  expect(headline(['ehr', 'internet', 'phones'])).toBe('EHR, Internet and Phones down');
  expect(headline(['strange'])).toBe('Something strange on screen');
  expect(headline(['ehr', 'strange'])).toBe('EHR down, something strange on screen');
});

test('days ago go by the calendar of the zone', () => {
  const now = new Date('2026-11-22T06:30:00Z');
  expect(daysAgo(new Date('2026-11-22T06:10:00Z'), now, 'America/Chicago')).toBe('today');
  expect(daysAgo(new Date('2026-11-22T05:30:00Z'), now, 'America/Chicago')).toBe('yesterday');
  expect(daysAgo(new Date('2026-10-12T12:00:00Z'), now, 'America/Chicago')).toBe('41 days ago');
});
