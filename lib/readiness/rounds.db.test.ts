// Rounds: everything due is reminded of once, to whom it concerns, in their morning, whatever the workers do.
import pg from 'pg';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { inPracticeSql } from '@/lib/db';
import { planEvent } from '@/lib/notifications';
import { addAlternateSite } from '@/lib/practices';
import { useTestDatabase } from '@/lib/testing';
import { testPractice, type TestPractice } from '@/lib/testing/practice';
import { dispatchBoth, startTelling } from '@/lib/testing/telling';
import { addKitItem, checkKit, makeRounds, remind } from '.';

const database = await useTestDatabase();
const telling = await startTelling();
const { providers } = telling;

beforeEach(() => providers.callbacks('off'));
afterAll(async () => {
  await telling.stop();
  await database.drop();
});

/** Noon in Chicago, winter time. */
const noon = (date: string) => new Date(`${date}T18:00:00Z`);

const HALL = {
  name: 'Harbor Hall',
  address: '2 Pier Road',
  mapUrl: '',
  keys: '',
  agreement: 'Letter',
  capacity: '',
  power: '',
  network: '',
  phone: '',
  coldChain: '',
  drugStorage: '',
  worksThere: '',
  doesNotWork: '',
  reportsThere: [],
  checks: [],
};

async function withHall(
  practice: TestPractice,
  ends: string,
  ownerId: string | null = null,
): Promise<string> {
  const id = await addAlternateSite(practice.owner, {
    ...HALL,
    siteId: practice.siteId,
    agreementExpires: ends,
  });
  await inPracticeSql(practice.system, ({ sql }) =>
    sql(`update alternate_site set "ownerId" = $3::uuid where "practiceId" = $1::uuid and id = $2::uuid`, [
      practice.practiceId,
      id,
      ownerId,
    ]),
  );
  return id;
}

interface Said {
  id: string;
  personId: string;
  items: { about: string; name: string; on: string; days: number }[];
}

/** Every reminder of a practice so far, oldest first. */
const saidIn = (practice: TestPractice): Promise<Said[]> =>
  inPracticeSql(practice.system, ({ sql }) =>
    sql<Said>(
      `select id, payload ->> 'personId' as "personId", payload -> 'items' as items from event
       where "practiceId" = $1::uuid and kind = 'reminder.due' order by seq`,
      [practice.practiceId],
    ),
  );

/** Plans' reviews far away, so that a test sees only what it is about. */
const noReviews = (practice: TestPractice) =>
  inPracticeSql(practice.system, ({ sql }) =>
    sql(`update runbook set "reviewOn" = '2099-01-01' where "practiceId" = $1::uuid`, [practice.practiceId]),
  );

async function quietPractice(options: Parameters<typeof testPractice>[0] = {}): Promise<TestPractice> {
  const practice = await testPractice(options);
  await noReviews(practice);
  return practice;
}

const PADS = { name: 'Pads', detail: '', siteId: null, ownerId: null, everyDays: 30 };

describe('an agreement that ends', () => {
  test('reminds its owner 60, 30 and 7 days before and on the day, each once', async () => {
    const practice = await quietPractice();
    const owner = practice.staff.actor.personId;
    await withHall(practice, '2027-03-01', owner);
    const days = ['2026-12-30', '2026-12-31', '2027-01-01', '2027-01-30', '2027-02-22', '2027-02-28'];
    for (const date of [...days, '2027-03-01', '2027-03-02', '2027-06-01']) {
      await remind(practice.practiceId, noon(date));
      await remind(practice.practiceId, noon(date));
    }
    const said = await saidIn(practice);
    expect(said.map(({ personId, items }) => [personId, items.map(({ days: n }) => n)])).toEqual([
      [owner, [60]],
      [owner, [30]],
      [owner, [7]],
      [owner, [0]],
    ]);
    expect(said[0]?.items).toEqual([{ about: 'agreement', name: 'Harbor Hall', on: '2027-03-01', days: 60 }]);
  });

  test('marks that passed while no worker ran are told once, the latest only; a clock that jumps tells nothing twice', async () => {
    const practice = await quietPractice();
    await withHall(practice, '2027-03-01', practice.staff.actor.personId);
    for (const date of ['2027-02-10', '2026-12-31', '2027-01-15', '2027-02-11']) {
      await remind(practice.practiceId, noon(date));
    }
    expect((await saidIn(practice)).map(({ items }) => items.map(({ days: n }) => n))).toEqual([[19]]);
  });

  test('renewed, it is reminded of anew; without an owner, or when the owner left, whoever keeps the practice is', async () => {
    const practice = await quietPractice();
    const id = await withHall(practice, '2027-03-01');
    await remind(practice.practiceId, noon('2027-02-28'));
    await inPracticeSql(practice.system, async ({ sql }) => {
      await sql(
        `update alternate_site set "agreementExpires" = '2028-03-01', "ownerId" = $3::uuid
         where "practiceId" = $1::uuid and id = $2::uuid`,
        [practice.practiceId, id, practice.staff.actor.personId],
      );
      await sql(`update person set "deactivatedAt" = now() where "practiceId" = $1::uuid and id = $2::uuid`, [
        practice.practiceId,
        practice.staff.actor.personId,
      ]);
    });
    await remind(practice.practiceId, noon('2028-02-28'));
    const owner = practice.owner.actor.personId;
    expect((await saidIn(practice)).map(({ personId }) => personId)).toEqual([owner, owner]);
  });
});

test('the kit: on the day and every seven days after, until it is checked', async () => {
  const practice = await quietPractice();
  const ownerId = practice.staff.actor.personId;
  const added = { ...practice.owner, at: noon('2026-12-01') };
  const itemId = await addKitItem(added, { ...PADS, ownerId, everyDays: 10 });
  for (let day = 1; day <= 31; day += 1) {
    const date = `2026-12-${String(day).padStart(2, '0')}`;
    await remind(practice.practiceId, noon(date));
    if (day === 20) await checkKit({ ...practice.staff, at: noon(date) }, { itemId, fine: true, note: '' });
  }
  expect((await saidIn(practice)).map(({ items: [item] }) => [item?.on, item?.days])).toEqual([
    ['2026-12-11', 0],
    ['2026-12-11', -7],
    ['2026-12-30', 0],
  ]);
});

test('a review: its owner, 30 and 7 days before and on the day', async () => {
  const practice = await quietPractice();
  await inPracticeSql(practice.system, ({ sql }) =>
    sql(
      `update runbook set "reviewOn" = '2027-03-01', "ownerId" = $3::uuid where "practiceId" = $1::uuid and id = $2::uuid`,
      [practice.practiceId, practice.runbookId, practice.lead.actor.personId],
    ),
  );
  for (const date of ['2027-01-29', '2027-01-30', '2027-02-22', '2027-03-01', '2027-03-08']) {
    await remind(practice.practiceId, noon(date));
  }
  expect(
    (await saidIn(practice)).map(({ personId, items: [item] }) => [personId, item?.name, item?.days]),
  ).toEqual([
    [practice.lead.actor.personId, 'Short downtime', 30],
    [practice.lead.actor.personId, 'Short downtime', 7],
    [practice.lead.actor.personId, 'Short downtime', 0],
  ]);
});

test.each([
  ['America/Chicago', '2026-12-01T13:59:00Z', '2026-12-01T14:00:00Z'],
  // The night the clocks go forward, and the night they go back.
  ['America/New_York', '2027-03-14T11:59:00Z', '2027-03-14T12:00:00Z'],
  ['America/New_York', '2026-11-01T12:59:00Z', '2026-11-01T13:00:00Z'],
  ['Pacific/Kiritimati', '2026-11-30T17:59:00Z', '2026-11-30T18:00:00Z'],
])('nobody in %s is reminded before eight in the morning', async (zone, before, from) => {
  const practice = await quietPractice({ zone });
  await addKitItem({ ...practice.owner, at: new Date('2026-09-01T12:00:00Z') }, PADS);
  expect(await remind(practice.practiceId, new Date(before))).toEqual([]);
  expect(await remind(practice.practiceId, new Date(from))).toHaveLength(1);
});

test('one message a person and day: what becomes due later that day waits for tomorrow', async () => {
  const practice = await quietPractice();
  const person = practice.owner.actor.personId;
  await withHall(practice, '2027-01-30', person);
  const early = { ...practice.owner, at: noon('2026-10-01') };
  await addKitItem(early, PADS);
  await remind(practice.practiceId, noon('2026-12-01'));
  await addKitItem(early, { ...PADS, name: 'Hotspot' });
  await remind(practice.practiceId, new Date('2026-12-01T20:00:00Z'));
  await remind(practice.practiceId, noon('2026-12-02'));
  expect((await saidIn(practice)).map(({ items }) => items.map(({ name }) => name))).toEqual([
    ['Harbor Hall', 'Pads'],
    ['Hotspot'],
  ]);
});

test('a round that dies half way leaves nothing; then several at once: each reminder once, and its mail once', async () => {
  const practice = await quietPractice();
  const { practiceId } = practice;
  const early = { ...practice.owner, at: new Date(Date.now() - 100 * 86_400_000) };
  for (const name of ['Pads', 'Hotspot']) await addKitItem(early, { ...PADS, name });
  const at = noon(new Date().toISOString().slice(0, 10));
  const superuser = new pg.Client({ connectionString: database.urls.superuser });
  await superuser.connect();
  // The second of two rows cannot be written, as when the process ends between them.
  await superuser.query(`
    create function cut() returns trigger language plpgsql as $$ begin
      if exists (select 1 from reminder r where r."practiceId" = new."practiceId") then raise 'cut off'; end if;
      return new; end $$;
    create trigger cut before insert on reminder for each row execute function cut()`);
  await expect(remind(practiceId, at)).rejects.toThrow('cut off');
  await superuser.query('drop function cut() cascade');
  await superuser.end();
  expect(await saidIn(practice)).toEqual([]);

  const events = (
    await Promise.all([remind(practiceId, at), remind(practiceId, at), remind(practiceId, at)])
  ).flat();
  expect(events).toHaveLength(1);
  for (const id of events) await Promise.all([planEvent(practiceId, id), planEvent(practiceId, id)]);
  await Promise.all([dispatchBoth(practiceId), dispatchBoth(practiceId)]);
  expect((await saidIn(practice)).map(({ items }) => items.length)).toEqual([2]);
  expect(providers.captured(practice.owner.email)).toHaveLength(1);
});

test('the mail lists everything by name and links to the page; every practice is gone round', async () => {
  const [one, two] = [await quietPractice(), await quietPractice({ zone: 'Asia/Tokyo' })];
  for (const practice of [one, two]) {
    const early = { ...practice.owner, at: new Date(Date.now() - 100 * 86_400_000) };
    for (const name of ['Pads', 'Hotspot']) await addKitItem(early, { ...PADS, name });
  }
  await Promise.all([makeRounds(), makeRounds()]);
  await makeRounds();
  for (const practice of [one, two]) {
    const hour = Number(
      new Intl.DateTimeFormat('en-US', {
        timeZone: practice.zone,
        hour: 'numeric',
        hourCycle: 'h23',
      }).format(),
    );
    expect(await saidIn(practice)).toHaveLength(hour < 8 ? 0 : 1);
    await remind(practice.practiceId, new Date(Date.now() + 24 * 3_600_000));
    for (const { id } of await saidIn(practice)) await planEvent(practice.practiceId, id);
    await dispatchBoth(practice.practiceId);
    for (const mail of providers.captured(practice.owner.email)) {
      expect(mail.subject).toBe('Test Practice: 2 things wait for you');
      expect(mail.text).toMatch(/Check Pads: it was due \w+ \d+, \d{4}, \d+ days ago\./);
      expect(mail.text).toContain(`${telling.url}/p/${practice.slug}/readiness`);
    }
  }
});
