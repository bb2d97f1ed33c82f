import { describe, expect, test } from 'vitest';
import { viewOf } from '@/lib/incidents/rules';
import type { Board, WireEvent } from '@/lib/incidents/schema';
import { applyEvents, applyReceipt, foldBoard } from './fold';
import { cursorOf, fullJitter } from './rules';
import type { Op } from './schema';

const AT = '2026-11-22T14:00:00.000Z';
const me = { personId: 'p', name: 'Jo' };
const board = {
  incident: { id: 'i', state: 'open' },
  runs: [],
  steps: [],
  marks: [],
  holders: {},
  treeId: null,
  zone: 'America/Chicago',
  head: 3,
} as unknown as Board;
const event = (seq: number, more: Partial<WireEvent> = {}): WireEvent => ({
  id: `e${seq}`,
  incident: 'i',
  seq,
  kind: 'step.done',
  personId: 'q',
  actor: 'Lee',
  at: AT,
  deviceAt: AT,
  payload: { command: `c${seq}`, step: 's', value: { replaces: [] }, title: 'Step', critical: false },
  ...more,
});
const op = (id: string, more: Partial<Op> = {}): Op => ({
  seq: 1,
  command: { kind: 'step.done', id, incident: 'i', step: 's', at: AT, value: { replaces: [] } },
  ...more,
});

describe('events', () => {
  test('those already in the board, and other incidents’, change nothing', () => {
    const {
      board: next,
      gap,
      stale,
    } = applyEvents(board, [event(2), event(3), event(9, { incident: 'other' })]);
    expect([next, gap, stale]).toEqual([board, false, false]);
  });

  test('are taken in order whatever order they came in', () => {
    const { board: next, gap } = applyEvents(board, [event(5), event(4)]);
    expect([next.head, next.marks.map((mark) => mark.id), gap]).toEqual([5, ['c4', 'c5'], false]);
  });

  test('a gap is noticed and nothing after it is taken', () => {
    const { board: next, gap } = applyEvents(board, [event(4), event(6)]);
    expect([next.head, gap]).toEqual([4, true]);
  });

  test('what only the server can show is asked for until it was got; what was said meanwhile shows', () => {
    const { board: next, stale } = applyEvents(board, [
      event(4),
      event(5, { kind: 'run.updated', payload: {} }),
      event(6),
    ]);
    expect([next.head, stale, next.marks.map((mark) => mark.id)]).toEqual([4, true, ['c4', 'c6']]);
    const again = applyEvents(next, [event(5, { kind: 'run.updated', payload: {} }), event(6)]);
    expect([again.board.head, again.stale, again.board.marks.length]).toEqual([4, true, 2]);
    expect(applyEvents(next, [event(7)]).gap).toBe(true);
  });

  test('what changes the incident itself asks for the board; a note or a refusal does not', () => {
    expect(applyEvents(board, [event(4, { kind: 'run.added', payload: {} })]).stale).toBe(true);
    expect(applyEvents(board, [event(4, { kind: 'incident.noted', payload: {} })]).stale).toBe(false);
    const refused = applyEvents(board, [event(4, { kind: 'command.refused', payload: {} })]);
    expect([refused.stale, refused.board.head]).toEqual([false, 4]);
  });

  test('a photo that came in is known at once, also in a copy from before there were any, and once', () => {
    const came = (seq: number) => event(seq, { kind: 'photo.added', payload: { photo: 'x' } });
    const { board: next, stale } = applyEvents(board, [came(4), came(5)]);
    expect([next.photos, next.head, stale]).toEqual([['x'], 5, false]);
  });
});

describe('my own commands', () => {
  test('show at once, as not received yet; refused ones do not show', () => {
    const view = viewOf(foldBoard(board, [op('a')], me), 's');
    expect([view.state, view.mark?.name, view.mark?.receivedAt]).toEqual(['done', 'Jo', null]);
    expect(viewOf(foldBoard(board, [op('a', { refused: 'No.' })], me), 's').state).toBe('open');
  });

  test('become the server’s with the receipt, and are not counted twice when their event comes', () => {
    const taken = applyReceipt(board, op('c4'), { id: 'c4', outcome: 'applied', seq: 4, incident: 'i' }, me);
    const { board: next } = applyEvents(taken, [event(4, { personId: 'p', actor: 'Jo' })]);
    const view = viewOf(foldBoard(next, [], me), 's');
    expect([view.claims.length, view.conflict, next.head]).toEqual([1, false, 4]);
  });

  test('the server’s word on a command wins over the copy that still waits here', () => {
    const { board: next } = applyEvents(board, [
      event(4, { payload: { command: 'a', step: 's', value: {} } }),
    ]);
    expect(viewOf(foldBoard(next, [op('a')], me), 's').mark?.receivedAt).toBe(AT);
  });
});

test('waits are between half a second and five seconds', () => {
  for (const attempt of [0, 1, 3, 50]) {
    expect(fullJitter(attempt, () => 0)).toBe(500);
    expect(fullJitter(attempt, () => 1)).toBeLessThanOrEqual(5_000);
  }
});

test('the cursor names at most eight incidents', () => {
  const heads = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`i${i}`, i]));
  expect(cursorOf(heads).split(',')).toHaveLength(8);
  expect(cursorOf({ a: 1, b: 22 })).toBe('a=1,b=22');
});
