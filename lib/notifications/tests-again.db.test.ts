// A contact test of those who were silent in an earlier one.
import { afterAll, expect, test } from 'vitest';
import { startTest } from '@/lib/contacts';
import { newId } from '@/lib/core';
import { inPracticeSql } from '@/lib/db';
import { useTestDatabase } from '@/lib/testing';
import { testPractice, type TestPractice } from '@/lib/testing/practice';
import { previewTest, readTest, stopTest } from '.';

const database = await useTestDatabase();
afterAll(() => database.drop());

/** These answered; `late` after the end. */
const answered = (practice: TestPractice, testId: string, personIds: string[], late = false) =>
  inPracticeSql(practice.system, ({ sql }) =>
    sql(
      `update contact_test_person set "answeredAt" = now(), via = 'link', late = $4::boolean
       where "practiceId" = $1::uuid and "testId" = $2::uuid and "personId" = any($3::uuid[])`,
      [practice.practiceId, testId, personIds, late],
    ),
  );

const asked = async (practice: TestPractice, testId: string) =>
  (await readTest(practice.lead, testId)).people.map(({ personId }) => personId).sort();

test('asks who did not answer in time, in this test and in none since, and is named so', async () => {
  const practice = await testPractice({ others: 2 });
  const { lead, treeId } = practice;
  const [one = '', two = ''] = practice.others.map(({ personId }) => personId);
  const begin = (again: string | null) => startTest(lead, { treeId, windowMinutes: 3, again });
  const first = await begin(null);
  await answered(practice, first, [practice.owner.actor.personId, practice.staff.actor.personId]);
  await answered(practice, first, [two], true);
  await expect(begin(first)).rejects.toMatchObject({ code: 'conflict' });
  await stopTest(lead, { testId: first });
  const silent = [one, two, lead.actor.personId].sort();
  const preview = await previewTest(lead, treeId, first);
  expect(preview.people.map(({ personId }) => personId).sort()).toEqual(silent);
  const second = await begin(first);
  expect(await asked(practice, second)).toEqual(silent);
  expect((await readTest(lead, second)).treeName).toBe('Everyone, who had not answered');
  await answered(practice, second, [one]);
  await stopTest(lead, { testId: second });
  // From either test: who has answered since is left alone.
  for (const again of [first, second]) {
    const { people } = await previewTest(lead, treeId, again);
    expect(people.map(({ personId }) => personId).sort()).toEqual([two, lead.actor.personId].sort());
  }
});

test('of a test that is there, has ended and is of that tree; not when everybody has answered', async () => {
  const practice = await testPractice();
  const other = await testPractice();
  const { lead, treeId } = practice;
  const theirs = await startTest(other.lead, { treeId: other.treeId, windowMinutes: 3 });
  await stopTest(other.lead, { testId: theirs });
  const first = await startTest(lead, { treeId, windowMinutes: 3 });
  await answered(practice, first, await asked(practice, first));
  await expect(previewTest(lead, treeId, first)).rejects.toMatchObject({ code: 'not-found' });
  await stopTest(lead, { testId: first });
  for (const again of [theirs, newId()]) {
    await expect(startTest(lead, { treeId, windowMinutes: 3, again })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(previewTest(lead, treeId, again)).rejects.toMatchObject({ code: 'not-found' });
  }
  await expect(previewTest(lead, treeId, 'x')).rejects.toMatchObject({ code: 'not-found' });
  await expect(startTest(lead, { treeId, windowMinutes: 3, again: first })).rejects.toThrow(
    'nobody who was silent is in the tree any more',
  );
});
