// Sites, systems, alternate sites and vendors: changed, closed, brought back, and closed to everybody else.
import pg from 'pg';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { newId } from '@/lib/core';
import { inPracticeSql } from '@/lib/db';
import { readEvents } from '@/lib/events';
import { useTestDatabase } from '@/lib/testing';
import { testPractice, type TestPractice } from '@/lib/testing/practice';
import {
  addAlternateSite,
  addSite,
  addVendor,
  bringBackAlternateSite,
  bringBackVendor,
  changeAlternateSite,
  changePracticeFacts,
  changeSite,
  changeSystems,
  changeVendor,
  closeSite,
  readAlternateForEditing,
  readAlternateSite,
  readClosed,
  readFactsForEditing,
  readSiteForEditing,
  readSites,
  readSystemsForEditing,
  readVendorForEditing,
  readVendors,
  removeAlternateSite,
  removeVendor,
  reopenSite,
} from './index';
import { alternate, site, vendor } from './support';

const database = await useTestDatabase();
let practice: TestPractice;

beforeEach(async () => {
  practice = await testPractice();
});
afterAll(() => database.drop());

const sql = <T extends object>(text: string, values: unknown[] = []) =>
  inPracticeSql(practice, (door) => door.sql<T>(text, [practice.practiceId, ...values]));
const kinds = async (): Promise<string[]> =>
  (
    await inPracticeSql(practice, (door) => readEvents(door.sql, practice.practiceId, practice.practiceId, 0))
  ).map(({ kind }) => kind);
const binderJobs = async (): Promise<number> =>
  (
    await sql<{ jobs: number }>(
      `select count(*)::int as jobs from pgboss.job_common where name = 'binder' and data ->> 'practiceId' = $1`,
    )
  )[0]?.jobs ?? 0;

/** As when the worker has carried them out. */
async function forgetJobs(): Promise<void> {
  const superuser = new pg.Client({ connectionString: database.urls.superuser });
  await superuser.connect();
  await superuser.query('delete from pgboss.job_common');
  await superuser.end();
}

it('changes a site, records it, and has the binder printed again', async () => {
  const { owner } = practice;
  const siteId = await addSite(owner, site());
  await forgetJobs();
  await changeSite(owner, { siteId, ...site({ name: 'Annex <b>', zone: null, facts: { door: '🚪 باب' } }) });
  const { value } = await readSiteForEditing(owner, siteId);
  expect(value).toEqual({
    id: siteId,
    ...site({ name: 'Annex <b>', zone: null, facts: { door: '🚪 باب' } }),
  });
  expect((await readSites(owner))[1]).toMatchObject({ zone: 'America/Chicago' });
  expect((await kinds()).at(-1)).toBe('site.changed');
  expect(await binderJobs()).toBe(1);
  // One that waits is enough, whatever else changes.
  await changeSite(owner, { siteId, ...site({ name: 'Annex <i>', zone: null, facts: { door: '🚪 باب' } }) });
  await changeSite(owner, { siteId, ...site({ name: 'Annex <b>', zone: null, facts: { door: '🚪 باب' } }) });
  expect(await binderJobs()).toBe(1);
  await forgetJobs();
  // The same again is no change.
  await changeSite(owner, { siteId, ...site({ name: 'Annex <b>', zone: null, facts: { door: '🚪 باب' } }) });
  expect(await binderJobs()).toBe(0);
});

it('keeps both changes of two people, and tells the second what the first did when both meant the same field', async () => {
  const { owner, system } = practice;
  const siteId = await addSite(owner, site());
  const { fields } = await readSiteForEditing(owner, siteId);
  const overlap = { opened: fields, seen: fields };
  await changeSite(system, { siteId, ...site({ phone: '777', facts: { safe: 'there' } }), ...overlap });
  // The other half of the form, still with the old phone and the old fact in it.
  await changeSite(owner, { siteId, ...site({ address: '4 Road' }), ...overlap });
  expect((await readSiteForEditing(owner, siteId)).value).toMatchObject({
    phone: '777',
    address: '4 Road',
    facts: { safe: 'there' },
  });
  const again = { siteId, ...site({ phone: '888', address: '4 Road' }), ...overlap };
  await expect(changeSite(owner, again)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringMatching(/^Olive Owner changed this.*Phone is now “777”.*what you typed is kept/),
  });
  const { fields: shown } = await readSiteForEditing(owner, siteId);
  await changeSite(owner, { ...again, seen: shown });
  expect((await readSiteForEditing(owner, siteId)).value).toMatchObject({
    phone: '888',
    facts: { safe: 'there' },
  });
});

it('refuses bad sites in the words of the form', async () => {
  const { owner } = practice;
  const many = Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`f${at}`, 'x']));
  const wrong: [object, RegExp][] = [
    [{ name: ' ' }, /Name is empty/],
    [{ address: 'x'.repeat(301) }, /Address is longer than 300 characters/],
    [{ phone: 'x'.repeat(41) }, /Phone is longer than 40 characters/],
    [{ zone: 'Mars/Olympus' }, /Time zone is not a time zone/],
    [{ hours: { tue: ['17:00', '08:00'] } }, /Tuesday closes before it opens/],
    [{ hours: { tue: ['', '08:00'] } }, /Tuesday, line 1 is not a time|Tuesday is not a time/],
    [{ facts: { a: 'see {{site.b}}' } }, /The fact \{\{site\.a\}\} holds \{\{/],
    [{ facts: { 'A b': 'x' } }, /The fact \{\{site\.A b\}\} needs a name like paper_drawer/],
    [{ facts: { a: 'x'.repeat(301) } }, /\{\{site\.a\}\} is longer than 300/],
    [{ facts: many }, /Facts are more than 100/],
    [{ name: 'a\0b' }, /Name has characters we cannot store/],
  ];
  for (const [more, words] of wrong) {
    await expect(addSite(owner, site(more))).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(words),
    });
  }
});

it('lets facts of the whole practice stand where a site says nothing', async () => {
  const { owner } = practice;
  await changePracticeFacts(owner, { facts: { folder: 'the blue one', go_bag: 'by the door' } });
  expect((await readSites(owner))[0]?.facts).toEqual({ folder: 'the red binder', go_bag: 'by the door' });
  expect((await readSiteForEditing(owner, practice.siteId)).value.facts).toEqual({
    folder: 'the red binder',
  });
  const { value, fields } = await readFactsForEditing(owner);
  expect(value).toEqual({ folder: 'the blue one', go_bag: 'by the door' });
  await changePracticeFacts(owner, { facts: { go_bag: 'gone' } });
  const late = { facts: { ...value, go_bag: 'mine' }, opened: fields, seen: fields };
  await expect(changePracticeFacts(owner, late)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('{{site.go_bag}} is now “gone”'),
  });
  expect((await kinds()).at(-1)).toBe('practice.facts-changed');
});

it('closes a site only when nothing is in the way, and opens it again', async () => {
  const { owner, siteId: main } = practice;
  await expect(closeSite(owner, { siteId: main })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringMatching(/^Main was not closed\. It is your only open site.*3 people have it/),
  });
  const siteId = await addSite(owner, site());
  const alternateSiteId = await addAlternateSite(owner, alternate(siteId));
  await expect(closeSite(owner, { siteId })).rejects.toMatchObject({
    message: expect.stringContaining('1 alternate site belongs to it'),
  });
  await removeAlternateSite(owner, { alternateSiteId });
  for (const [drill, words] of [
    [false, 'A downtime is open there'],
    [true, 'A drill is open there'],
  ] as const) {
    await sql(
      `insert into incident ("practiceId", id, "siteId", state, drill, "whatDown", "noticedAt")
       values ($1::uuid, $2::uuid, $3::uuid, 'open', $4::boolean, array['ehr'], now())`,
      [newId(), siteId, drill],
    );
    await expect(closeSite(owner, { siteId })).rejects.toMatchObject({
      message: expect.stringContaining(words),
    });
    await sql(`update incident set state = 'closed' where "practiceId" = $1::uuid`);
  }
  await closeSite(owner, { siteId });
  await closeSite(owner, { siteId });
  expect((await readSites(owner)).map(({ name }) => name)).toEqual(['Main']);
  expect((await readClosed(owner)).sites).toMatchObject([{ id: siteId, name: 'Annex' }]);
  await expect(bringBackAlternateSite(owner, { alternateSiteId })).rejects.toMatchObject({
    code: 'not-found',
  });
  await reopenSite(owner, { siteId });
  await bringBackAlternateSite(owner, { alternateSiteId });
  expect((await readSites(owner))[1]?.alternateSites).toHaveLength(1);
  expect((await kinds()).slice(-4)).toEqual([
    'alternate-site.removed',
    'site.closed',
    'site.reopened',
    'alternate-site.brought-back',
  ]);
});

it('lets one of two managers close the last site but one', async () => {
  const { owner } = practice;
  const [a, b] = [await addSite(owner, site()), await addSite(owner, site({ name: 'Other' }))];
  await sql(`update person set "siteId" = null where "practiceId" = $1::uuid`);
  await closeSite(owner, { siteId: practice.siteId });
  const both = await Promise.allSettled([closeSite(owner, { siteId: a }), closeSite(owner, { siteId: b })]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await readSites(owner)).toHaveLength(1);
});

it('keeps a site’s systems, what can wait least first', async () => {
  const { owner, siteId } = practice;
  const vendorId = await addVendor(owner, vendor());
  const system = (name: string, canWaitMinutes: number, more: object = {}) => ({
    name,
    vendorId: null,
    canWaitMinutes,
    meanwhile: 'Paper',
    ...more,
  });
  await changeSystems(owner, { siteId, systems: [system('Billing', 4320), system('EHR', 0, { vendorId })] });
  const { value, fields } = await readSystemsForEditing(owner, siteId);
  expect(value.systems.map(({ name }) => name)).toEqual(['EHR', 'Billing']);
  const [ehr, billing] = value.systems;
  if (!ehr || !billing) throw new Error('The systems are not there.');
  const overlap = { opened: fields, seen: fields };
  // Two people: one takes billing off the list, the other changes the EHR and adds one.
  await changeSystems(owner, { siteId, systems: [ehr], ...overlap });
  const second = [{ ...ehr, canWaitMinutes: 15 }, billing, system('Fax', 60)];
  await changeSystems(owner, { siteId, systems: second, ...overlap });
  const after = (await readSites(owner))[0]?.systems;
  expect(after?.map(({ name, canWaitMinutes }) => [name, canWaitMinutes])).toEqual([
    ['EHR', 15],
    ['Fax', 60],
  ]);
  const clash = changeSystems(owner, { siteId, systems: [{ ...ehr, canWaitMinutes: 30 }], ...overlap });
  await expect(clash).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('The system EHR was changed'),
  });
  await removeVendor(owner, { vendorId });
  // A vendor that left the list may stay where it was, and be chosen nowhere else.
  await changeSystems(owner, { siteId, systems: [{ ...ehr, canWaitMinutes: 20 }] });
  const anew = changeSystems(owner, { siteId, systems: [system('X', 1, { vendorId })] });
  await expect(anew).rejects.toMatchObject({ code: 'invalid' });
  const tooMany = Array.from({ length: 41 }, () => system('X', 1));
  await expect(changeSystems(owner, { siteId, systems: tooMany })).rejects.toMatchObject({
    message: expect.stringContaining('Systems are more than 40'),
  });
  const tooLong = changeSystems(owner, { siteId, systems: [system('X', 1.5)] });
  await expect(tooLong).rejects.toMatchObject({
    message: expect.stringContaining('Systems, line 1: Can wait is not a whole number'),
  });
});

it('changes an alternate site with its checks, jobs and owner', async () => {
  const { owner, siteId } = practice;
  const id = await addAlternateSite(owner, alternate(siteId));
  const { value, fields } = await readAlternateForEditing(owner, siteId, id);
  const { id: _, siteId: __, ...same } = value;
  expect(same).toEqual({ ...alternate(siteId), siteId: undefined, ownerId: null });
  const ownerId = owner.actor.personId;
  const next = { ...same, ownerId, agreementExpires: null, checks: ['B', 'A'], coldChain: 'None' };
  await changeAlternateSite(owner, { alternateSiteId: id, ...next, opened: fields, seen: fields });
  expect((await readAlternateSite(practice.staff, siteId, id)).alternate).toMatchObject(next);
  const late = { alternateSiteId: id, ...same, checks: ['C'], opened: fields, seen: fields };
  await expect(changeAlternateSite(owner, late)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('Go or no-go checks was changed'),
  });
  for (const [more, words] of [
    [{ agreementExpires: '2027-02-30' }, 'Last day of the agreement is not a day'],
    [{ mapUrl: 'http://maps.example' }, 'Map link is not an address that starts with https://'],
    [{ mapUrl: 'javascript:alert(1)' }, 'Map link is not'],
    [{ checks: Array.from({ length: 21 }, () => 'x') }, 'Go or no-go checks are more than 20'],
    [{ checks: ['a', ' '] }, 'Go or no-go checks, line 2 is empty'],
    [{ reportsThere: [{ role: 'billing', where: '' }] }, 'Who reports where, line 1: Place is empty'],
    [{ coldChain: 'x'.repeat(301) }, 'Cold chain is longer than 300 characters'],
    [{ ownerId: newId() }, 'the person chosen is not on your list'],
  ] as const) {
    await expect(
      changeAlternateSite(owner, { alternateSiteId: id, ...next, ...(more as object) }),
    ).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining(words) });
  }
});

it('changes a vendor with its promise in its own terms, takes it off the list and brings it back', async () => {
  const { owner } = practice;
  const vendorId = await addVendor(owner, vendor({ promisePercent: ' 99.9 % ' }));
  const { value, fields } = await readVendorForEditing(owner, vendorId);
  expect(value).toMatchObject({ promisePercent: '99.9', countsFrom: null });
  const { id: _, ...same } = value;
  await changeVendor(owner, { vendorId, ...same, countsFrom: 15, claimDays: 30, dataExport: 'C-CDA' });
  expect(await readVendors(owner)).toEqual([
    { ...value, countsFrom: 15, claimDays: 30, dataExport: 'C-CDA' },
  ]);
  const late = changeVendor(owner, { vendorId, ...same, countsFrom: 20, opened: fields, seen: fields });
  await expect(late).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('Shortest outage that counts is now “15”'),
  });
  for (const promisePercent of ['101', 'much', '99,9', '99.9.9', '-1']) {
    await expect(changeVendor(owner, { vendorId, ...same, promisePercent })).rejects.toMatchObject({
      message: expect.stringContaining('Percentage promised is not a percentage like 99.9'),
    });
  }
  await removeVendor(owner, { vendorId });
  expect(await readVendors(owner)).toEqual([]);
  await expect(readVendorForEditing(owner, vendorId)).rejects.toMatchObject({ code: 'not-found' });
  expect((await readClosed(owner)).vendors).toMatchObject([{ id: vendorId, name: 'Chart' }]);
  await bringBackVendor(owner, { vendorId });
  expect(await readVendors(owner)).toHaveLength(1);
});

it('opens one site to whoever manages that one only', async () => {
  const { owner, staff, siteId } = practice;
  const other = await addSite(owner, { name: 'Other', address: '2 Test Road', phone: '+13125550101' });
  const keeper = {
    ...staff,
    actor: { ...staff.actor, parts: [{ siteId: other, right: 'manager' as const, jobRoles: [] }] },
  };
  expect((await readSiteForEditing(keeper, other)).value.name).toBe('Other');
  await expect(readSiteForEditing(keeper, siteId)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(readSystemsForEditing(keeper, siteId)).rejects.toMatchObject({ code: 'forbidden' });
  expect((await readSystemsForEditing(keeper, other)).value.systems).toEqual([]);
  await closeSite(keeper, { siteId: other });
  await expect(closeSite(keeper, { siteId })).rejects.toMatchObject({ code: 'forbidden' });
  expect((await readClosed(keeper)).sites.map(({ name }) => name)).toEqual(['Other']);
  expect((await readClosed(keeper)).vendors).toEqual([]);
  expect((await readClosed(staff)).sites).toEqual([]);
});
