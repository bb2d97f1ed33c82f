// Plans in the database: drafts, numbers, what is published staying as it was, and copies in incidents.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '@/lib/core';
import { inPracticeSql } from '@/lib/db';
import { useTestDatabase } from '@/lib/testing';
import { testPractice, type TestPractice } from '@/lib/testing/practice';
import {
  freezeRun,
  importRunbook,
  publishRunbook,
  readCurrentRunbooks,
  readRunbook,
  readRunbooks,
} from './index';
import type { FreezeRun } from './index';

const database = await useTestDatabase();
let practice: TestPractice;
let other: TestPractice;

beforeAll(async () => {
  practice = await testPractice();
  other = await testPractice();
});
afterAll(() => database.drop());

const step = {
  key: 'call-the-lab',
  title: 'Call the lab',
  detail: 'On {{site.phone}}, then {{site.nothing}}.',
  role: 'ma_nurse' as const,
  due: { minutes: -30 },
  critical: true,
  needs: ['phones' as const],
  evidence: 'time' as const,
};
const late = { ...step, key: 'later', title: 'Later', due: { minutes: 45 }, critical: false };
const plan = (slug: string, steps = [step, late, { ...late, key: 'no-clock', due: null }]) => ({
  slug,
  title: 'Lab down',
  kind: 'partial' as const,
  trigger: 'The lab does not answer.',
  anchor: 'Minute 0 is now.',
  escalatesTo: ['short'],
  sections: [{ key: 'first', title: 'First', steps }],
});

/** An incident row and nothing else: enough for a run to hang on. */
async function bareIncident({ practiceId, siteId }: TestPractice): Promise<string> {
  const id = newId();
  await inPracticeSql({ practiceId }, ({ sql }) =>
    sql(
      `insert into incident ("practiceId", id, "siteId", state, drill, "whatDown", "noticedAt")
       values ($1::uuid, $2::uuid, $3::uuid, 'open', false, '{labs}', now())`,
      [practiceId, id, siteId],
    ),
  );
  return id;
}

it('counts versions, keeps the old ones, and reads any of them', async () => {
  const { owner } = practice;
  const first = await importRunbook(owner, plan('lab'));
  await expect(readRunbook(owner, 'lab')).rejects.toMatchObject({ code: 'not-found' });
  expect(
    await publishRunbook(owner, { runbookId: first.runbookId, changeNote: 'New.', warningsSeen: true }),
  ).toMatchObject({
    number: 1,
  });
  const second = await importRunbook(owner, { ...plan('lab'), title: 'Lab really down' });
  expect(second.runbookId).toBe(first.runbookId);
  expect((await readRunbook(owner, 'lab')).title).toBe('Lab down');
  expect(
    await publishRunbook(owner, { runbookId: first.runbookId, changeNote: 'Title.', warningsSeen: true }),
  ).toMatchObject({
    number: 2,
  });
  expect(await readRunbook(owner, first.runbookId)).toMatchObject({
    title: 'Lab really down',
    version: 2,
    current: true,
    ownerName: 'Olive Owner',
    publishedBy: 'Olive Owner',
    trigger: 'The lab does not answer.',
    siteId: practice.siteId,
    sections: [{ steps: [{ detail: 'On +13125550100, then ____.' }, {}, {}] }],
    versions: [{ number: 2 }, { number: 1 }],
  });
  expect(await readRunbook(owner, 'lab', 1)).toMatchObject({ title: 'Lab down', current: false });
  await expect(readRunbook(owner, 'lab', 3)).rejects.toMatchObject({ code: 'not-found' });
  const raw = await readCurrentRunbooks(owner, { raw: true });
  expect(raw.find(({ slug }) => slug === 'lab')?.sections[0]?.steps[0]?.detail).toBe(step.detail);
  expect((await readRunbooks(owner)).map(({ slug, steps }) => [slug, steps])).toEqual([
    ['short', 3],
    ['long', 2],
    ['lab', 3],
  ]);
});

it('replaces a draft, and publishes nothing twice', async () => {
  const { owner } = practice;
  const { runbookId } = await importRunbook(owner, plan('draft'));
  const again = await importRunbook(owner, plan('draft', [late]));
  expect(again).toEqual({ runbookId });
  await publishRunbook(owner, { runbookId, changeNote: 'New.', warningsSeen: true });
  expect((await readRunbook(owner, 'draft')).sections[0]?.steps).toHaveLength(1);
  const twice = publishRunbook(owner, { runbookId, changeNote: 'Again.', warningsSeen: true });
  await expect(twice).rejects.toMatchObject({ code: 'conflict' });
});

it('keeps a plan with errors a draft and says why', async () => {
  const { owner } = practice;
  const bad = plan('bad', [{ ...step, detail: 'Ask Stella Staff.' }]);
  const { runbookId } = await importRunbook(owner, bad);
  const refused = publishRunbook(owner, { runbookId, changeNote: 'New.', warningsSeen: true });
  await expect(refused).rejects.toMatchObject({ code: 'invalid', message: /names Stella Staff/ });
  await expect(readRunbook(owner, 'bad')).rejects.toMatchObject({ code: 'not-found' });
});

it('says what is wrong with what came in', async () => {
  const { owner } = practice;
  const wrong = [
    { ...plan('x'), slug: 'X y' },
    { ...plan('x'), title: 'x'.repeat(201) },
    { ...plan('x'), sections: [] },
    { ...plan('x'), extra: 1 },
    plan('x', [step, step]),
    plan('x', [{ ...step, detail: 'a\0b' }]),
    plan('x', [{ ...step, detail: 'x'.repeat(4001) }]),
    plan('x', [{ ...step, due: { minutes: 1.5 } }]),
    plan(
      'x',
      Array.from({ length: 501 }, (_, n) => ({ ...step, key: `k-${n}` })),
    ),
  ];
  for (const input of wrong)
    await expect(importRunbook(owner, input)).rejects.toMatchObject({ code: 'invalid' });
});

it('lets staff and leads read and not publish', async () => {
  for (const member of [practice.staff, practice.lead]) {
    await expect(importRunbook(member, plan('no'))).rejects.toMatchObject({ code: 'forbidden' });
    const publish = publishRunbook(member, { runbookId: practice.runbookId, changeNote: 'x' });
    await expect(publish).rejects.toMatchObject({ code: 'forbidden' });
    expect((await readRunbook(member, 'short')).title).toBe('Short downtime');
  }
});

it('does not find the plans of another practice', async () => {
  for (const name of [other.runbookId, newId(), 'nothing', '', 'a\0', "'; drop"]) {
    await expect(readRunbook(practice.owner, name)).rejects.toMatchObject({ code: 'not-found' });
  }
  const publish = publishRunbook(practice.owner, { runbookId: other.runbookId, changeNote: 'x' });
  await expect(publish).rejects.toMatchObject({ code: 'not-found' });
  const site = readRunbook(practice.owner, 'short', null, other.siteId);
  await expect(site).rejects.toMatchObject({ code: 'not-found' });
});

it('never changes what is published, whoever asks', async () => {
  const { practiceId } = practice;
  for (const text of [
    `update runbook_step set title = 'x' where "practiceId" = $1::uuid`,
    `delete from runbook_step where "practiceId" = $1::uuid`,
    `update runbook_section set title = 'x' where "practiceId" = $1::uuid`,
    `update runbook_version set title = 'x' where "practiceId" = $1::uuid and "publishedAt" is not null`,
  ]) {
    const change = inPracticeSql({ practiceId }, ({ sql }) => sql(text, [practiceId]));
    await expect(change).rejects.toThrow('A published runbook version never changes');
  }
});

it('copies a plan into an incident: filled, due, in order, once', async () => {
  const { practiceId, owner, siteId } = practice;
  const { runbookId } = await importRunbook(owner, plan('copied'));
  await publishRunbook(owner, { runbookId, changeNote: 'New.', warningsSeen: true });
  const incidentId = await bareIncident(practice);
  const minuteZero = new Date('2026-11-22T14:00:00Z');
  const run: FreezeRun = {
    incidentId,
    runbookId,
    siteId,
    minuteZero,
    position: 0,
    addedBy: owner.actor.personId,
  };
  const frozen = await inPracticeSql({ practiceId }, (door) => freezeRun(door, practiceId, run));
  expect(frozen).toMatchObject({ version: 1, title: 'Lab down', kind: 'partial' });
  expect(frozen.steps.map(({ key, dueAt, detail }) => [key, dueAt, detail])).toEqual([
    ['call-the-lab', '2026-11-22T13:30:00.000Z', 'On +13125550100, then ____.'],
    ['later', '2026-11-22T14:45:00.000Z', 'On +13125550100, then ____.'],
    ['no-clock', null, 'On +13125550100, then ____.'],
  ]);
  const stored = await inPracticeSql({ practiceId }, ({ sql }) =>
    sql<{ id: string }>(
      `select id, "runId", key, section, title, detail, role, critical, needs, evidence from run_step
       where "practiceId" = $1::uuid and "incidentId" = $2::uuid order by position`,
      [practiceId, incidentId],
    ),
  );
  expect(frozen.steps).toMatchObject(stored);
  expect(Object.keys(frozen.steps[0] ?? {})).toHaveLength(Object.keys(stored[0] ?? {}).length + 1);
  const twice = inPracticeSql({ practiceId }, (door) => freezeRun(door, practiceId, run));
  await expect(twice).rejects.toMatchObject({ code: 'conflict' });
  for (const wrong of [{ runbookId: other.runbookId }, { siteId: other.siteId }, { runbookId: 'x' }]) {
    const strange = inPracticeSql({ practiceId }, (door) =>
      freezeRun(door, practiceId, { ...run, ...wrong }),
    );
    await expect(strange).rejects.toMatchObject({ code: 'not-found' });
  }
});
