// The life of an incident on a real database: what commands make true, and what they never do.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MemberCtx } from '@/lib/access';
import { newId } from '@/lib/core';
import { inPracticeSql } from '@/lib/db';
import { verifyChain } from '@/lib/events';
import { useTestDatabase } from '@/lib/testing';
import { testPractice, type TestPractice } from '@/lib/testing/practice';
import {
  applyCommand,
  declareByClock,
  readBoard,
  readEventsSince,
  readIncidents,
  readTimeline,
} from './index';
import { foldSteps, viewOf } from './rules';
import type { Receipt } from './schema';

const database = await useTestDatabase();
afterAll(() => database.drop());

let practice: TestPractice;
beforeAll(async () => {
  practice = await testPractice();
});

let deviceSeq = 0;
function command(kind: string, incident: string, value: object, step?: string): Record<string, unknown> {
  deviceSeq += 1;
  const base = { id: newId(), deviceSeq, incident, at: new Date().toISOString(), kind, value };
  return step === undefined ? base : { ...base, step };
}

function declaration(incident: string, over: object = {}): Record<string, unknown> {
  return command('incident.declare', incident, {
    siteId: practice.siteId,
    treeId: practice.treeId,
    whatDown: ['ehr'],
    runbookId: practice.runbookId,
    noticedAt: new Date().toISOString(),
    drill: false,
    separate: true,
    ...over,
  });
}

async function opened(over: object = {}): Promise<string> {
  const incident = newId();
  const receipt = await applyCommand(practice.lead, declaration(incident, over));
  expect(receipt.outcome).toBe('applied');
  return incident;
}

async function firstStep(incident: string, key = 'print-schedule'): Promise<string> {
  const board = await readBoard(practice.lead, incident);
  const step = board.steps.find((candidate) => candidate.key === key);
  if (!step) throw new Error(`No step ${key}`);
  return step.id;
}

function refusal(receipt: Receipt): string {
  return receipt.outcome === 'refused' ? receipt.reason : `not refused: ${receipt.outcome}`;
}

async function stateOf(incident: string, step: string): Promise<string> {
  const board = await readBoard(practice.lead, incident);
  return viewOf(foldSteps(board.marks), step).state;
}

describe('declaring', () => {
  test('copies the plan with due times from now, and says what happened', async () => {
    const noticedAt = new Date(Date.now() - 15 * 60_000).toISOString();
    const incident = await opened({ noticedAt });
    const board = await readBoard(practice.lead, incident);
    expect(board.incident).toMatchObject({ state: 'open', noticedAt, declaredBy: 'Leo Lead', stepsTotal: 3 });
    expect(new Date(board.incident.declaredAt ?? 0).getTime()).toBeGreaterThan(new Date(noticedAt).getTime());
    const [first] = board.steps;
    const minuteZero = new Date(board.runs[0]?.minuteZero ?? 0).getTime();
    expect(new Date(first?.dueAt ?? 0).getTime() - minuteZero).toBe(5 * 60_000);
    expect(first?.detail).toContain('the red binder');
  });

  test('two leads in the same second make one incident; the other joins and is told who was first', async () => {
    const incidents = [newId(), newId()];
    const site = { separate: false, drill: true };
    const receipts = await Promise.all([
      applyCommand(practice.lead, declaration(incidents[0] ?? '', site)),
      applyCommand(practice.owner, declaration(incidents[1] ?? '', site)),
    ]);
    expect(receipts.map((receipt) => receipt.outcome).sort()).toEqual(['applied', 'joined']);
    const applied = receipts.find((receipt) => receipt.outcome === 'applied');
    const joined = receipts.find((receipt) => receipt.outcome === 'joined');
    if (applied?.outcome !== 'applied' || joined?.outcome !== 'joined') throw new Error('unreachable');
    expect(joined.incident).toBe(applied.incident);
    expect(joined.reason).toMatch(/declared at \d+:\d\d [AP]M\. You joined/);
    const drills = (await readIncidents(practice.lead, { state: 'active' })).filter((card) => card.drill);
    expect(drills).toHaveLength(1);
  });

  test('staff may report but not declare; a lead takes the report under the same id', async () => {
    const incident = newId();
    const refused = await applyCommand(practice.staff, declaration(incident));
    expect(refused).toMatchObject({ outcome: 'refused', code: 'forbidden' });
    const other = await testPractice();
    const value = { siteId: other.siteId, whatDown: ['ehr'], noticedAt: new Date().toISOString(), note: '' };
    const reported = newId();
    expect(await applyCommand(other.staff, command('incident.report', reported, value))).toMatchObject({
      outcome: 'applied',
    });
    const taken = declaration(reported, {
      siteId: other.siteId,
      treeId: other.treeId,
      runbookId: other.runbookId,
      separate: false,
    });
    expect(await applyCommand(other.lead, taken)).toMatchObject({ outcome: 'applied', incident: reported });
    const board = await readBoard(other.lead, reported);
    expect(board.incident).toMatchObject({
      state: 'open',
      reportedBy: 'Stella Staff',
      declaredBy: 'Leo Lead',
    });
  });

  test('a report nobody takes declares itself, once, and names nobody as its declarer', async () => {
    const other = await testPractice();
    const incident = newId();
    const value = {
      siteId: other.siteId,
      whatDown: ['ehr'],
      noticedAt: new Date().toISOString(),
      note: 'slow',
    };
    await applyCommand(other.staff, command('incident.report', incident, value));
    await declareByClock(other.practiceId, incident);
    await declareByClock(other.practiceId, incident);
    const timeline = await readTimeline(other.lead, incident);
    expect(timeline.lines.map((line) => line.kind)).toEqual(['incident.reported', 'incident.declared']);
    expect(timeline.lines[1]?.sentence).toMatch(/^Holdfast declared a downtime/);
  });

  test("another practice's site, tree and plan are as absent ones", async () => {
    const other = await testPractice();
    for (const over of [{ siteId: other.siteId }, { treeId: other.treeId }, { runbookId: other.runbookId }]) {
      const absent = Object.fromEntries(Object.keys(over).map((key) => [key, newId()]));
      const theirs = refusal(await applyCommand(practice.lead, declaration(newId(), over)));
      const nobodys = refusal(await applyCommand(practice.lead, declaration(newId(), absent)));
      expect(theirs).toBe(nobodys);
      expect(theirs).not.toContain('not refused');
    }
  });
});

describe('steps', () => {
  test('the same command twice gets the same receipt and one event', async () => {
    const incident = await opened();
    const step = await firstStep(incident);
    const done = command('step.done', incident, { number: 31, replaces: [] }, step);
    const first = await applyCommand(practice.staff, done);
    const second = await applyCommand(practice.staff, done);
    expect(second).toEqual(first);
    const { events } = await readEventsSince(practice.lead, incident, 0);
    expect(events.filter((event) => event.kind === 'step.done')).toHaveLength(1);
  });

  test('fifty copies of one command at once are applied once', async () => {
    const incident = await opened();
    const step = await firstStep(incident);
    const done = command('step.done', incident, { replaces: [] }, step);
    const receipts = await Promise.all(Array.from({ length: 50 }, () => applyCommand(practice.staff, done)));
    expect(new Set(receipts.map((receipt) => JSON.stringify(receipt))).size).toBe(1);
    expect((await readBoard(practice.lead, incident)).marks).toHaveLength(1);
  });

  test('undo names what it takes back; two claims made apart are both kept', async () => {
    const incident = await opened();
    const step = await firstStep(incident);
    const done = command('step.done', incident, { replaces: [] }, step);
    await applyCommand(practice.staff, done);
    expect(await stateOf(incident, step)).toBe('done');
    await applyCommand(practice.lead, command('step.undo', incident, { replaces: [done['id']] }, step));
    expect(await stateOf(incident, step)).toBe('open');
    await applyCommand(
      practice.lead,
      command('step.na', incident, { reason: 'closed today', replaces: [] }, step),
    );
    await applyCommand(practice.staff, command('step.done', incident, { replaces: [] }, step));
    const board = await readBoard(practice.lead, incident);
    expect(viewOf(foldSteps(board.marks), step)).toMatchObject({ state: 'done', conflict: true });
    expect(board.incident.stepsDone).toBe(1);
  });

  test('a tick after the close is refused in words and kept in the timeline', async () => {
    const incident = await opened();
    const step = await firstStep(incident);
    await applyCommand(practice.lead, command('incident.close', incident, { reason: 'vendor fixed it' }));
    const late = command('step.done', incident, { note: 'printed 12', replaces: [] }, step);
    const receipt = await applyCommand(practice.staff, late);
    expect(refusal(receipt)).toContain('This incident is closed');
    expect(await applyCommand(practice.staff, late)).toEqual(receipt);
    const { lines } = await readTimeline(practice.lead, incident);
    expect(lines.filter((line) => line.kind === 'command.refused')).toHaveLength(1);
    expect(lines.at(-1)?.sentence).toContain('printed 12');
    expect(await stateOf(incident, step)).toBe('open');
  });

  test.each([
    ['NUL in a note', { note: 'a\u0000b', replaces: [] }],
    ['a lone surrogate', { note: '\ud800', replaces: [] }],
    ['a megabyte', { note: 'x'.repeat(1_000_000), replaces: [] }],
    ['an unknown key', { replaces: [], surprise: true }],
    ['a number as text', { number: '3', replaces: [] }],
  ])('%s is refused and changes nothing', async (_, value) => {
    const incident = await opened();
    const step = await firstStep(incident);
    const receipt = await applyCommand(practice.staff, command('step.done', incident, value, step));
    expect(receipt).toMatchObject({ outcome: 'refused', code: 'invalid' });
    expect(refusal(receipt).length).toBeLessThan(300);
    expect((await readBoard(practice.lead, incident)).marks).toHaveLength(0);
  });

  test.each([null, 7, 'text', [], {}, { id: 'x' }])('%j as a command is refused, not thrown', async (raw) => {
    expect(await applyCommand(practice.staff, raw)).toMatchObject({ outcome: 'refused', code: 'invalid' });
  });
});

describe('going on and ending', () => {
  test('a long plan is added, what is done stays done, and it is not added twice', async () => {
    const incident = await opened();
    const step = await firstStep(incident);
    await applyCommand(practice.staff, command('step.done', incident, { replaces: [] }, step));
    const long = { runbookId: practice.longRunbookId };
    expect(await applyCommand(practice.lead, command('run.add', incident, long))).toMatchObject({
      outcome: 'applied',
    });
    expect(refusal(await applyCommand(practice.lead, command('run.add', incident, long)))).toContain(
      'already running',
    );
    const board = await readBoard(practice.lead, incident);
    expect(board.runs.map((run) => run.kind)).toEqual(['short', 'long']);
    expect(board.incident).toMatchObject({ stepsDone: 1, stepsTotal: 5 });
    expect(board.incident.wentLongAt).not.toBeNull();
  });

  test('closing with a critical step open asks for the reason, and names the step', async () => {
    const incident = await opened();
    const asked = await applyCommand(practice.lead, command('incident.close', incident, { reason: '' }));
    expect(refusal(asked)).toContain('Do call vendor');
    const closed = await applyCommand(
      practice.lead,
      command('incident.close', incident, { reason: 'came back' }),
    );
    expect(closed).toMatchObject({ outcome: 'applied' });
    const { lines } = await readTimeline(practice.lead, incident);
    expect(lines.at(-1)?.sentence).toContain('with 1 critical step open. Reason: “came back”');
  });

  test('an update needs a time that is still to come', async () => {
    const incident = await opened();
    const past = new Date(Date.now() - 60_000).toISOString();
    const soon = new Date(Date.now() + 600_000).toISOString();
    const send = (value: object) => applyCommand(practice.lead, command('incident.update', incident, value));
    expect(refusal(await send({ say: 'back-by', by: null, nextUpdateAt: null }))).toContain('by when');
    expect(refusal(await send({ say: 'still-down', by: null, nextUpdateAt: past }))).toContain(
      'still to come',
    );
    expect(await send({ say: 'still-down', by: null, nextUpdateAt: soon })).toMatchObject({
      outcome: 'applied',
    });
    expect((await readBoard(practice.lead, incident)).incident.nextUpdateAt).toBe(soon);
  });

  test.each(['run.add', 'incident.update', 'incident.close', 'person.told'])(
    'staff may not %s',
    async (kind) => {
      const incident = await opened();
      const values: Record<string, object> = {
        'run.add': { runbookId: practice.longRunbookId },
        'incident.update': { say: 'still-down', by: null, nextUpdateAt: null },
        'incident.close': { reason: 'no' },
        'person.told': { personId: practice.staff.actor.personId, how: 'in person' },
      };
      const receipt = await applyCommand(practice.staff, command(kind, incident, values[kind] ?? {}));
      expect(receipt).toMatchObject({ outcome: 'refused', code: 'forbidden' });
    },
  );
});

describe('the record', () => {
  async function chainOf(incident: string): Promise<unknown> {
    return inPracticeSql(practice.lead, ({ sql }) => verifyChain(sql, practice.practiceId, incident));
  }

  test('is in order without gaps when many write at once, and its chain is whole', async () => {
    const incident = await opened();
    const write = (ctx: MemberCtx, note: string) =>
      applyCommand(ctx, command('incident.note', incident, { note }));
    await Promise.all(
      Array.from({ length: 30 }, (_, i) => write(i % 2 ? practice.lead : practice.staff, `note ${i}`)),
    );
    const { events, head } = await readEventsSince(practice.lead, incident, 0);
    expect(events.map((event) => event.seq)).toEqual(Array.from({ length: 31 }, (_, i) => i + 1));
    expect(head).toBe(31);
    expect(await chainOf(incident)).toBeNull();
    expect((await readEventsSince(practice.lead, incident, 29)).events).toHaveLength(2);
  });

  test('cannot be changed or removed by the app itself', async () => {
    const incident = await opened();
    for (const statement of [`update event set actor = 'x'`, `delete from event`, `delete from practice`]) {
      const attempt = inPracticeSql(practice.lead, ({ sql }) =>
        sql(`${statement} where "practiceId" = $1::uuid`, [practice.practiceId]),
      );
      await expect(attempt).rejects.toThrow(/permission denied/);
    }
    expect(await chainOf(incident)).toBeNull();
  });
});
