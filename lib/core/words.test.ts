// Words every page, print and message shares.
import { expect, test } from 'vitest';
import { isoDay, listed, phoneWords, plainDay } from '.';

test('lists and numbers', () => {
  expect(listed([])).toBe('');
  expect(listed(['a'])).toBe('a');
  expect(listed(['a', 'b', 'c'])).toBe('a, b and c');
  expect(phoneWords('+18475550140')).toBe('847-555-0140');
  expect(phoneWords('+442079460000')).toBe('+442079460000');
});

test('days', () => {
  expect(plainDay('2027-06-30')).toBe('Jun 30, 2027');
  expect(isoDay(new Date('2026-11-28T03:00:00Z'), 'America/Chicago')).toBe('2026-11-27');
});
