import { describe, expect, test } from 'vitest';
import { dateAndDistance, everyWords, isTold, kitState, markOf, nextReviews } from './rules';

describe('which reminder it is time for', () => {
  test.each([
    ['agreement', 61, null],
    ['agreement', 60, 60],
    ['agreement', 31, 60],
    ['agreement', 30, 30],
    ['agreement', 8, 30],
    ['agreement', 7, 7],
    ['agreement', 1, 7],
    ['agreement', 0, 0],
    ['agreement', -400, 0],
    ['review', 31, null],
    ['review', 30, 30],
    ['review', 0, 0],
    ['kit', 1, null],
    ['kit', 0, 0],
    ['kit', -6, 0],
    ['kit', -7, 7],
    ['kit', -20, 14],
  ] as const)('%s, %i days: %s', (kind, days, mark) => {
    expect(markOf(kind, days)).toBe(mark);
  });

  test('a mark that passed is not made up for after a later one, nor told again by a clock that went back', () => {
    expect(isTold('agreement', 30, [60])).toBe(false);
    expect(isTold('agreement', 60, [30])).toBe(true);
    expect(isTold('review', 0, [0])).toBe(true);
    expect(isTold('kit', 7, [0])).toBe(false);
    expect(isTold('kit', 7, [14])).toBe(true);
  });
});

test('the kit stands as its last look and its day say', () => {
  expect(kitState(null, 5)).toBe('fine');
  expect(kitState(true, 0)).toBe('due');
  expect(kitState(true, -3)).toBe('due');
  expect(kitState(false, 20)).toBe('wrong');
});

test('words', () => {
  expect(dateAndDistance('2026-12-03', 5)).toBe('Dec 3, 2026, in 5 days');
  expect(dateAndDistance('2026-12-03', 0)).toBe('Dec 3, 2026, today');
  expect(dateAndDistance('2026-12-03', -1)).toBe('Dec 3, 2026, 1 day ago');
  expect([everyWords(7), everyWords(45)]).toEqual(['every week', 'every 45 days']);
});

test('reviews to choose from, by the day it is in the zone, also at the end of a month', () => {
  // Still August 30 in Chicago.
  const late = new Date('2027-08-31T03:00:00Z');
  expect(nextReviews(late, 'America/Chicago').map(({ value }) => value)).toEqual([
    '2028-08-30',
    '2027-11-30',
    '2028-02-29',
    '2029-08-30',
  ]);
});
