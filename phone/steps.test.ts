import { describe, expect, test } from 'vitest';
import { foldSteps } from '@/lib/incidents/rules';
import type { Board, BoardStep, Mark } from '@/lib/incidents/schema';
import type { WireMe } from '@/lib/live/schema';
import { listing, nextStep } from './steps';

const step = (id: string, more: Partial<BoardStep> = {}): BoardStep => ({
  id,
  runId: 'short',
  key: id,
  section: 'Start',
  title: id,
  detail: '',
  role: 'front_desk',
  dueAt: null,
  critical: false,
  needs: [],
  evidence: 'none',
  addedAt: null,
  withdrawnAt: null,
  ...more,
});
const run = (id: string, addedAt: string) => ({
  id,
  runbookId: id,
  version: 1,
  title: id,
  kind: id,
  minuteZero: addedAt,
  addedAt,
});
const board = (steps: BoardStep[], more: Partial<Board> = {}): Board => ({
  incident: {
    id: 'i',
    siteId: 's',
    siteName: 'Main',
    state: 'open',
    drill: false,
    whatDown: ['ehr'],
    noticedAt: '2026-11-22T14:00:00.000Z',
    clockMarks: [15],
    reportedAt: null,
    reportedBy: null,
    declaredAt: null,
    declaredBy: null,
    wentLongAt: null,
    closedAt: null,
    closedBy: null,
    closeReason: '',
    nextUpdateAt: null,
    title: '',
    stepsDone: 0,
    stepsTotal: 0,
  },
  treeId: null,
  zone: 'America/Chicago',
  runs: [run('short', '2026-11-22T14:00:00.000Z')],
  steps,
  marks: [],
  holders: { front_desk: ['Jo'], incident_lead: ['Sam'] },
  head: 0,
  ...more,
});
const desk: WireMe = { personId: 'p', name: 'Jo', right: 'staff', jobRoles: ['front_desk'], language: 'en' };
const lead: WireMe = { ...desk, name: 'Sam', right: 'lead', jobRoles: ['incident_lead'] };
const mark = (id: string, on: string, kind: Mark['kind'] = 'step.done'): Mark => ({
  id,
  step: on,
  kind,
  value: { replaces: [] },
  personId: 'p',
  name: 'Jo',
  at: '2026-11-22T14:05:00.000Z',
  receivedAt: null,
  seq: null,
});
const ids = (groups: { steps: BoardStep[] }[]) => groups.flatMap((group) => group.steps.map((one) => one.id));

describe('listing', () => {
  test('mine first, then everyone else’s', () => {
    const given = board([step('a'), step('b', { role: 'clinician' }), step('c')]);
    const { mine, others, left } = listing(given, new Map(), desk);
    expect([ids(mine), ids(others), left]).toEqual([['a', 'c'], ['b'], 2]);
  });

  test('a role nobody holds falls to the lead, not to staff', () => {
    const given = board([step('b', { role: 'billing' })]);
    expect(ids(listing(given, new Map(), lead).mine)).toEqual(['b']);
    expect(ids(listing(given, new Map(), desk).mine)).toEqual([]);
  });

  test('a step that needs what is down is folded away, unless somebody already ticked it', () => {
    const given = board([
      step('a', { needs: ['ehr'] }),
      step('b', { needs: ['ehr'] }),
      step('c', { needs: ['phones'] }),
    ]);
    const { mine, folded } = listing(given, foldSteps([mark('m', 'b')]), desk);
    expect(ids(mine)).toEqual(['b', 'c']);
    expect(folded.map((one) => [one.step.id, one.because])).toEqual([['a', ['ehr']]]);
  });

  test('a role chosen by hand shows that role alone', () => {
    const given = board([step('a'), step('b', { role: 'clinician' })]);
    const { mine, others } = listing(given, new Map(), desk, 'clinician');
    expect([ids(mine), ids(others)]).toEqual([['b'], []]);
  });

  test('steps of a plan that came later say since when', () => {
    const runs = [run('short', '2026-11-22T14:00:00.000Z'), run('long', '2026-11-22T16:40:00.000Z')];
    const given = board([step('a'), step('b', { runId: 'long' })], { runs });
    expect(listing(given, new Map(), desk).mine.map((group) => group.newAt)).toEqual([
      null,
      '2026-11-22T16:40:00.000Z',
    ]);
  });
});

describe('a newer version of the plan', () => {
  const withdrawnAt = '2026-11-22T16:40:00.000Z';

  test('what it left out is not listed, and not left to do, unless somebody said something about it', () => {
    const given = board([step('a', { withdrawnAt }), step('b', { withdrawnAt }), step('c')]);
    const { mine, left, next } = listing(given, foldSteps([mark('m', 'b', 'step.blocked')]), desk);
    expect([ids(mine), left, next?.id]).toEqual([['b', 'c'], 1, 'c']);
  });

  test('what was said about it and taken back keeps it listed, but nobody is asked to do it', () => {
    const undo = { ...mark('n', 'a', 'step.undo'), value: { replaces: ['m'] } };
    const given = board([step('a', { withdrawnAt })]);
    const { mine, left, next } = listing(given, foldSteps([mark('m', 'a'), undo]), desk);
    expect([ids(mine), left, next]).toEqual([['a'], 0, null]);
  });
});

describe('the next step', () => {
  const early = step('early', { dueAt: '2026-11-22T14:10:00.000Z' });
  const late = step('late', { dueAt: '2026-11-22T14:30:00.000Z' });
  const whenever = step('whenever');

  test('is the one due first; one without a clock comes last', () => {
    expect(nextStep([whenever, late, early], new Map())?.id).toBe('early');
    expect(nextStep([whenever, step('other')], new Map())?.id).toBe('whenever');
  });

  test('is never one that is done or blocked', () => {
    const views = foldSteps([mark('m', 'early'), mark('n', 'late', 'step.blocked')]);
    expect(nextStep([early, late, whenever], views)?.id).toBe('whenever');
    expect(nextStep([early, late], views)).toBeNull();
  });
});
