// Who is told and whose steps are whose, at the incident's own site.
import { afterAll, expect, test } from 'vitest';
import { newId } from '@/lib/core';
import { inPracticeSql } from '@/lib/db';
import { addSite } from '@/lib/practices';
import { useTestDatabase } from '@/lib/testing';
import { withPart } from '@/lib/testing/parts';
import { testPractice, type TestPractice } from '@/lib/testing/practice';
import { carryOut, declare, deliveriesOf, say, startTelling } from '@/lib/testing/telling';
import { readAnswerPage, readRoster } from '.';
import { linkToken } from './links';

const database = await useTestDatabase();
const telling = await startTelling();
afterAll(async () => {
  await telling.stop();
  await database.drop();
});

async function reportAt(practice: TestPractice, siteId: string): Promise<Set<string>> {
  const incident = newId();
  const noticedAt = new Date().toISOString();
  await say(practice.owner, incident, {
    kind: 'incident.report',
    value: { siteId, whatDown: ['ehr'], noticedAt, note: '' },
  });
  await carryOut(practice.practiceId, incident);
  const rows = await inPracticeSql(practice.system, ({ sql }) =>
    sql<{ personId: string }>(
      `select distinct "personId" from delivery where "practiceId" = $1::uuid and "incidentId" = $2::uuid`,
      [practice.practiceId, incident],
    ),
  );
  return new Set(rows.map(({ personId }) => personId));
}

test('a report goes to those who lead where it was reported', async () => {
  const practice = await testPractice();
  const { owner, lead, staff, siteId, system } = practice;
  const annex = await addSite(system, { name: 'Annex', address: '2 Test Road', phone: '1', facts: {} });
  await withPart(staff, { siteId: annex, right: 'lead' });
  await withPart(lead, { siteId: annex, right: 'staff' });
  const ids = (...who: (typeof owner)[]) => new Set(who.map(({ actor }) => actor.personId));
  expect(await reportAt(practice, siteId)).toEqual(ids(owner, lead));
  expect(await reportAt(practice, annex)).toEqual(ids(owner, staff));
});

test('the page behind a link shows the steps of one’s jobs at that site', async () => {
  const practice = await testPractice();
  const { staff, siteId, practiceId, lead } = practice;
  const titles = async (): Promise<string[]> => {
    const incident = await declare(practice);
    await carryOut(practiceId, incident);
    const mine = (await deliveriesOf(practiceId, incident)).find((one) => one.address === staff.email);
    const page = await readAnswerPage(linkToken(mine?.id ?? ''));
    await say(lead, incident, { kind: 'incident.close', value: { reason: 'over' } });
    return (page?.steps ?? []).map(({ title }) => title);
  };
  expect(await titles()).toEqual(['Do print schedule', 'Do check in on paper']);
  // A lead there, whose only job there is billing: the desk's steps are nobody's now, so they are the lead's.
  await withPart(staff, { siteId, right: 'lead', jobRoles: ['billing'] });
  expect(await titles()).toEqual(['Do print schedule', 'Do check in on paper']);
  // Their colleague takes the desk there.
  await withPart(lead, { siteId, jobRoles: ['front_desk', 'incident_lead'] });
  expect(await titles()).toEqual([]);
});

test('numbers in an incident’s roster are for who leads there', async () => {
  const practice = await testPractice({ others: 1 });
  const there = await withPart(practice.staff, {
    siteId: practice.siteId,
    right: 'lead',
    jobRoles: ['billing'],
  });
  const incident = await declare(practice);
  await carryOut(practice.practiceId, incident);
  const [other] = practice.others;
  const seen = async (who: typeof there): Promise<boolean> =>
    (await readRoster(who, incident)).people.some(({ attempts }) =>
      attempts.some(({ address }) => address === other?.phone),
    );
  expect(await seen(practice.staff)).toBe(false);
  expect(await seen(there)).toBe(true);
  const jobs = (await readRoster(there, incident)).people.find(
    ({ personId }) => personId === there.actor.personId,
  )?.jobRoles;
  expect(jobs).toEqual(['billing']);
});
