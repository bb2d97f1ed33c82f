import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  foldSteps,
  hiddenBecause,
  isShown,
  isUnfinished,
  lateness,
  myRoles,
  nextMark,
  openCritical,
  suggestKind,
  viewOf,
} from './rules';
import type { Mark } from './schema';

const KINDS = ['step.done', 'step.already', 'step.na', 'step.blocked', 'step.undo', 'step.note'] as const;
const STEPS = ['s1', 's2', 's3'];

const mark = (id: string, step: string, kind: Mark['kind'], value: Mark['value'] = {}): Mark => ({
  id,
  step,
  kind,
  value,
  personId: 'p',
  name: 'Jo',
  at: '2026-11-22T14:00:00.000Z',
  receivedAt: null,
  seq: null,
});

/** A history in which marks replace earlier ones, others’ or their own, of the same step or (wrongly) of another. */
const history = fc
  .array(
    fc.record({
      step: fc.constantFrom(...STEPS),
      kind: fc.constantFrom(...KINDS),
      minute: fc.integer({ min: 10, max: 59 }),
      note: fc.option(fc.string({ maxLength: 5 }), { nil: undefined }),
      back: fc.array(fc.nat({ max: 11 }), { maxLength: 3 }),
    }),
    { maxLength: 12 },
  )
  .map((rows) =>
    rows.map(({ step, kind, minute, note, back }, i): Mark => {
      const replaces = back
        .filter((steps) => steps < i)
        .map((steps) => `m${String(i - 1 - steps).padStart(2, '0')}`);
      const value = { replaces, ...(note !== undefined && { note }) };
      return {
        ...mark(`m${String(i).padStart(2, '0')}`, step, kind, value),
        at: `2026-11-22T14:${minute}:00.000Z`,
      };
    }),
  );

/** Property bodies answer true or throw: vitest's expect itself answers something else. */
const same = (a: unknown, b: unknown) => {
  expect(a).toEqual(b);
  return true;
};
const plain = (marks: readonly Mark[]) =>
  Object.fromEntries([...foldSteps(marks)].toSorted(([a], [b]) => (a < b ? -1 : 1)));

describe('folding', () => {
  test('any order, the same board (property)', () => {
    const shuffled = history.chain((marks) =>
      fc.tuple(
        fc.constant(marks),
        fc.shuffledSubarray(marks, { minLength: marks.length, maxLength: marks.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([marks, other]) => same(plain(other), plain(marks))),
      { numRuns: 500 },
    );
  });

  test('a mark that comes twice counts once (property)', () => {
    fc.assert(fc.property(history, (marks) => same(plain([...marks, ...marks]), plain(marks))));
  });

  test('phones that heard in parts agree once both have heard all (property)', () => {
    fc.assert(
      fc.property(history, fc.nat({ max: 12 }), (marks, cut) =>
        same(plain([...marks.slice(cut), ...marks.slice(0, cut)]), plain(marks)),
      ),
    );
  });

  test('a step is touched by its own marks only', () => {
    const views = foldSteps([
      mark('a', 's1', 'step.done'),
      mark('b', 's2', 'step.undo', { replaces: ['a'] }),
    ]);
    expect(viewOf(views, 's1').state).toBe('done');
  });

  test('undo takes back what it names, even when it is heard first', () => {
    const views = foldSteps([
      mark('b', 's1', 'step.undo', { replaces: ['a'] }),
      mark('a', 's1', 'step.done'),
    ]);
    expect(viewOf(views, 's1')).toMatchObject({ state: 'open', mark: null, claims: [] });
  });

  test('two different claims are a conflict, both kept; two alike are none', () => {
    const done = mark('a', 's1', 'step.done');
    const differ = viewOf(foldSteps([done, mark('b', 's1', 'step.na', { reason: 'no' })]), 's1');
    expect([differ.conflict, differ.claims.length, differ.state]).toEqual([true, 2, 'done']);
    const alike = viewOf(foldSteps([done, mark('b', 's1', 'step.done')]), 's1');
    expect([alike.conflict, alike.claims.length]).toEqual([false, 2]);
  });

  test('clocks decide nothing', () => {
    const early = { ...mark('b', 's1', 'step.blocked', { reason: 'x' }), at: '2020-01-01T00:00:00.000Z' };
    const late = { ...mark('a', 's1', 'step.done', { replaces: ['b'] }), at: '2010-01-01T00:00:00.000Z' };
    expect(viewOf(foldSteps([early, late]), 's1').state).toBe('done');
  });

  test('nobody said anything: open', () => {
    expect(viewOf(new Map(), 's1').state).toBe('open');
    expect(isUnfinished(viewOf(new Map(), 's1'))).toBe(true);
  });
});

describe('which plan', () => {
  const unknown = { otherSiteLoads: null, otherComputerSame: null };
  test.each([
    [['ehr'], unknown, 'short'],
    [['ehr'], { ...unknown, otherComputerSame: false }, 'partial'],
    [['ehr'], { ...unknown, otherSiteLoads: false }, 'internet'],
    [['ehr', 'erx'], { ...unknown, otherSiteLoads: false }, 'short'],
    [['internet'], unknown, 'internet'],
    [['internet', 'phones'], unknown, 'internet'],
    [['ehr', 'internet'], unknown, 'short'],
    [['ehr', 'internet'], { otherSiteLoads: false, otherComputerSame: false }, 'short'],
    [['internet', 'power'], unknown, 'power'],
    [['ehr', 'power', 'strange'], unknown, 'cyber'],
    [['erx'], unknown, 'partial'],
  ] as const)('%j with %j is %s', (down, checks, kind) => {
    expect(suggestKind(down, checks)).toBe(kind);
  });
});

describe('the clock', () => {
  const noticed = new Date('2026-11-22T14:00:00Z');
  const after = (minutes: number) => new Date(noticed.getTime() + minutes * 60_000);

  const MARKS = [10, 30, 60, 120, 7200];
  const next = (minutes: number, long = false) => nextMark(noticed, after(minutes), long, MARKS);

  test('says the next of the practice’s marks, and nothing after the last', () => {
    expect(next(0)).toEqual({ at: after(10), kind: 0, minutes: 10 });
    expect(next(10)).toEqual({ at: after(30), kind: 1, minutes: 30 });
    expect(next(120)).toMatchObject({ kind: 3, minutes: 7200 });
    expect(next(7200)).toBeNull();
  });

  test('does not ask short or long once it went long', () => {
    expect(next(10)?.minutes).toBe(30);
    expect(next(0, true)?.minutes).toBe(10);
    expect(next(10, true)?.at).toEqual(after(120));
  });

  test('soon is the last five minutes, overdue begins when the minute itself is over', () => {
    const due = after(10).toISOString();
    expect([0, 5, 10].map((minutes) => lateness(due, after(minutes)))).toEqual(['later', 'soon', 'soon']);
    expect(lateness(due, new Date(after(11).getTime() - 1))).toBe('soon');
    expect(lateness(due, after(11))).toBe('overdue');
    expect(lateness(null, noticed)).toBe('none');
  });
});

test('what is down among a step’s needs folds it away', () => {
  expect(hiddenBecause(['ehr', 'power'], ['ehr', 'internet'])).toEqual(['ehr']);
  expect(hiddenBecause([], ['ehr'])).toEqual([]);
});

test('roles nobody holds are the lead’s', () => {
  const holders = { front_desk: ['Jo'] };
  const roles = ['front_desk', 'billing'] as const;
  expect([...myRoles({ jobRoles: ['clinician'], leads: true }, holders, roles)]).toEqual([
    'clinician',
    'billing',
  ]);
  expect([...myRoles({ jobRoles: ['clinician'], leads: false }, holders, roles)]).toEqual(['clinician']);
});

test('an open or blocked critical step keeps an incident from closing silently; a folded or withdrawn one does not', () => {
  const steps = [
    { id: 's1', critical: true, needs: [], withdrawnAt: null },
    { id: 's2', critical: true, needs: [], withdrawnAt: null },
    { id: 's3', critical: true, needs: ['ehr'], withdrawnAt: null },
    { id: 's4', critical: false, needs: [], withdrawnAt: null },
    { id: 's5', critical: true, needs: [], withdrawnAt: null },
    { id: 's6', critical: true, needs: [], withdrawnAt: '2026-11-22T15:00:00.000Z' },
  ];
  const views = foldSteps([mark('a', 's1', 'step.done'), mark('b', 's5', 'step.blocked', { reason: 'x' })]);
  expect(openCritical(steps, views, ['ehr'])).toEqual(['s2', 's5']);
});

test('a step the plan no longer has is shown only where something was said about it', () => {
  const views = foldSteps([mark('a', 's1', 'step.note', { note: 'x' })]);
  const gone = '2026-11-22T15:00:00.000Z';
  expect(isShown({ id: 's1', withdrawnAt: gone }, views)).toBe(true);
  expect(isShown({ id: 's2', withdrawnAt: gone }, views)).toBe(false);
  expect(isShown({ id: 's2', withdrawnAt: null }, views)).toBe(true);
});
