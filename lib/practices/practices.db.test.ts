// The tenant and its places: made, read, and closed to everybody else.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Ctx } from '@/lib/access';
import { newId } from '@/lib/core';
import { inPracticeSql } from '@/lib/db';
import { readEvents } from '@/lib/events';
import { useTestDatabase } from '@/lib/testing';
import { testPractice, type TestPractice } from '@/lib/testing/practice';
import {
  addSite,
  addVendor,
  createPractice,
  findMember,
  findPracticeId,
  listPracticesOf,
  readPractice,
  readSites,
  readVendors,
} from './index';

const database = await useTestDatabase();
let practice: TestPractice;
let other: TestPractice;

beforeAll(async () => {
  practice = await testPractice();
  other = await testPractice();
});
afterAll(() => database.drop());

const given = { name: 'New', smsName: 'NEW', zone: 'America/Denver', kind: 'Family', ehr: '' };
const system = (): Ctx => ({ practiceId: newId(), actor: { kind: 'system', name: 'Holdfast' } });
const vendor = {
  kind: 'ehr' as const,
  name: 'EHR',
  supportLine: '1',
  accountNumber: '',
  promise: '',
  exitFacts: '',
  statusPage: 'https://status.example',
};

it('is found by its slug and says what it is', async () => {
  expect(await findPracticeId(practice.slug)).toBe(practice.practiceId);
  for (const slug of ['nobody', '', 'A', 'a\0', 'x'.repeat(5000)])
    expect(await findPracticeId(slug)).toBeNull();
  expect(await readPractice(practice.staff)).toMatchObject({ id: practice.practiceId, slug: practice.slug });
});

it('takes a slug once, also of two at the same moment', async () => {
  const both = await Promise.allSettled([
    createPractice(system(), { ...given, slug: 'twin' }),
    createPractice(system(), { ...given, slug: 'twin' }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } });
});

it('refuses what cannot be a practice', async () => {
  for (const wrong of [
    { slug: 'A b' },
    { zone: 'Mars/Olympus' },
    { smsName: 'ÜBER' },
    { name: 'x'.repeat(121) },
  ]) {
    const made = createPractice(system(), { ...given, slug: 'fine', ...wrong });
    await expect(made).rejects.toMatchObject({ code: 'invalid' });
  }
  await expect(createPractice(practice.owner, { ...given, slug: 'mine' })).rejects.toMatchObject({
    code: 'forbidden',
  });
});

it('knows its members and nobody else', async () => {
  const { accountId, personId } = practice.lead.actor;
  expect(await findMember(practice.practiceId, accountId)).toEqual({
    personId,
    name: 'Leo Lead',
    parts: [],
    right: 'lead',
    jobRoles: ['incident_lead', 'ma_nurse'],
  });
  expect(await findMember(other.practiceId, accountId)).toBeNull();
  expect(await findMember('x', accountId)).toBeNull();
  expect(await listPracticesOf(accountId)).toEqual([
    { practiceId: practice.practiceId, slug: practice.slug, name: 'Test Practice', right: 'lead' },
  ]);
  // A session that opens one practice only lists that one, and nothing when it is another's.
  expect(await listPracticesOf(accountId, practice.practiceId)).toHaveLength(1);
  expect(await listPracticesOf(accountId, other.practiceId)).toEqual([]);
});

it('forgets a member the moment they are deactivated', async () => {
  const gone = await testPractice();
  const { accountId, personId } = gone.staff.actor;
  await inPracticeSql(gone, ({ sql }) =>
    sql(`update person set "deactivatedAt" = now() where "practiceId" = $1::uuid and id = $2::uuid`, [
      gone.practiceId,
      personId,
    ]),
  );
  expect(await findMember(gone.practiceId, accountId)).toBeNull();
  expect(await listPracticesOf(accountId)).toEqual([]);
});

it('keeps sites and vendors in order, and records each', async () => {
  const { owner, practiceId } = practice;
  const site = {
    name: 'Annex',
    address: '3 Road',
    phone: '1',
    zone: 'America/New_York',
    facts: { safe: 'here' },
  };
  const siteId = await addSite(owner, site);
  expect((await readSites(owner)).map(({ name, zone }) => [name, zone])).toEqual([
    ['Main', 'America/Chicago'],
    ['Annex', 'America/New_York'],
  ]);
  const vendorId = await addVendor(owner, vendor);
  expect(await readVendors(owner)).toEqual([
    {
      id: vendorId,
      ...vendor,
      promisePercent: '',
      countsFrom: null,
      claimDays: null,
      dataExport: '',
    },
  ]);
  const events = await inPracticeSql(owner, ({ sql }) => readEvents(sql, practiceId, practiceId, 0));
  expect(events.slice(-2)).toMatchObject([
    { kind: 'site.added', payload: { siteId }, actor: 'Olive Owner' },
    { kind: 'vendor.added', payload: { vendorId } },
  ]);
  expect(await readVendors(other.owner)).toEqual([]);
});

it('lets only managers edit, and no address that is not https', async () => {
  for (const member of [practice.staff, practice.lead]) {
    await expect(addVendor(member, vendor)).rejects.toMatchObject({ code: 'forbidden' });
  }
  for (const statusPage of ['javascript:alert(1)', 'http://a.example', 'status']) {
    await expect(addVendor(practice.owner, { ...vendor, statusPage })).rejects.toMatchObject({
      code: 'invalid',
    });
  }
});
