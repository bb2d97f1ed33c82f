// A number that was taken off may be a stranger's: what went there shows nothing and answers nothing any more.
import { afterAll, expect, test } from 'vitest';
import { startTest } from '@/lib/contacts';
import { inPracticeSql } from '@/lib/db';
import { useTestDatabase } from '@/lib/testing';
import { testPractice, type TestPractice } from '@/lib/testing/practice';
import { carryOut, carryOutNotice, declare, startTelling } from '@/lib/testing/telling';
import { linkFor } from './links';

const database = await useTestDatabase();
const telling = await startTelling();
const { providers, url } = telling;
afterAll(async () => {
  await telling.stop();
  await database.drop();
});

const rows = <T extends object>({ practiceId }: TestPractice, text: string, ...values: string[]) =>
  inPracticeSql({ practiceId }, ({ sql }) => sql<T>(text, [practiceId, ...values]));
const linkTo = async (practice: TestPractice, phone: string): Promise<string> => {
  const find = `select id from delivery where "practiceId" = $1::uuid and address = $2 order by "createdAt" desc limit 1`;
  const [sent] = await rows<{ id: string }>(practice, find, phone);
  return linkFor(sent?.id ?? '');
};
const takeOff = (practice: TestPractice, phone: string) =>
  rows(
    practice,
    `update reach set "removedAt" = now() where "practiceId" = $1::uuid and address = $2`,
    phone,
  );
const press = (link: string, answer: string) =>
  fetch(link, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: url },
    body: `answer=${answer}`,
  });

test('of a downtime', async () => {
  const practice = await testPractice({ others: 1 });
  const phone = practice.others[0]?.phone ?? '';
  await carryOut(practice.practiceId, await declare(practice));
  const link = await linkTo(practice, phone);
  expect((await fetch(link)).status).toBe(200);
  await takeOff(practice, phone);
  expect((await fetch(link)).status).toBe(404);
  await press(link, 'coming');
  await providers.reply(phone, '1');
  expect(
    await rows(practice, `select 1 from answer where "practiceId" = $1::uuid and value = 'coming'`),
  ).toEqual([]);
});

test('of a contact test', async () => {
  const practice = await testPractice({ others: 1 });
  const phone = practice.others[0]?.phone ?? '';
  const testId = await startTest(practice.lead, { treeId: practice.treeId, windowMinutes: 3 });
  const find = `select "eventId" from contact_test where "practiceId" = $1::uuid and id = $2::uuid`;
  const [begun] = await rows<{ eventId: string }>(practice, find, testId);
  await carryOutNotice(practice.practiceId, begun?.eventId ?? '');
  const link = await linkTo(practice, phone);
  expect((await fetch(link)).status).toBe(200);
  await takeOff(practice, phone);
  expect((await fetch(link)).status).toBe(404);
  await press(link, 'got-it');
  await providers.reply(phone, '1');
  const counted = `select 1 from contact_test_person where "practiceId" = $1::uuid and "answeredAt" is not null`;
  expect(await rows(practice, counted)).toEqual([]);
});
