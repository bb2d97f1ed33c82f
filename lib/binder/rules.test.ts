// What changed, in words; and text as blocks to print.
import { expect, test } from 'vitest';
import { textBlocks, withBlanks } from './markdown';
import { changesSince } from './rules';
import type { BinderPart } from './schema';

const plan = (id: string, version: number, mark = 'm'): BinderPart => ({
  runbookId: id,
  title: `Plan ${id}`,
  version,
  mark,
});
const card = (title: string, mark = 'm'): BinderPart => ({ runbookId: null, title, version: null, mark });

test('nothing changed is nothing', () => {
  const parts = [plan('a', 1), card('Contact card')];
  expect(changesSince(parts, parts)).toEqual([]);
});

test('each change has its words, plans first', () => {
  const shelf = [card('Contact card'), plan('a', 1), plan('b', 2), plan('c', 1), plan('d', 1)];
  const now = [
    card('Contact card', 'n'),
    plan('a', 1),
    plan('b', 3),
    plan('c', 1, 'n'),
    plan('e', 1),
    card('New card'),
  ];
  expect(changesSince(shelf, now).map(({ words }) => words)).toEqual([
    'Plan b: version 2 is now version 3',
    'Plan c: what it says about this site',
    'Plan e, version 1, is new',
    'Plan d is not in force any more',
    'Contact card',
    'New card is new',
  ]);
});

test('text becomes paragraphs, lists and bold; what it does not know stays', () => {
  expect(textBlocks('One **two** three\nfour\n\n- a\n- **b** c\n\n1. x\n2) y\nz **open')).toEqual([
    {
      kind: 'paragraph',
      words: [
        { text: 'One ', bold: false },
        { text: 'two', bold: true },
        { text: ' three', bold: false },
        { text: '\nfour', bold: false },
      ],
    },
    {
      kind: 'list',
      ordered: false,
      start: 1,
      items: [
        [{ text: 'a', bold: false }],
        [
          { text: 'b', bold: true },
          { text: ' c', bold: false },
        ],
      ],
    },
    {
      kind: 'list',
      ordered: true,
      start: 1,
      items: [[{ text: 'x', bold: false }], [{ text: 'y', bold: false }]],
    },
    { kind: 'paragraph', words: [{ text: 'z **open', bold: false }] },
  ]);
  expect(textBlocks('')).toEqual([]);
  expect(textBlocks('   \n\n')).toEqual([]);
});

test('what a site does not say is room to write', () => {
  expect(withBlanks('Call ____ now')).toBe(`Call ${'_'.repeat(18)} now`);
});
