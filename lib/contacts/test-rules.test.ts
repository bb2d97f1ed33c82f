// Only a person's own answer, in time, says that a test reached them.
import { expect, test } from 'vitest';
import { inTimePercent, testWord } from './test-rules';

const facts = { answeredAt: null, late: false, optedOut: false, states: [] as string[] };

test('a provider never confirms; late is not in time; opted out is said', () => {
  expect(testWord({ ...facts, states: ['failed', 'delivered'] })).toBe('delivered');
  expect(testWord({ ...facts, states: ['handed-over'] })).toBe('handed-over');
  expect(testWord({ ...facts, states: ['dropped', 'waiting'] })).toBe('waiting');
  expect(testWord({ ...facts, states: ['dropped', 'failed'] })).toBe('not-reached');
  expect(testWord({ ...facts, optedOut: true, states: ['handed-over', 'dropped'] })).toBe('opted-out');
  const answered = { ...facts, answeredAt: '2026-11-28T06:00:00.000Z', states: ['failed'] };
  expect(testWord(answered)).toBe('answered');
  expect(testWord({ ...answered, late: true })).toBe('late');
});

test('percent is never rounded up to everybody', () => {
  expect([inTimePercent(199, 200), inTimePercent(200, 200), inTimePercent(0, 0)]).toEqual([99, 100, 0]);
});
