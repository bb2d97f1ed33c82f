import { expect, test } from 'vitest';
import { judge } from './judge';

test('all is well', () => {
  expect(judge({ silent: 2, waiting: 0 })).toEqual({
    ok: true,
    database: 'answers',
    worker: { lastSeenSeconds: 2 },
    oldestWaitingDelivery: { seconds: 0 },
    problems: [],
  });
});

test.each([
  [null, /database/],
  [{ silent: null, waiting: 0 }, /npm run worker/],
  [{ silent: 31, waiting: 0 }, /31 seconds ago/],
  [{ silent: 1, waiting: 61 }, /waiting for 61 seconds/],
])('%o is one problem, in words', (found, words) => {
  const health = judge(found);
  expect(health.ok).toBe(false);
  expect(health.problems).toEqual([expect.stringMatching(words)]);
});

test('the limits themselves are still well', () => {
  expect(judge({ silent: 30, waiting: 60 }).ok).toBe(true);
});
