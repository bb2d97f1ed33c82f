// The readiness kit: who may keep it and check it, when it is due, and that nothing of it is another practice's.
import { afterAll, describe, expect, test } from 'vitest';
import { addPerson, closeTest, startTest } from '@/lib/contacts';
import { newId } from '@/lib/core';
import { inPracticeSql } from '@/lib/db';
import { verifyChain } from '@/lib/events';
import { useTestDatabase } from '@/lib/testing';
import { testPractice, type TestPractice } from '@/lib/testing/practice';
import {
  addKitItem,
  addUsualKit,
  checkKit,
  editKitItem,
  moveKitItem,
  readKit,
  readKitItem,
  readReadiness,
  removeKitItem,
} from '.';
import { USUAL_KIT } from './usual';

const database = await useTestDatabase();
afterAll(() => database.drop());

const PADS = { name: 'Pads', detail: 'Locked, counted.', siteId: null, ownerId: null, everyDays: 30 };
const at = (who: TestPractice['owner'], when: string) => ({ ...who, at: new Date(when) });
const namesOf = async (practice: TestPractice) => (await readKit(practice.staff)).map(({ name }) => name);

test('managers keep it, everybody checks it, nobody else touches it', async () => {
  const [practice, theirs] = [await testPractice(), await testPractice()];
  const itemId = await addKitItem(practice.owner, { ...PADS, siteId: practice.siteId });
  for (const who of [practice.lead, practice.staff]) {
    await expect(addKitItem(who, PADS)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(addUsualKit(who)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(editKitItem(who, { itemId, ...PADS })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(moveKitItem(who, { itemId, to: 'up' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(removeKitItem(who, { itemId })).rejects.toMatchObject({ code: 'forbidden' });
  }
  // What belongs to one site is kept by whoever manages there.
  const { siteId, lead } = practice;
  const elsewhere = {
    ...lead,
    actor: {
      ...lead.actor,
      right: 'manager' as const,
      parts: [{ siteId, right: 'staff' as const, jobRoles: [] }],
    },
  };
  await expect(addKitItem(elsewhere, { ...PADS, siteId })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(editKitItem(elsewhere, { itemId, ...PADS })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(removeKitItem(elsewhere, { itemId })).rejects.toMatchObject({ code: 'forbidden' });
  await checkKit(practice.staff, { itemId, fine: true, note: '42' });
  for (const id of [itemId, newId()]) {
    const missing = { code: 'not-found' };
    await expect(checkKit(theirs.owner, { itemId: id, fine: true, note: '' })).rejects.toMatchObject(missing);
    await expect(editKitItem(theirs.owner, { itemId: id, ...PADS })).rejects.toMatchObject(missing);
    await expect(moveKitItem(theirs.owner, { itemId: id, to: 'up' })).rejects.toMatchObject(missing);
    await expect(removeKitItem(theirs.owner, { itemId: id })).rejects.toMatchObject(missing);
    await expect(readKitItem(theirs.owner, id)).rejects.toMatchObject(missing);
  }
  await expect(readKitItem(theirs.owner, 'no-id')).rejects.toMatchObject({ code: 'not-found' });
  await expect(addKitItem(theirs.owner, { ...PADS, siteId: practice.siteId })).rejects.toMatchObject({
    code: 'not-found',
  });
  const ownerId = practice.staff.actor.personId;
  await expect(addKitItem(theirs.owner, { ...PADS, ownerId })).rejects.toMatchObject({ code: 'not-found' });
  expect(await readKit(theirs.owner)).toEqual([]);
  expect(await readKitItem(practice.lead, itemId)).toMatchObject({
    siteName: 'Main',
    state: 'fine',
    checks: [{ fine: true, note: '42', by: 'Stella Staff' }],
  });
});

test.each([
  [{ ...PADS, name: '' }],
  [{ ...PADS, name: 'x'.repeat(121) }],
  [{ ...PADS, name: 'a\0b' }],
  [{ ...PADS, detail: 'x'.repeat(501) }],
  [{ ...PADS, everyDays: 0 }],
  [{ ...PADS, everyDays: 731 }],
  [{ ...PADS, everyDays: 1.5 }],
  [{ ...PADS, siteId: 'x' }],
  [{ ...PADS, more: true }],
])('refuses %j', async (input) => {
  const practice = await testPractice();
  await expect(addKitItem(practice.owner, input)).rejects.toMatchObject({ code: 'invalid' });
});

test('the usual things are added once, by name, beside what is there', async () => {
  const practice = await testPractice();
  await addKitItem(practice.owner, { ...PADS, name: 'prescription PADS' });
  const added = await Promise.all([addUsualKit(practice.owner), addUsualKit(practice.owner)]);
  expect(added.toSorted((x, y) => x - y)).toEqual([0, USUAL_KIT.length - 1]);
  const names = await namesOf(practice);
  expect(names).toHaveLength(USUAL_KIT.length);
  expect(names[0]).toBe('prescription PADS');
  const [second] = names.slice(1);
  const item = (await readKit(practice.staff)).find(({ name }) => name === second);
  await removeKitItem(practice.owner, { itemId: item?.id ?? '' });
  expect(await addUsualKit(practice.owner)).toBe(1);
  expect((await namesOf(practice)).at(-1)).toBe(second);
});

test('edited, ordered, taken out; its checks stay on record', async () => {
  const practice = await testPractice();
  const ids: string[] = [];
  for (const name of ['A', 'B', 'C']) ids.push(await addKitItem(practice.owner, { ...PADS, name }));
  const [a = '', b = '', c = ''] = ids;
  await moveKitItem(practice.owner, { itemId: c, to: 'up' });
  await moveKitItem(practice.owner, { itemId: a, to: 'up' });
  expect(await namesOf(practice)).toEqual(['A', 'C', 'B']);
  await moveKitItem(practice.owner, { itemId: a, to: 'down' });
  expect(await namesOf(practice)).toEqual(['C', 'A', 'B']);
  await editKitItem(practice.owner, {
    itemId: b,
    ...PADS,
    name: 'Bee',
    ownerId: practice.staff.actor.personId,
  });
  await checkKit(practice.staff, { itemId: b, fine: true, note: '' });
  await removeKitItem(practice.owner, { itemId: b });
  expect(await namesOf(practice)).toEqual(['C', 'A']);
  await expect(checkKit(practice.staff, { itemId: b, fine: true, note: '' })).rejects.toMatchObject({
    code: 'not-found',
  });
  const { practiceId } = practice;
  const [left, fault] = await inPracticeSql(practice.system, async ({ sql }) => [
    await sql(`select 1 from kit_check where "practiceId" = $1::uuid`, [practiceId]),
    await verifyChain(sql, practiceId, practiceId),
  ]);
  expect(left).toHaveLength(1);
  expect(fault).toBeNull();
});

describe('checks', () => {
  test('due counts from the last look that found it fine, by days of the practice’s zone, across a clock change', async () => {
    // Chicago turned its clocks back on November 1, 2026.
    const practice = await testPractice();
    const itemId = await addKitItem(at(practice.owner, '2026-10-20T03:30:00Z'), { ...PADS, everyDays: 14 });
    const standing = async (when: string) => {
      const { dueOn, days, state } = await readKitItem(at(practice.owner, when), itemId);
      return [dueOn, days, state];
    };
    // Added on the evening of October 19 there.
    expect(await standing('2026-10-20T03:30:00Z')).toEqual(['2026-11-02', 14, 'fine']);
    expect(await standing('2026-11-02T05:59:00Z')).toEqual(['2026-11-02', 1, 'fine']);
    expect(await standing('2026-11-02T06:01:00Z')).toEqual(['2026-11-02', 0, 'due']);
    await checkKit(at(practice.staff, '2026-11-04T12:00:00Z'), { itemId, fine: false, note: 'Two missing' });
    expect(await standing('2026-11-04T12:00:00Z')).toEqual(['2026-11-02', -2, 'wrong']);
    await checkKit(at(practice.staff, '2026-11-05T12:00:00Z'), { itemId, fine: true, note: '' });
    expect(await standing('2026-11-05T12:00:00Z')).toEqual(['2026-11-19', 14, 'fine']);
  });

  test('wrong needs a note; a double tap counts once; the last five are shown, newest first', async () => {
    const practice = await testPractice();
    const itemId = await addKitItem(practice.owner, PADS);
    await expect(checkKit(practice.staff, { itemId, fine: false, note: ' ' })).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('say what is wrong') as string,
    });
    await expect(
      checkKit(practice.staff, { itemId, fine: true, note: 'x'.repeat(301) }),
    ).rejects.toMatchObject({ code: 'invalid' });
    const check = { itemId, fine: true, note: '' };
    await Promise.all([checkKit(practice.staff, check), checkKit(practice.staff, check)]);
    expect((await readKitItem(practice.staff, itemId)).checks).toHaveLength(1);
    for (let n = 1; n <= 6; n += 1) await checkKit(practice.staff, { itemId, fine: true, note: String(n) });
    const { checks } = await readKitItem(practice.staff, itemId);
    expect(checks.map(({ note }) => note)).toEqual(['6', '5', '4', '3', '2']);
  });
});

test('home says what is wrong first, and where to put it right', async () => {
  const practice = await testPractice();
  expect((await readReadiness(practice.owner)).fixes).toContainEqual({
    words: 'No readiness kit yet: add the usual things, then check them',
    page: '/readiness#kit',
  });
  const [a, b] = [
    await addKitItem(practice.owner, PADS),
    await addKitItem(at(practice.owner, '2020-01-01T12:00:00Z'), { ...PADS, name: 'Hotspot', everyDays: 1 }),
  ];
  await checkKit(practice.staff, { itemId: a, fine: false, note: 'Two are missing.' });
  const { facts, fixes } = await readReadiness(practice.staff);
  expect(facts).toContain('0 of 2 things in the kit checked and in order');
  expect(fixes[0]).toEqual({ words: 'Pads: Two are missing', page: `/readiness/${a}` });
  expect(fixes[1]?.words).toMatch(/^Check Hotspot: due Jan 2, 2020, \d+ days ago$/);
  await checkKit(practice.staff, { itemId: a, fine: true, note: '' });
  await checkKit(practice.staff, { itemId: b, fine: true, note: '' });
  const after = await readReadiness(practice.staff);
  expect(after.facts).toContain('2 of 2 things in the kit checked and in order');
  expect(after.fixes.filter(({ page }) => page.startsWith('/readiness'))).toEqual([]);
});

test('readiness says who is in no tree, that no plan was looked at, and the last contact test to who may see it', async () => {
  const practice = await testPractice({ others: 1 });
  const words = async () => {
    const { facts, fixes } = await readReadiness(practice.lead);
    return [...facts, ...fixes.map((fix) => fix.words)].join('; ');
  };
  expect(await words()).not.toContain('in no contact tree');
  await addPerson(practice.owner, { name: 'Una New', jobRoles: ['billing'] });
  expect((await readReadiness(practice.staff)).fixes).toContainEqual({
    words: '1 person is in no contact tree: nobody tells them',
    page: `/contacts/trees/${practice.treeId}`,
  });
  expect(await words()).toContain('no plan reviewed by you yet, the next by');
  expect(await words()).not.toContain('contact test');
  const testId = await startTest(practice.lead, { treeId: practice.treeId, windowMinutes: 10 });
  expect(await words()).not.toContain('contact test');
  await inPracticeSql(practice.system, (door) => closeTest(practice.system, door, testId, 'now'));
  expect(await words()).toContain('answered the last contact test: 0 of 4');
  expect((await readReadiness(practice.staff)).facts.join()).not.toContain('contact test');
});
