// Inviting several at once: each is asked once, and whoever cannot be is named with the reason.
import { afterAll, expect, it } from 'vitest';
import { newId } from '@/lib/core';
import { inPracticeSql } from '@/lib/db';
import { useTestDatabase } from '@/lib/testing';
import { testPractice, type TestPractice } from '@/lib/testing/practice';
import { inviteSeveral, readMembers } from './index';
import { MOST_AT_ONCE } from './rules';

const database = await useTestDatabase();
afterAll(() => database.drop());

const asked = (practice: TestPractice) =>
  inPracticeSql(practice, ({ sql }) =>
    sql<{ personId: string; email: string; right: string }>(
      `select "personId", email, "right" from invitation where "practiceId" = $1::uuid and "revokedAt" is null
       order by email`,
      [practice.practiceId],
    ),
  );

const change = (practice: TestPractice, text: string, personId: string) =>
  inPracticeSql(practice, ({ sql }) => sql(text, [practice.practiceId, personId]));

it('asks each at the first address on the list, and nobody twice, also pressed twice at once', async () => {
  const practice = await testPractice({ others: 12 });
  const personIds = practice.others.map(({ personId }) => personId);
  const given = { personIds: [...personIds, personIds[0] ?? ''], right: 'staff' as const };
  const both = await Promise.all([
    inviteSeveral(practice.owner, given),
    inviteSeveral(practice.owner, given),
  ]);
  expect(both[0].invited + both[1].invited).toBe(12);
  expect([...both[0].not, ...both[1].not].map(({ why }) => why)).toEqual(
    Array.from({ length: 12 }, () => expect.stringContaining('has an open invitation')),
  );
  expect(await asked(practice)).toEqual(
    practice.others
      .map(({ personId, email }) => ({ personId, email, right: 'staff' }))
      .toSorted((a, b) => (a.email < b.email ? -1 : 1)),
  );
  const members = await readMembers(practice.owner);
  expect(members.filter(({ state }) => state === 'invited')).toHaveLength(12);
});

it('names who cannot be asked, and asks the others', async () => {
  const practice = await testPractice({ others: 4 });
  const [plain, stopped, without, double] = practice.others.map(({ personId }) => personId);
  await change(
    practice,
    `update reach set "optedOutAt" = now() where "practiceId" = $1::uuid and "personId" = $2::uuid and kind = 'email'`,
    stopped ?? '',
  );
  await change(
    practice,
    `update reach set "removedAt" = now() where "practiceId" = $1::uuid and "personId" = $2::uuid and kind = 'email'`,
    without ?? '',
  );
  await change(
    practice,
    `update reach set address = '${practice.staff.email}' where "practiceId" = $1::uuid and "personId" = $2::uuid
       and kind = 'email'`,
    double ?? '',
  );
  const member = practice.lead.actor.personId;
  const personIds = [plain, stopped, without, double, member].map((personId) => personId ?? '');
  const { invited, not } = await inviteSeveral(practice.owner, { personIds, right: 'lead' });
  expect(invited).toBe(1);
  expect((await asked(practice)).map(({ personId }) => personId)).toEqual([plain]);
  const name = (personId = '') => practice.others.find((one) => one.personId === personId)?.name;
  expect(new Map(not.map((one) => [one.name, one.why]))).toEqual(
    new Map([
      [name(stopped), expect.stringContaining('stopped our messages')],
      [name(without), expect.stringContaining('no e-mail on your list')],
      [name(double), expect.stringContaining('who is a member already')],
      [expect.any(String) as unknown as string, expect.stringContaining('is a member already')],
    ]),
  );
});

it('is for managers, up to their own right, and only for people who are here', async () => {
  const practice = await testPractice({ others: 1 });
  const theirs = await testPractice({ others: 1 });
  const ours = practice.others[0]?.personId ?? '';
  const other = theirs.others[0]?.personId ?? '';
  const send = (ctx: TestPractice['owner'], personIds: string[], right: 'staff' | 'owner' = 'staff') =>
    inviteSeveral(ctx, { personIds, right });
  await expect(send(practice.lead, [ours])).rejects.toMatchObject({ code: 'forbidden' });
  for (const unknown of [other, newId()]) {
    await expect(send(practice.owner, [ours, unknown])).rejects.toMatchObject({ code: 'not-found' });
  }
  await expect(send(practice.owner, [])).rejects.toMatchObject({ code: 'invalid' });
  const many = Array.from({ length: MOST_AT_ONCE + 1 }, () => newId());
  await expect(send(practice.owner, many)).rejects.toMatchObject({ code: 'invalid' });
  expect(await asked(practice)).toEqual([]);
  expect(await asked(theirs)).toEqual([]);
});
