import fc from 'fast-check';
import { expect, test } from 'vitest';
import { replyWords } from './reply-words';
import { smsSegments, toGsm } from './rules';
import { meaningOf, type Meaning } from './texts';

test.each<[string, Meaning]>([
  ['1', 'coming'],
  [' 1 ', 'coming'],
  ['1.', 'coming'],
  ['１', 'coming'],
  ['"2"', 'cannot'],
  ['3!\n', 'help'],
  ['1a', 'unclear'],
  ['12', 'unclear'],
  ['1 2', 'unclear'],
  ['4', 'unclear'],
  ['', 'unclear'],
  ['yes', 'unclear'],
  ['👍', 'unclear'],
  ['I am coming at 1', 'unclear'],
  ['STOP', 'stop'],
  ['stop.', 'stop'],
  [' Stop all ', 'stop'],
  ['STOP 1', 'stop'],
  ['parar', 'stop'],
  ['stopwatch', 'unclear'],
  ['start', 'start'],
  ['Help', 'about'],
  ['ayuda', 'about'],
])('%j means %s', (body, meaning) => {
  expect(meaningOf(body)).toBe(meaning);
});

test('only the bare digit answers (property)', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (body) => {
      const meaning = meaningOf(body);
      if (meaning === 'coming') expect(body.normalize('NFKC').replace(/[\s.,!"'()]/g, '')).toBe('1');
    }),
  );
});

test('whatever we say back is one segment', () => {
  for (const key of [
    'coming',
    'cannot',
    'help',
    'several',
    'none',
    'unclear',
    'about',
    'again',
    'testGot',
    'testLate',
    'testSeveral',
  ] as const) {
    for (const language of ['en', 'es'] as const) {
      const text = toGsm(replyWords(key, language, `NO ES SIMULACRO ${'W'.repeat(20)}`));
      expect(smsSegments(text)).toMatchObject({ encoding: 'gsm-7', segments: 1 });
    }
  }
});
