// What is older than the practice keeps it goes when an owner says so: all of it and nothing else, on the record,
// also when the worker dies over it; and the audit is whole afterwards.
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deleteOld, keepRounds, readOld, removeOld } from '@/lib/archive';
import { MOST_OLD_AT_ONCE } from '@/lib/archive/rules';
import { newId } from '@/lib/core';
import { inPracticeSql } from '@/lib/db';
import { IMPORTED, record, REMOVED, sealChains, verifyAudit } from '@/lib/events';
import { applyCommand } from '@/lib/incidents';
import { useTestDatabase } from '@/lib/testing';
import type { TestMember } from '@/lib/testing/practice';
import { startTelling } from '@/lib/testing/telling';
import { workersOn } from '@/lib/testing/workers';
import { brought, emptyPractice, exported } from './archives';
import { furnishedPractice, rowCounts, type Furnished } from '../walls/furnished';
import { rowHashes } from '../walls/world';

const database = await useTestDatabase();
const telling = await startTelling();
const superuser = new pg.Client({ connectionString: database.urls.superuser });
await superuser.connect();
const workers = workersOn(database, telling);

let a: Furnished;
let b: Furnished;

/** One more incident, closed just now. */
async function youngIncident({ lead, siteId, runbookId }: Furnished): Promise<string> {
  const incident = newId();
  const say = (kind: string, value: object) =>
    applyCommand(lead, { id: newId(), deviceSeq: 1, incident, at: new Date().toISOString(), kind, value });
  const noticedAt = new Date().toISOString();
  await say('incident.declare', {
    siteId,
    treeId: null,
    runbookId,
    whatDown: ['internet'],
    noticedAt,
    drill: true,
    separate: true,
  });
  expect(await say('incident.close', { reason: 'over' })).toMatchObject({ outcome: 'applied' });
  return incident;
}

/** Everything of a practice that has an age is over for seven years. */
async function age({ practiceId, incident }: Furnished): Promise<void> {
  await superuser.query('begin');
  await superuser.query("set local session_replication_role = 'replica'");
  const long = `now() - interval '7 years'`;
  const run = (text: string, ...more: string[]) => superuser.query(text, [practiceId, ...more]);
  await run(
    `update incident set state = 'closed', "closedAt" = ${long} where "practiceId" = $1 and id = $2`,
    incident,
  );
  await run(`update delivery set "settledAt" = ${long} where "practiceId" = $1`);
  await run(`update contact_test set "endedAt" = ${long} where "practiceId" = $1`);
  await run(`update people_import set "endedAt" = ${long} where "practiceId" = $1`);
  await superuser.query('commit');
}

/** Rows about one incident, wherever. */
async function rowsAbout(practiceId: string, incident: string): Promise<number> {
  const { rows } = await superuser.query<{ n: number }>(
    `select (select count(*) from incident where "practiceId" = $1 and id = $2)
       + (select count(*) from run where "practiceId" = $1 and "incidentId" = $2)
       + (select count(*) from run_step where "practiceId" = $1 and "incidentId" = $2)
       + (select count(*) from photo where "practiceId" = $1 and "incidentId" = $2)
       + (select count(*) from command where "practiceId" = $1 and "incidentId" = $2)
       + (select count(*) from delivery where "practiceId" = $1 and "incidentId" = $2)
       + (select count(*) from answer where "practiceId" = $1 and "incidentId" = $2)
       + (select count(*) from chain where "practiceId" = $1 and id = $2)
       + (select count(*) from event where "practiceId" = $1 and "chainId" = $2)
       + (select count(*) from chain_seal where "practiceId" = $1 and "chainId" = $2) as n`,
    [practiceId, incident],
  );
  return Number(rows[0]?.n);
}

/** Of a practice that has a worker: reminders go out, and what goes out is recorded, whatever else happens. */
async function hashesAtRest(practiceId: string, incident: string): Promise<unknown[]> {
  const hashes = await rowHashes(superuser, practiceId);
  const moving = /^(delivery|receipt|event|chain|link_directory|reply_window|reminder|binder_file)$/;
  return [
    await rowsAbout(practiceId, incident),
    ...Object.entries(hashes).filter(([name]) => !moving.test(name)),
  ];
}

const keepersAnd = async (more: string): Promise<number> => {
  const { rows } = await superuser.query<{ n: number }>(
    `select count(*)::int as n from pg_stat_activity where application_name = 'holdfast-keeper'
       and datname = current_database() ${more}`,
  );
  return rows[0]?.n ?? -1;
};
const keepers = () => keepersAnd('');
const keepersWaiting = () => keepersAnd(`and wait_event_type = 'Lock'`);

/** Counts, also later, the links and the replies that lead to the messages its incident has now. */
async function signpostsTo({ practiceId, incident }: Furnished): Promise<() => Promise<number>> {
  const { rows } = await superuser.query<{ id: string }>(
    `select id from delivery where "practiceId" = $1 and "incidentId" = $2`,
    [practiceId, incident],
  );
  const ids = rows.map(({ id }) => id);
  const count = async (table: string): Promise<number> =>
    (await superuser.query(`select 1 from ${table} where "deliveryId" = any($1)`, [ids])).rowCount ?? -1;
  expect([await count('link_directory'), await count('reply_window')]).not.toContain(0);
  return async () => (await count('link_directory')) + (await count('reply_window'));
}

/** Carries out the newest press, as the worker would. */
async function carriedOut({ practiceId }: Furnished): Promise<void> {
  const { rows } = await superuser.query<{ id: string }>(
    `select id from event where "practiceId" = $1 and kind = $2 order by at desc, seq desc limit 1`,
    [practiceId, REMOVED],
  );
  await removeOld(practiceId, rows[0]?.id ?? '');
}

const faults = async (who: Furnished) => (await verifyAudit(who.owner)).faults;

beforeAll(async () => {
  a = await furnishedPractice(superuser, 'Harbor Family');
  b = await furnishedPractice(superuser, 'Hilltop');
  // The worker says that deleting is set up here.
  await workers.end(await workers.start(), 'SIGTERM');
}, 120_000);

afterAll(async () => {
  workers.killAll();
  await telling.stop();
  await superuser.end();
  await database.drop();
});

test('nothing young is old; asking takes an owner, the day that was shown, and something that old', async () => {
  const old = await readOld(a.owner);
  expect(old).toMatchObject({ years: 6, incidents: 0, tests: 0, lists: 0, messages: 0, underWay: false });
  for (const who of [a.lead, a.staff]) {
    await expect(readOld(who)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(deleteOld(who, { before: old.before })).rejects.toMatchObject({ code: 'forbidden' });
  }
  await expect(deleteOld(a.owner, { before: old.before })).rejects.toMatchObject({ code: 'conflict' });
  await expect(deleteOld(a.owner, { before: '2026-01-01' })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('Reload it and look again') as string,
  });
  await expect(deleteOld(a.owner, { before: 'yesterday' })).rejects.toMatchObject({ code: 'invalid' });
});

test(
  'it goes whole, on the record, also past a killed worker; what is young or another’s stays as it is',
  { timeout: 120_000 },
  async () => {
    const young = await youngIncident(a);
    // The old one came with a file, so its record is remembered by the practice's own.
    await inPracticeSql(a.owner, async (door) => {
      const [chain] = await door.sql<{ entries: number; hash: string }>(
        `select head as entries, hash from chain where "practiceId" = $1::uuid and id = $2::uuid`,
        [a.practiceId, a.incident],
      );
      await record(a.owner, door, {
        chainId: a.practiceId,
        kind: IMPORTED,
        payload: { from: 'x', exportedAt: '', rows: 1, members: [], chains: [{ id: a.incident, ...chain }] },
      });
      // The worker’s rounds would seal both meanwhile.
      await sealChains(door, a.practiceId);
    });
    const about = await rowsAbout(a.practiceId, young);
    await age(a);
    await age(b);
    expect(await faults(a)).toEqual([]);
    const before = await rowCounts(superuser, a.practiceId);
    const [theirs, kept] = [await hashesAtRest(b.practiceId, b.incident), await readOld(a.owner)];
    expect(kept).toMatchObject({ incidents: 1, tests: 1, lists: 1 });
    const signposts = await signpostsTo(a);
    await deleteOld(a.owner, { before: kept.before });
    expect(await readOld(a.owner)).toMatchObject({ underWay: true });
    await expect(deleteOld(a.owner, { before: kept.before })).rejects.toMatchObject({ code: 'conflict' });
    // One worker is killed in the middle of it, held there by somebody who has the incident; the next carries on.
    const all = await rowsAbout(a.practiceId, a.incident);
    const holder = new pg.Client({ connectionString: database.urls.superuser });
    await holder.connect();
    await holder.query('begin');
    await holder.query('select 1 from incident where "practiceId" = $1 and id = $2 for update', [
      a.practiceId,
      a.incident,
    ]);
    const killed = await workers.start();
    await expect.poll(keepersWaiting, { timeout: 30_000 }).toBeGreaterThan(0);
    await workers.end(killed, 'SIGKILL');
    await holder.query('rollback');
    await holder.end();
    await expect.poll(keepers, { timeout: 30_000 }).toBe(0);
    expect(await rowsAbout(a.practiceId, a.incident)).toBe(all);
    const worker = await workers.start();
    await expect.poll(() => rowsAbout(a.practiceId, a.incident), { timeout: 60_000 }).toBe(0);

    // Every owner is told, nobody else.
    const told = (who: TestMember) =>
      telling.providers.captured(who.email).filter(({ subject }) => subject?.includes('Old records'));
    await telling.providers.waitFor(() => told(a.owner).length === 1, 30_000);
    expect(told(a.owner)[0]?.text).toContain(`${a.owner.actor.name} had deleted what was over before`);
    expect([...told(a.lead), ...told(a.staff), ...told(b.owner)]).toEqual([]);
    await workers.end(worker, 'SIGTERM');

    expect(await signposts()).toBe(0);
    const nothing = { incidents: 0, tests: 0, lists: 0, messages: 0, underWay: false };
    expect(await readOld(a.owner)).toMatchObject(nothing);
    expect(await rowsAbout(a.practiceId, young)).toBe(about);
    const after = await rowCounts(superuser, a.practiceId);
    for (const name of ['answer', 'contact_test', 'contact_test_person', 'people_import']) {
      expect([name, (before[name] ?? 0) > 0, after[name]]).toEqual([name, true, 0]);
    }
    const untouched = [
      'person',
      'reach',
      'tree',
      'runbook',
      'runbook_version',
      'runbook_step',
      'site',
      'kit_check',
    ];
    for (const name of untouched) expect([name, after[name]]).toEqual([name, before[name]]);
    expect(await hashesAtRest(b.practiceId, b.incident)).toEqual(theirs);
    expect(await faults(a)).toEqual([]);
    const { rows } = await superuser.query<{ payload: { incidents: unknown[]; tests: number } }>(
      `select payload from event where "practiceId" = $1 and kind = $2`,
      [a.practiceId, REMOVED],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.payload).toMatchObject({
      before: kept.before,
      tests: 1,
      incidents: [{ id: a.incident, drill: false, hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string }],
    });
  },
);

test('an entry that names what is young, open or another’s deletes none of it; done again, nothing happens', async () => {
  const young = await youngIncident(a);
  const eventId = await inPracticeSql(a.owner, async (door) => {
    const incidents = [young, b.incident].map((id) => ({ id }));
    const payload = { at: new Date(Date.now() - 6 * 365 * 86_400_000).toISOString(), incidents };
    return (await record(a.owner, door, { chainId: a.practiceId, kind: REMOVED, payload })).id;
  });
  const [ours, theirs] = [await rowHashes(superuser, a.practiceId), await rowHashes(superuser, b.practiceId)];
  await removeOld(a.practiceId, eventId);
  await removeOld(a.practiceId, eventId);
  await removeOld(a.practiceId, newId());
  expect(await rowHashes(superuser, a.practiceId)).toEqual(ours);
  expect(await rowHashes(superuser, b.practiceId)).toEqual(theirs);
});

test('without an incident it is under way too: a second press changes nothing, and a lost job is made up for', async () => {
  const c = await furnishedPractice(superuser, 'Lists only');
  await superuser.query(
    `insert into people_import ("practiceId", id, rows, total, "startedAt", "endedAt")
     values ($1, gen_random_uuid(), '[]', 0, now(), now() - interval '7 years')`,
    [c.practiceId],
  );
  const { before, ...old } = await readOld(c.owner);
  expect(old).toMatchObject({ incidents: 0, tests: 0, lists: 1, underWay: false });
  await deleteOld(c.owner, { before });
  expect(await readOld(c.owner)).toMatchObject({ underWay: true });
  await expect(deleteOld(c.owner, { before })).rejects.toMatchObject({ code: 'conflict' });
  // No worker took the job: the rounds find what is left.
  await keepRounds();
  expect(await readOld(c.owner)).toMatchObject({ lists: 0, underWay: false });
});

test('of very many the oldest go first, the others by the next press', { timeout: 60_000 }, async () => {
  await superuser.query(
    `insert into incident ("practiceId", id, "siteId", state, drill, "whatDown", "noticedAt", "closedAt")
     select $1, gen_random_uuid(), $2, 'closed', true, '{ehr}', now(), now() - interval '8 years' - make_interval(days => n)
     from generate_series(1, ${MOST_OLD_AT_ONCE + 10}) n`,
    [b.practiceId, b.siteId],
  );
  const { before, incidents } = await readOld(b.owner);
  expect(incidents).toBe(MOST_OLD_AT_ONCE + 11);
  await deleteOld(b.owner, { before });
  await carriedOut(b);
  // The one of seven years is the youngest of them.
  expect(await readOld(b.owner)).toMatchObject({ incidents: 11, underWay: false });
  expect(await rowsAbout(b.practiceId, b.incident)).toBeGreaterThan(0);
  await deleteOld(b.owner, { before });
  await carriedOut(b);
  expect(await readOld(b.owner)).toMatchObject({ incidents: 0, underWay: false });
  expect(await rowsAbout(b.practiceId, b.incident)).toBe(0);
  expect(await faults(b)).toEqual([]);
});

test('a practice that had old records deleted is exported and brought in, its record whole', async () => {
  const owner = await emptyPractice();
  await brought(owner, await exported(a.owner));
  expect((await verifyAudit(owner)).faults).toEqual([]);
});
