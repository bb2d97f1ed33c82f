// Photos of steps: kept once, for whoever named them, in the record of their incident, and only while they are on.
import pg from 'pg';
import { afterAll, beforeEach, expect, test } from 'vitest';
import type { MemberCtx } from '@/lib/access';
import { newId } from '@/lib/core';
import { inPracticeSql } from '@/lib/db';
import { cleanPicture } from '@/lib/pictures';
import { useTestDatabase } from '@/lib/testing';
import { testPhoto, testPicture } from '@/lib/testing/picture';
import { testPractice, type TestMember, type TestPractice } from '@/lib/testing/practice';
import { declare, say } from '@/lib/testing/telling';
import { applyCommand, keepPhoto, photoFault, readBoard, readPhoto, readTimeline, removePhoto } from '.';
import { MOST_PHOTOS } from './photos';

const database = await useTestDatabase();
const superuser = new pg.Client({ connectionString: database.urls.superuser });
await superuser.connect();

afterAll(async () => {
  await superuser.end();
  await database.drop();
});

let practice: TestPractice;
let incident: string;

async function switchPhotos(on: boolean): Promise<void> {
  await superuser.query('update practice set photos = $2 where "practiceId" = $1', [practice.practiceId, on]);
}

beforeEach(async () => {
  practice = await testPractice();
  incident = await declare(practice);
  await switchPhotos(true);
});

/** Says that the first step is done, naming a photo. Returns the photo's id. */
async function tick(who: TestMember, photo = newId()): Promise<string> {
  const [step] = (await readBoard(who, incident)).steps;
  await applyCommand(who, {
    id: newId(),
    deviceSeq: 1,
    incident,
    at: new Date().toISOString(),
    kind: 'step.done',
    step: step?.id,
    value: { replaces: [], photo },
  });
  return photo;
}

const bring = (who: MemberCtx, photo: string, picture = testPhoto) =>
  keepPhoto(who, { incident, photo, picture: () => picture() });
const lines = async () => (await readTimeline(practice.lead, incident)).lines;
const photosOf = async () => (await readBoard(practice.lead, incident)).photos;
const fault = async () => (await readTimeline(practice.lead, incident)).fault;

test('the tick counts at once, the photo follows, and the record says both', async () => {
  const photo = await tick(practice.staff);
  expect(await photosOf()).toEqual([]);
  await bring(practice.staff, photo);
  expect(await photosOf()).toEqual([photo]);
  expect((await lines()).slice(-2).map((line) => [line.sentence, line.photo?.id])).toEqual([
    ['Stella Staff ticked “Do print schedule” (photo).', undefined],
    ['The photo Stella Staff took for “Do print schedule” came in.', photo],
  ]);
  expect(await fault()).toBeNull();
  expect(await readPhoto(practice.lead, photo)).toEqual((await testPhoto()).bytes);
});

test('sent twice, and twice at once, it is kept once', async () => {
  const photo = await tick(practice.staff);
  await Promise.all([bring(practice.staff, photo), bring(practice.staff, photo)]);
  await bring(practice.staff, photo, () => testPhoto('#900'));
  expect(await photosOf()).toEqual([photo]);
  expect((await lines()).filter(({ kind }) => kind === 'photo.added')).toHaveLength(1);
  expect(await fault()).toBeNull();
});

test('only who named it first may bring it, and only to that incident', async () => {
  const other = await testPractice();
  const photo = await tick(practice.staff);
  // Naming somebody else’s photo, as keeping one of two claims does, gives no right to fill it in.
  await tick(practice.lead, photo);
  for (const [who, where, what] of [
    [practice.lead, incident, photo],
    [practice.staff, incident, newId()],
    [practice.staff, newId(), photo],
    [other.staff, incident, photo],
  ] as const) {
    const brought = keepPhoto(who, { incident: where, photo: what, picture: testPhoto });
    await expect(brought).rejects.toMatchObject({ code: 'not-found' });
  }
  expect(await photosOf()).toEqual([]);
  await bring(practice.staff, photo);
  await expect(readPhoto(other.owner, photo)).rejects.toMatchObject({ code: 'not-found' });
  expect(await photosOf()).toEqual([photo]);
});

test('a photo somebody else named first is theirs in every incident', async () => {
  const photo = await tick(practice.staff);
  const first = incident;
  incident = await declare(practice);
  await tick(practice.lead, photo);
  await expect(bring(practice.lead, photo)).rejects.toMatchObject({ code: 'not-found' });
  incident = first;
  await bring(practice.staff, photo);
  expect(await photosOf()).toEqual([photo]);
});

test('while photos are off the tick counts and the photo is refused in words', async () => {
  await switchPhotos(false);
  const photo = await tick(practice.staff);
  await expect(bring(practice.staff, photo)).rejects.toMatchObject({
    code: 'forbidden',
    message: expect.stringMatching(/^Photos are off.*counts\.$/) as string,
  });
  expect(await photosOf()).toEqual([]);
  await switchPhotos(true);
  await bring(practice.staff, photo);
  expect(await photosOf()).toEqual([photo]);
});

test('what came after the close changes nothing, and its photo is not lost', async () => {
  await say(practice.lead, incident, { kind: 'incident.close', value: { reason: 'Back.' } });
  const photo = await tick(practice.staff);
  await bring(practice.staff, photo);
  expect(await photosOf()).toEqual([photo]);
  const last = await lines();
  expect(last.slice(-2).map(({ kind }) => kind)).toEqual(['command.refused', 'photo.added']);
  expect(last.at(-2)?.sentence).toContain('(photo)');
});

test('what is no picture is refused and leaves nothing behind', async () => {
  const photo = await tick(practice.staff);
  const before = (await lines()).length;
  await expect(bring(practice.staff, photo, () => cleanPicture(Buffer.from('<svg/>')))).rejects.toMatchObject(
    {
      code: 'invalid',
    },
  );
  expect([await photosOf(), (await lines()).length]).toEqual([[], before]);
});

test('room ends: the tick counts, and the words say what to do', async () => {
  const photo = await tick(practice.staff);
  await superuser.query(
    `insert into photo ("practiceId", id, "incidentId", bytes, at)
     select $1, gen_random_uuid(), $2, '', now() from generate_series(1, $3::int)`,
    [practice.practiceId, incident, MOST_PHOTOS],
  );
  const full = (words: RegExp) => ({ code: 'conflict', message: expect.stringMatching(words) as string });
  await expect(bring(practice.staff, photo)).rejects.toMatchObject(full(/has 100 photos.*counts/));
  // The same for a practice whose file would not come in again elsewhere.
  await superuser.query('delete from photo where "practiceId" = $1', [practice.practiceId]);
  await superuser.query(
    `insert into photo ("practiceId", id, "incidentId", bytes, at)
     select $1, gen_random_uuid(), $2, decode(repeat('00', 8388608), 'hex'), now() from generate_series(1, 5)`,
    [practice.practiceId, await declare(practice)],
  );
  await expect(bring(practice.staff, photo)).rejects.toMatchObject(full(/A manager can remove some/));
});

test('a photo that was changed, swapped, added or taken away is found', async () => {
  const photo = await tick(practice.staff);
  await bring(practice.staff, photo);
  const tampered = async (sql: string, values: unknown[], says: RegExp) => {
    await superuser.query(sql, values);
    expect(await fault()).toMatch(says);
  };
  const kept = await readPhoto(practice.lead, photo);
  const put = 'update photo set bytes = $2 where id = $1';
  await tampered(put, [photo, await testPicture()], /not whole.*photo of entry \d+ is not the one that came/);
  await superuser.query(put, [photo, kept]);
  expect(await fault()).toBeNull();
  await tampered(
    `insert into photo select "practiceId", gen_random_uuid(), "incidentId", bytes, at from photo where id = $1`,
    [photo],
    /a photo that no entry speaks of/,
  );
  await tampered(
    'delete from photo where "practiceId" = $1',
    [practice.practiceId],
    /photo of entry \d+ is not/,
  );
});

test('a manager removes what should not be seen: it is gone, the record says so, and it does not come back', async () => {
  const photo = await tick(practice.staff);
  await bring(practice.staff, photo);
  const why = { photo, reason: 'A name on the wall' };
  for (const who of [practice.staff, practice.lead]) {
    await expect(removePhoto(who, why)).rejects.toMatchObject({ code: 'forbidden' });
  }
  await expect(removePhoto(practice.owner, { photo, reason: ' ' })).rejects.toMatchObject({
    code: 'invalid',
  });
  await expect(removePhoto((await testPractice()).owner, why)).rejects.toMatchObject({ code: 'not-found' });
  await removePhoto(practice.owner, why);
  await expect(removePhoto(practice.owner, why)).rejects.toMatchObject({ code: 'not-found' });
  await expect(readPhoto(practice.owner, photo)).rejects.toMatchObject({ code: 'not-found' });
  // A phone that never heard that it had arrived sends it again.
  expect(await bring(practice.staff, photo)).toBe(false);
  expect(await photosOf()).toEqual([]);
  const after = await lines();
  expect(after.at(-1)?.sentence).toBe(
    'Olive Owner removed the photo of “Do print schedule” for good: “A name on the wall”',
  );
  expect(after.flatMap((line) => line.photo ?? [])).toMatchObject([{ id: photo, here: false }]);
  expect(await fault()).toBeNull();
});

test('a photo beside a step says who took it, with words and without', async () => {
  const [step] = (await readBoard(practice.staff, incident)).steps;
  const say = (value: object) =>
    applyCommand(practice.staff, {
      id: newId(),
      deviceSeq: 1,
      incident,
      at: new Date().toISOString(),
      kind: 'step.note',
      step: step?.id,
      value,
    });
  expect(await say({})).toMatchObject({ outcome: 'refused', code: 'invalid' });
  const [one, two] = [newId(), newId()];
  await say({ photo: one });
  await say({ photo: two, note: 'East door' });
  await bring(practice.staff, one);
  await bring(practice.staff, two);
  expect(await photosOf()).toEqual([one, two]);
  expect((await lines()).slice(1, 3).map(({ sentence }) => sentence)).toEqual([
    'Stella Staff took a photo for “Do print schedule”.',
    'Stella Staff noted at “Do print schedule”: “East door” (photo)',
  ]);
});

test('other practices’ photos are no fault of ours', async () => {
  const photo = await tick(practice.staff);
  await bring(practice.staff, photo);
  const other = await testPractice();
  expect(await inPracticeSql(other.owner, ({ sql }) => photoFault(sql, other.practiceId))).toBeNull();
});
