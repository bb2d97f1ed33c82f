// Rights and jobs count at the site an incident is about: a lead here may be staff there.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '@/lib/core';
import { addSite } from '@/lib/practices';
import { useTestDatabase } from '@/lib/testing';
import { withPart } from '@/lib/testing/parts';
import { testPractice, type TestMember, type TestPractice } from '@/lib/testing/practice';
import { applyCommand, readBoard } from './index';
import type { Command, Receipt } from './schema';

const database = await useTestDatabase();
afterAll(() => database.drop());

let practice: TestPractice;
let annex: string;
/** Staff everywhere, lead at Main. */
let leadsMain: TestMember;
/** Lead everywhere, staff at the annex. */
let staffAtAnnex: TestMember;

beforeAll(async () => {
  practice = await testPractice();
  annex = await addSite(practice.system, { name: 'Annex', address: '2 Test Road', phone: '1', facts: {} });
  leadsMain = await withPart(practice.staff, { siteId: practice.siteId, right: 'lead' });
  staffAtAnnex = await withPart(practice.lead, { siteId: annex, right: 'staff', jobRoles: ['billing'] });
});

let deviceSeq = 0;
function say(
  who: TestMember,
  kind: Command['kind'],
  incident: string,
  value: object,
  step?: string,
): Promise<Receipt> {
  deviceSeq += 1;
  const at = new Date().toISOString();
  return applyCommand(who, {
    id: newId(),
    deviceSeq,
    incident,
    at,
    kind,
    value,
    ...(step !== undefined && { step }),
  });
}

const declare = (who: TestMember, siteId: string, incident: string): Promise<Receipt> =>
  say(who, 'incident.declare', incident, {
    siteId,
    treeId: practice.treeId,
    whatDown: ['ehr'],
    runbookId: practice.runbookId,
    noticedAt: new Date().toISOString(),
    drill: true,
    separate: true,
  });

async function opened(siteId: string): Promise<string> {
  const incident = newId();
  expect(await declare(practice.owner, siteId, incident)).toMatchObject({ outcome: 'applied' });
  return incident;
}

const REFUSED = { outcome: 'refused', code: 'forbidden' };
const APPLIED = { outcome: 'applied' };

test('a lead of one site declares there and not at another', async () => {
  expect(await declare(leadsMain, annex, newId())).toMatchObject(REFUSED);
  expect(await declare(leadsMain, practice.siteId, newId())).toMatchObject(APPLIED);
  expect(await declare(staffAtAnnex, annex, newId())).toMatchObject(REFUSED);
  expect(await declare(staffAtAnnex, practice.siteId, newId())).toMatchObject(APPLIED);
});

test('a site of another practice is refused as one that does not exist', async () => {
  const theirs = await testPractice();
  for (const who of [leadsMain, staffAtAnnex]) {
    const { id: _, ...said } = await declare(who, theirs.siteId, newId());
    const { id: __, ...absent } = await declare(who, newId(), newId());
    expect(said).toEqual(absent);
  }
});

test('taking somebody’s report needs the right where it was reported', async () => {
  const incident = newId();
  const value = { siteId: annex, whatDown: ['power'], noticedAt: new Date().toISOString(), note: '' };
  expect(await say(staffAtAnnex, 'incident.report', incident, value)).toMatchObject(APPLIED);
  expect(await declare(staffAtAnnex, annex, incident)).toMatchObject(REFUSED);
  expect(await say(staffAtAnnex, 'incident.close', incident, { reason: '' })).toMatchObject(REFUSED);
  // The right at another site does not help: the incident is where it is.
  expect(await declare(staffAtAnnex, practice.siteId, incident)).toMatchObject({ code: 'conflict' });
  expect(await declare(practice.owner, annex, incident)).toMatchObject(APPLIED);
});

const LEADS_ONLY: [Command['kind'], () => object][] = [
  ['run.add', () => ({ runbookId: practice.longRunbookId })],
  ['run.update', () => ({ runId: newId(), versionId: newId() })],
  ['incident.update', () => ({ say: 'still-down', by: null, nextUpdateAt: null })],
  ['person.told', () => ({ personId: practice.staff.actor.personId, how: 'in person' })],
  ['incident.close', () => ({ reason: 'over' })],
];

test.each(LEADS_ONLY)('%s is for who leads at the incident’s site', async (kind, value) => {
  const there = await opened(annex);
  for (const who of [staffAtAnnex, leadsMain])
    expect(await say(who, kind, there, value())).toMatchObject(REFUSED);
  const here = await opened(practice.siteId);
  for (const who of [leadsMain, staffAtAnnex]) {
    const receipt = await say(who, kind, here, value());
    expect(receipt.outcome === 'refused' && receipt.code).not.toBe('forbidden');
  }
});

test('steps, notes and answers are everybody’s, at every site', async () => {
  const incident = await opened(annex);
  const [step] = (await readBoard(staffAtAnnex, incident)).steps;
  for (const who of [staffAtAnnex, leadsMain]) {
    expect(await say(who, 'step.note', incident, { note: 'Seen' }, step?.id)).toMatchObject(APPLIED);
    expect(await say(who, 'incident.note', incident, { note: 'Seen' })).toMatchObject(APPLIED);
    expect(await say(who, 'incident.answer', incident, { answer: 'here' })).toMatchObject(APPLIED);
  }
});

test('who holds a job is counted at the incident’s site', async () => {
  const { holders: main } = await readBoard(practice.owner, await opened(practice.siteId));
  const { holders: there } = await readBoard(practice.owner, await opened(annex));
  const lead = staffAtAnnex.actor.personId;
  expect(main.ma_nurse).toEqual([lead]);
  expect(main.billing).toBeUndefined();
  // At the annex the same person does the bills, so nobody is the nurse there.
  expect(there.ma_nurse).toBeUndefined();
  expect(there.billing).toEqual([lead]);
  expect(there.incident_lead).toEqual([practice.owner.actor.personId]);
  // A part that names no job leaves the jobs as they are everywhere.
  expect(main.front_desk).toEqual([practice.staff.actor.personId]);
});
