import { expect, it } from 'vitest';
import { formatCursor, parseCursor } from './cursor';

const a = '11111111-1111-4111-8111-111111111111';
const b = '22222222-2222-4222-8222-222222222222';

it('reads what it writes', () => {
  const text = `${a}=0,${b}=17`;
  expect(formatCursor(parseCursor(text) ?? new Map())).toBe(text);
  expect(parseCursor('')?.size).toBe(0);
});

it.each([
  'x',
  a,
  `${a}=`,
  `${a}=-1`,
  `${a}=1e3`,
  `${a}=1=2`,
  `${a}=1,`,
  `${a.toUpperCase()}x=1`,
  `${a}=99999999999`,
])('refuses %s', (text) => {
  expect(parseCursor(text)).toBeNull();
});
