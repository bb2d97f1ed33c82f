// A newer version of a plan meets a running incident: nothing happens by itself, and what is applied loses nothing.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '@/lib/core';
import { inPracticeSql } from '@/lib/db';
import { importRunbook, publishRunbook, readRunbook } from '@/lib/runbooks';
import { useTestDatabase } from '@/lib/testing';
import { testPractice, type TestMember, type TestPractice } from '@/lib/testing/practice';
import {
  applyCommand,
  readBoard,
  readEventsSince,
  readNewerVersions,
  readRunUpdate,
  readTimeline,
} from './index';
import { foldSteps, isShown, openCritical, viewOf } from './rules';
import type { Board, BoardStep, Receipt } from './schema';

const database = await useTestDatabase();
afterAll(() => database.drop());

let practice: TestPractice;
let other: TestPractice;
let plans = 0;
beforeAll(async () => {
  practice = await testPractice();
  other = await testPractice();
});

const step = (key: string, more: object = {}) => ({
  key,
  title: `Do ${key}`,
  detail: 'Look in {{site.folder}}.',
  role: 'front_desk' as const,
  due: { minutes: 10 } as { minutes: number } | null,
  critical: false,
  needs: [] as ('ehr' | 'phones')[],
  evidence: 'none' as const,
  ...more,
});
const first = [step('print'), step('call', { critical: true }), step('sign', { critical: true })];
const second = [
  step('top', { due: { minutes: 1 } }),
  step('print', { title: 'Print it twice', due: { minutes: 5 } }),
  step('call', { critical: true }),
];

async function publish(slug: string, steps: ReturnType<typeof step>[], title = 'Lab down'): Promise<string> {
  const { runbookId } = await importRunbook(practice.owner, {
    slug,
    title,
    kind: 'partial',
    trigger: '',
    anchor: '',
    escalatesTo: [],
    sections: [{ key: 'first', title: 'First', steps }],
  });
  await publishRunbook(practice.owner, { runbookId, changeNote: 'Changed.', warningsSeen: true });
  return runbookId;
}

function command(kind: string, incident: string, value: object, step?: string): Record<string, unknown> {
  const base = { id: newId(), deviceSeq: 1, incident, at: new Date().toISOString(), kind, value };
  return step === undefined ? base : { ...base, step };
}

interface Started {
  incident: string;
  slug: string;
  runId: string;
  runbookId: string;
}

async function declared({ lead, siteId }: TestPractice, runbookId: string): Promise<string> {
  const incident = newId();
  const noticedAt = new Date().toISOString();
  const rest = { siteId, treeId: null, noticedAt, drill: false, separate: true };
  const value = { ...rest, whatDown: ['labs'], runbookId };
  const receipt = await applyCommand(lead, command('incident.declare', incident, value));
  expect(receipt).toMatchObject({ outcome: 'applied' });
  return incident;
}

/** An incident that runs on version 1 of a plan of its own. */
async function started(): Promise<Started> {
  plans += 1;
  const slug = `lab-${plans}`;
  const runbookId = await publish(slug, first);
  const incident = await declared(practice, runbookId);
  const runId = (await readBoard(practice.lead, incident)).runs[0]?.id ?? '';
  return { incident, slug, runId, runbookId };
}

const say = (incident: string, kind: string, step: BoardStep, value: object = {}): Promise<Receipt> =>
  applyCommand(practice.staff, command(kind, incident, { replaces: [], ...value }, step.id));

const find = (board: Board, key: string): BoardStep => {
  const found = board.steps.find((one) => one.key === key);
  if (!found) throw new Error(`No step ${key}`);
  return found;
};

async function newestOf({ incident, runId }: Started): Promise<string> {
  return (await readRunUpdate(practice.lead, incident, runId)).newest?.versionId ?? 'none';
}

async function update(on: Started, who: TestMember = practice.lead): Promise<Receipt> {
  const value = { runId: on.runId, versionId: await newestOf(on) };
  return applyCommand(who, command('run.update', on.incident, value));
}

/** Everything kept of an incident, as one hash. */
async function hashOf(incident: string): Promise<unknown> {
  return inPracticeSql(practice.lead, ({ sql }) =>
    sql(
      `select md5(string_agg(row, '|' order by row)) as hash from (
         select i::text as row from incident i where "practiceId" = $1::uuid and id = $2::uuid
         union all select r::text from run r where "practiceId" = $1::uuid and "incidentId" = $2::uuid
         union all select t::text from run_step t where "practiceId" = $1::uuid and "incidentId" = $2::uuid
         union all select c::text from command c where "practiceId" = $1::uuid and "incidentId" = $2::uuid
         union all select e::text from event e where "practiceId" = $1::uuid and "chainId" = $2::uuid) rows`,
      [practice.practiceId, incident],
    ),
  );
}

const shown = (board: Board): string[] => {
  const views = foldSteps(board.marks);
  return board.steps.filter((one) => isShown(one, views)).map(({ key }) => key);
};

describe('a publish', () => {
  test('changes no row of an incident that runs; the record says that there is a newer version', async () => {
    const on = await started();
    const [before, board] = [await hashOf(on.incident), await readBoard(practice.lead, on.incident)];
    expect(await readNewerVersions(practice.staff, on.incident)).toEqual([]);
    await publish(on.slug, second, 'Lab really down');
    expect(await hashOf(on.incident)).toEqual(before);
    expect(await readBoard(practice.lead, on.incident)).toEqual(board);
    expect(await readNewerVersions(practice.staff, on.incident)).toMatchObject([
      { runId: on.runId, title: 'Lab down', version: 1, newest: 2 },
    ]);
  });

  test('looking at what it would change changes nothing, and says exactly that', async () => {
    const on = await started();
    await publish(on.slug, second);
    const before = await hashOf(on.incident);
    const { changes, newest, version } = await readRunUpdate(practice.staff, on.incident, null);
    expect([version, newest?.version]).toEqual([1, 2]);
    expect(changes.map((change) => [change.kind, 'step' in change ? change.step.key : ''])).toEqual([
      ['step-added', 'top'],
      ['step-changed', 'print'],
      ['step-removed', 'sign'],
    ]);
    expect(changes[0]).toMatchObject({ step: { detail: 'Look in the red binder.', due: { minutes: 1 } } });
    expect(changes[1]).toMatchObject({
      fields: [{ field: 'title' }, { field: 'due', from: { minutes: 10 }, to: { minutes: 5 } }],
    });
    expect(await hashOf(on.incident)).toEqual(before);
  });
});

describe('applying it', () => {
  test('the same step stays the same step with its marks; new ones are new; the plan’s dues count from its minute 0', async () => {
    const on = await started();
    const old = await readBoard(practice.lead, on.incident);
    await say(on.incident, 'step.done', find(old, 'print'), { note: 'Twelve pages' });
    await publish(on.slug, second, 'Lab really down');
    const receipt = await update(on);
    expect(receipt).toMatchObject({ outcome: 'applied' });
    const board = await readBoard(practice.lead, on.incident);
    expect(board.runs).toMatchObject([
      { id: on.runId, version: 2, title: 'Lab really down', minuteZero: old.runs[0]?.minuteZero },
    ]);
    const print = find(board, 'print');
    expect(print).toMatchObject({ id: find(old, 'print').id, title: 'Print it twice', addedAt: null });
    expect(viewOf(foldSteps(board.marks), print.id)).toMatchObject({ state: 'done', notes: [{}] });
    expect(find(board, 'call').id).toBe(find(old, 'call').id);
    const minuteZero = Date.parse(board.runs[0]?.minuteZero ?? '');
    expect(Date.parse(print.dueAt ?? '') - minuteZero).toBe(5 * 60_000);
    expect(find(board, 'top')).toMatchObject({ addedAt: expect.any(String) as string, withdrawnAt: null });
    expect(shown(board)).toEqual(['top', 'print', 'call']);
    expect(board.incident).toMatchObject({ stepsDone: 1, stepsTotal: 3, title: 'Lab really down' });
    expect(await readNewerVersions(practice.lead, on.incident)).toEqual([]);
    expect((await readRunUpdate(practice.lead, on.incident, on.runId)).newest).toBeNull();
    const { lines } = await readTimeline(practice.lead, on.incident);
    expect(lines.at(-1)?.sentence).toBe(
      'Leo Lead applied version 2 of “Lab down” in place of version 1: 1 added (“Do top”), 1 changed (“Print it twice”), 1 removed (“Do sign”).',
    );
  });

  test('the same command twice is one update; two leads at once are one update and one sentence', async () => {
    const on = await started();
    await publish(on.slug, second);
    const value = { runId: on.runId, versionId: await newestOf(on) };
    const [mine, theirs] = [1, 2].map(() => command('run.update', on.incident, value));
    const receipts = await Promise.all([
      applyCommand(practice.lead, mine),
      applyCommand(practice.lead, mine),
      applyCommand(practice.owner, theirs),
    ]);
    expect(receipts[1]).toEqual(receipts[0]);
    expect(receipts.map(({ outcome }) => outcome).sort()).toEqual(
      receipts[0]?.outcome === 'applied'
        ? ['applied', 'applied', 'refused']
        : ['applied', 'refused', 'refused'],
    );
    const refused = receipts.find(({ outcome }) => outcome === 'refused');
    expect(refused).toMatchObject({ code: 'conflict', reason: expect.stringContaining('already') as string });
    const { events } = await readEventsSince(practice.lead, on.incident, 0);
    expect(events.filter(({ kind }) => kind === 'run.updated')).toHaveLength(1);
  });

  test('a version that is no longer in force, another plan’s or nobody’s is refused alike, and nothing changes', async () => {
    const on = await started();
    await publish(on.slug, second);
    const shownVersion = await newestOf(on);
    await publish(on.slug, first);
    const versions = [shownVersion, await versionOf(other), newId()];
    const before = await readBoard(practice.lead, on.incident);
    const reasons = new Set<string>();
    for (const versionId of versions) {
      const value = { runId: on.runId, versionId };
      const receipt = await applyCommand(practice.lead, command('run.update', on.incident, value));
      expect(receipt).toMatchObject({ outcome: 'refused', code: 'conflict' });
      if (receipt.outcome === 'refused') reasons.add(receipt.reason);
    }
    expect([...reasons]).toEqual([expect.stringContaining('not the version in force any more')]);
    expect(await readBoard(practice.lead, on.incident)).toEqual(before);
  });

  test('another practice’s run, incident or page is as an absent one', async () => {
    const on = await started();
    await publish(on.slug, second);
    const versionId = await newestOf(on);
    const theirs = await declared(other, other.runbookId);
    const theirRun = (await readBoard(other.lead, theirs)).runs[0]?.id ?? '';
    const refusal = async (incident: string, runId: string) => {
      const receipt = await applyCommand(
        practice.lead,
        command('run.update', incident, { runId, versionId }),
      );
      return receipt.outcome === 'refused' ? [receipt.code, receipt.reason] : receipt.outcome;
    };
    expect(await refusal(on.incident, theirRun)).toEqual(await refusal(on.incident, newId()));
    expect(await refusal(theirs, theirRun)).toEqual(await refusal(newId(), theirRun));
    for (const [incident, run] of [
      [on.incident, theirRun],
      [theirs, theirRun],
      [theirs, null],
      [newId(), null],
      [on.incident, 'x'],
    ] as const)
      await expect(readRunUpdate(practice.lead, incident, run)).rejects.toMatchObject({ code: 'not-found' });
    expect(await readNewerVersions(practice.lead, theirs)).toEqual([]);
  });

  test('staff may look, not apply; a closed incident stays as it ended', async () => {
    const on = await started();
    await publish(on.slug, second);
    expect((await readRunUpdate(practice.staff, on.incident, on.runId)).changes).toHaveLength(3);
    expect(await update(on, practice.staff)).toMatchObject({ outcome: 'refused', code: 'forbidden' });
    expect(shown(await readBoard(practice.lead, on.incident))).toEqual(['print', 'call', 'sign']);
    await applyCommand(practice.lead, command('incident.close', on.incident, { reason: 'over' }));
    expect(await update(on)).toMatchObject({ outcome: 'refused', code: 'conflict' });
    expect(shown(await readBoard(practice.lead, on.incident))).toEqual(['print', 'call', 'sign']);
    expect(await readNewerVersions(practice.lead, on.incident)).toEqual([]);
  });
});

describe('what a newer version leaves out', () => {
  test('is gone where nobody said anything, and neither counted nor asked about at the close', async () => {
    const on = await started();
    await publish(on.slug, [step('print')]);
    expect(await update(on)).toMatchObject({ outcome: 'applied' });
    const board = await readBoard(practice.lead, on.incident);
    expect(shown(board)).toEqual(['print']);
    expect(board.incident).toMatchObject({ stepsDone: 0, stepsTotal: 1 });
    expect(openCritical(board.steps, foldSteps(board.marks), board.incident.whatDown)).toEqual([]);
    const closed = await applyCommand(practice.lead, command('incident.close', on.incident, { reason: '' }));
    expect(closed).toMatchObject({ outcome: 'applied' });
  });

  test('stays with its marks where something was said; done counts, blocked keeps nobody from closing', async () => {
    const on = await started();
    const old = await readBoard(practice.lead, on.incident);
    await say(on.incident, 'step.done', find(old, 'call'));
    await say(on.incident, 'step.blocked', find(old, 'sign'), { reason: 'No pen' });
    await publish(on.slug, [step('print')]);
    await update(on);
    const board = await readBoard(practice.lead, on.incident);
    expect(shown(board)).toEqual(['print', 'call', 'sign']);
    expect(find(board, 'call')).toMatchObject({ withdrawnAt: expect.any(String) as string, dueAt: null });
    expect(viewOf(foldSteps(board.marks), find(board, 'sign').id).state).toBe('blocked');
    expect(board.incident).toMatchObject({ stepsDone: 1, stepsTotal: 2 });
    expect(openCritical(board.steps, foldSteps(board.marks), board.incident.whatDown)).toEqual([]);
  });

  test('a tick made without a connection still counts and is shown', async () => {
    const on = await started();
    const old = await readBoard(practice.lead, on.incident);
    await publish(on.slug, [step('print')]);
    await update(on);
    expect(await say(on.incident, 'step.done', find(old, 'sign'), { note: 'Signed' })).toMatchObject({
      outcome: 'applied',
    });
    const board = await readBoard(practice.lead, on.incident);
    expect(shown(board)).toEqual(['print', 'sign']);
    expect(board.incident).toMatchObject({ stepsDone: 1, stepsTotal: 2 });
    const { lines } = await readTimeline(practice.lead, on.incident);
    expect(lines.at(-1)?.sentence).toContain('ticked “Do sign” (note “Signed”)');
  });

  test('comes back as the same step with its marks when a later version has it again', async () => {
    const on = await started();
    const old = await readBoard(practice.lead, on.incident);
    await say(on.incident, 'step.done', find(old, 'sign'));
    await publish(on.slug, [step('print')]);
    await update(on);
    await publish(on.slug, first);
    expect((await readRunUpdate(practice.lead, on.incident, on.runId)).version).toBe(2);
    expect(await update(on)).toMatchObject({ outcome: 'applied' });
    const board = await readBoard(practice.lead, on.incident);
    expect(shown(board)).toEqual(['print', 'call', 'sign']);
    expect(find(board, 'sign')).toMatchObject({
      id: find(old, 'sign').id,
      withdrawnAt: null,
      addedAt: expect.any(String) as string,
    });
    expect(viewOf(foldSteps(board.marks), find(board, 'sign').id).state).toBe('done');
    expect(board.incident).toMatchObject({ stepsDone: 1, stepsTotal: 3 });
  });
});

async function versionOf({ owner, runbookId }: TestPractice): Promise<string> {
  const { version } = await readRunbook(owner, runbookId);
  const [row] = await inPracticeSql(owner, ({ sql }) =>
    sql<{ id: string }>(
      `select id from runbook_version where "practiceId" = $1::uuid and "runbookId" = $2::uuid and number = $3::int`,
      [owner.practiceId, runbookId, version],
    ),
  );
  return row?.id ?? '';
}
