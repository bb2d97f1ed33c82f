import { expect, test } from 'vitest';
import { retryAfterSeconds } from './outcome';

test.each([
  ['2', 2],
  [' 30 ', 30],
  ['999999', 3600],
  ['Thu, 01 Jan 2026 00:01:00 GMT', 60],
  ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
  ['', undefined],
  ['soon', undefined],
  ['-5', undefined],
  [undefined, undefined],
  [7, undefined],
])('Retry-After %j waits %j seconds', (header, seconds) => {
  expect(retryAfterSeconds(header, Date.parse('2026-01-01T00:00:00Z'))).toBe(seconds);
});
