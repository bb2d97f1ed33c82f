// People and trees in the database: who may see numbers, and who is told.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '@/lib/core';
import { inPracticeSql } from '@/lib/db';
import { createAccount } from '@/lib/identity';
import { useTestDatabase } from '@/lib/testing';
import { TEST_PASSWORD, testPractice, type TestPractice } from '@/lib/testing/practice';
import { addPerson, addTree, readPeople, readReachability, readTrees, treePeople } from './index';

const database = await useTestDatabase();
let practice: TestPractice;
let other: TestPractice;

beforeAll(async () => {
  practice = await testPractice({ others: 2 });
  other = await testPractice();
});
afterAll(() => database.drop());

const branch = (leadId: string, memberIds: string[] = []) => ({
  name: 'Branch',
  leadId,
  waitMinutes: 5,
  memberIds,
});

it('shows colleagues\u2019 numbers to leads, and to staff only their own', async () => {
  const seen = async (reader: TestPractice['staff']) =>
    (await readPeople(reader)).filter(({ reaches }) => reaches.every(({ address }) => address !== null))
      .length;
  expect(await seen(practice.owner)).toBe(5);
  expect(await seen(practice.lead)).toBe(5);
  expect(await seen(practice.staff)).toBe(1);
});

it('has everybody of a tree once, in order, without those who left', async () => {
  const { practiceId, treeId, lead, owner, staff, others } = practice;
  const people = () => inPracticeSql({ practiceId }, ({ sql }) => treePeople(sql, practiceId, treeId));
  const order = [
    lead.actor.personId,
    owner.actor.personId,
    staff.actor.personId,
    ...others.map((o) => o.personId),
  ];
  expect((await people()).map(({ personId }) => personId)).toEqual(order);
  expect((await people())[0]?.reaches.map(({ kind, verified }) => [kind, verified])).toEqual([
    ['mobile', true],
    ['email', true],
  ]);
  const [leaver] = others;
  await inPracticeSql({ practiceId }, ({ sql }) =>
    sql(`update person set "deactivatedAt" = now() where "practiceId" = $1::uuid and id = $2::uuid`, [
      practiceId,
      leaver?.personId,
    ]),
  );
  expect((await people()).map(({ personId }) => personId)).toEqual(
    order.filter((id) => id !== leaver?.personId),
  );
});

it('keeps a person who stands in two branches once', async () => {
  const { practiceId, owner, lead, staff } = practice;
  const ids = [owner, lead, staff].map(({ actor }) => actor.personId);
  const [a = '', b = '', c = ''] = ids;
  const treeId = await addTree(owner, { name: 'Two', branches: [branch(a, [b, c]), branch(b, [c])] });
  const people = await inPracticeSql({ practiceId }, ({ sql }) => treePeople(sql, practiceId, treeId));
  expect(people.map(({ personId, branchIds }) => [personId, branchIds.length])).toEqual([
    [a, 1],
    [b, 2],
    [c, 2],
  ]);
  const tree = (await readTrees(owner)).find(({ id }) => id === treeId);
  expect(tree?.branches.map(({ leadId, memberIds }) => [leadId, memberIds])).toEqual([
    [a, [b, c]],
    [b, [c]],
  ]);
});

it('refuses a tree of strangers, doubles or another practice', async () => {
  const { owner } = practice;
  const me = owner.actor.personId;
  for (const bad of [branch(newId()), branch(other.owner.actor.personId), branch(me, [me])]) {
    await expect(addTree(owner, { name: 'Bad', branches: [bad] })).rejects.toMatchObject({ code: 'invalid' });
  }
  await expect(addTree(practice.lead, { name: 'No', branches: [branch(me)] })).rejects.toMatchObject({
    code: 'forbidden',
  });
});

it('counts who can be reached and says what is missing', async () => {
  const fresh = await testPractice();
  const { practiceId, staff } = fresh;
  await inPracticeSql({ practiceId }, ({ sql }) =>
    sql(`update reach set "optedOutAt" = now() where "practiceId" = $1::uuid and "personId" = $2::uuid`, [
      practiceId,
      staff.actor.personId,
    ]),
  );
  const reachability = await readReachability(fresh.lead, fresh.treeId);
  expect(reachability).toMatchObject({ reachable: 2, total: 3 });
  expect(reachability.problems).toContainEqual({
    personId: staff.actor.personId,
    name: 'Stella Staff',
    problem: 'opted out of every way',
  });
  await expect(readReachability(practice.lead, fresh.treeId)).rejects.toMatchObject({ code: 'not-found' });
});

it('makes members of accounts once, and owners only by owners', async () => {
  const accountId = await createAccount({
    email: 'new@people.example',
    name: 'New',
    password: TEST_PASSWORD,
  });
  const person = { name: 'New Person', jobRoles: ['billing' as const] };
  const manager = { ...practice.owner, actor: { ...practice.owner.actor, right: 'manager' as const } };
  const asOwner = addPerson(manager, { ...person, account: { accountId, right: 'owner' } });
  await expect(asOwner).rejects.toMatchObject({ code: 'forbidden' });
  const account = { accountId, right: 'staff' as const };
  await addPerson(manager, { ...person, account });
  await expect(addPerson(manager, { ...person, account })).rejects.toMatchObject({ code: 'conflict' });
  const unknown = { ...account, accountId: newId() };
  await expect(addPerson(manager, { ...person, account: unknown })).rejects.toMatchObject({
    code: 'not-found',
  });
  const elsewhere = addPerson(manager, { ...person, siteId: other.siteId });
  await expect(elsewhere).rejects.toMatchObject({ code: 'not-found' });
});
