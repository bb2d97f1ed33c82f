// Photos over real HTTP: what a stranger, another page, another practice and a wrong body get.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '@/lib/core';
import { inPracticeSql } from '@/lib/db';
import { env } from '@/lib/env';
import { applyCommand, readBoard } from '@/lib/incidents';
import { useTestDatabase } from '@/lib/testing';
import { testPicture } from '@/lib/testing/picture';
import { testPractice, type TestPractice } from '@/lib/testing/practice';
import { declare } from '@/lib/testing/telling';
import { enter, openHouse, type Answer, type House } from './support';

const database = await useTestDatabase();
let house: House;
let ours: TestPractice;
let staff: string;
let stranger: string;
let address: string;
let photo: string;
let query: string;

beforeAll(async () => {
  house = await openHouse();
  ours = await testPractice();
  staff = (await enter(ours.staff)).cookie;
  stranger = (await enter((await testPractice()).owner)).cookie;
  await inPracticeSql(ours.owner, ({ sql }) =>
    sql('update practice set photos = true where "practiceId" = $1::uuid', [ours.practiceId]),
  );
  const incident = await declare(ours);
  photo = newId();
  const [step] = (await readBoard(ours.staff, incident)).steps;
  await applyCommand(ours.staff, {
    id: newId(),
    deviceSeq: 1,
    incident,
    at: new Date().toISOString(),
    kind: 'step.done',
    step: step?.id,
    value: { replaces: [], photo },
  });
  address = `/live/v1/${ours.practiceId}/photos/${photo}`;
  query = `?incident=${incident}`;
});
afterAll(async () => {
  await house.close();
  await database.drop();
});

function bring(
  cookie: string,
  body: Buffer,
  headers: Record<string, string> = {},
  where = address + query,
): Promise<Answer> {
  const sent = { Origin: env().APP_URL, 'Content-Type': 'image/jpeg', ...headers };
  return house.ask(where, { method: 'POST', cookie, headers: sent, body });
}

it('is refused to strangers, from other pages, and as anything but a picture', async () => {
  const picture = await testPicture();
  const is = async (given: Promise<{ status: number }>) => (await given).status;
  expect(await is(bring('', picture))).toBe(401);
  expect(await is(bring(stranger, picture))).toBe(404);
  expect(await is(bring(staff, picture, { Origin: 'https://elsewhere.example' }))).toBe(403);
  expect(await is(bring(staff, picture, { 'Sec-Fetch-Site': 'cross-site' }))).toBe(403);
  for (const type of ['text/html', 'image/svg+xml', 'image/gif', 'application/json', 'multipart/form-data'])
    expect(await is(bring(staff, picture, { 'Content-Type': type }))).toBe(415);
  expect(await is(bring(staff, Buffer.from('<html></html>')))).toBe(400);
  expect(await is(bring(staff, Buffer.alloc(0)))).toBe(400);
  // Refused for what it says it is, before it is sent.
  expect(await is(bring(staff, picture, { 'Content-Length': String(3 * 1024 * 1024 + 1) }))).toBe(413);
  expect(await is(bring(staff, picture, {}, address))).toBe(404);
  expect(await is(bring(staff, picture, {}, `${address}?incident=${newId()}`))).toBe(404);
  expect(await is(bring(staff, picture, {}, `${address}/more${query}`))).toBe(405);
  expect(await is(house.ask(address, { cookie: staff }))).toBe(404);
});

it('comes back as a picture and nothing else, each time only to a member', async () => {
  expect(await bring(staff, await testPicture())).toMatchObject({
    status: 200,
    body: JSON.stringify({ kept: photo, here: true }),
  });
  const given = await house.ask(address, { cookie: staff });
  expect(given).toMatchObject({
    status: 200,
    headers: {
      'content-type': 'image/jpeg',
      'content-disposition': 'inline; filename="photo.jpg"',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    },
  });
  expect((await house.ask(address)).status).toBe(401);
  expect((await house.ask(address, { cookie: stranger })).status).toBe(404);
  expect((await house.ask(address.replace(ours.practiceId, newId()), { cookie: staff })).status).toBe(404);
});
