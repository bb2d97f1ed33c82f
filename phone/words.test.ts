import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import en from './words/en.json';
import es from './words/es.json';
import { count, sentences, speak, t } from './words';

const holes = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted();

test('both languages say the same things with the same holes', () => {
  const shape = (book: Record<string, Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(book).map(([section, lines]) => [
        section,
        // One word for "the time" may stand twice in one language and once in the other; which holes there are may not differ.
        Object.fromEntries(Object.entries(lines).map(([key, text]) => [key, [...new Set(holes(text))]])),
      ]),
    );
  expect(shape(es)).toEqual(shape(en));
});

test('a drill says DRILL in every language', () => {
  expect(
    [en.core.drill, es.core.drill, en.declare.drill, es.declare.drill].every((text) =>
      text.includes('DRILL'),
    ),
  ).toBe(true);
});

test('holes are filled, one and many differ, and the language can change', () => {
  speak(en);
  expect(t('due', { time: '8:40 AM', distance: '12 min' })).toBe('by 8:40 AM, 12 min left');
  expect([count('waitingN', 1), count('waitingN', 3)]).toEqual([
    '1 kept on this phone, not sent yet.',
    '3 kept on this phone, not sent yet.',
  ]);
  speak(es);
  expect(sentences('declare')('title')).toBe('Algo no funciona');
  speak(en);
});

test('what a hole is filled with is never read as a sentence with holes', () => {
  speak(en);
  expect(t('youTyped', { typed: '{time} $& {typed}' })).toBe('You typed: {time} $& {typed}');
});

test('every key the screens name is there', () => {
  const source = readFileSync(join(import.meta.dirname, 'ui', 'checklist.tsx'), 'utf8');
  const keys = [...source.matchAll(/\bt\('(\w+)'/g)].map((match) => match[1] ?? '');
  expect(keys.length).toBeGreaterThan(5);
  expect(keys.filter((key) => !(key in en.core))).toEqual([]);
});
