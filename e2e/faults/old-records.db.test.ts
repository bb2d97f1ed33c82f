// What is older than the practice keeps it goes when an owner says so: all of it and nothing else, on the record,
// also when the worker dies over it; and the audit is whole afterwards.
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deleteOld, readOld, removeOld } from '@/lib/archive';
import { newId } from '@/lib/core';
import { inPracticeSql } from '@/lib/db';
import { IMPORTED, record, REMOVED, sealChains, verifyAudit } from '@/lib/events';
import { applyCommand } from '@/lib/incidents';
import { useTestDatabase } from '@/lib/testing';
import { startTelling } from '@/lib/testing/telling';
import { workersOn } from '@/lib/testing/workers';
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
    await deleteOld(a.owner, { before: kept.before });
    expect(await readOld(a.owner)).toMatchObject({ underWay: true });
    await expect(deleteOld(a.owner, { before: kept.before })).rejects.toMatchObject({ code: 'conflict' });
    // One worker is killed as it begins; the next carries on.
    await workers.end(await workers.start(), 'SIGKILL');
    const worker = await workers.start();
    await expect.poll(() => rowsAbout(a.practiceId, a.incident), { timeout: 60_000 }).toBe(0);
    await workers.end(worker, 'SIGTERM');

    expect(await readOld(a.owner)).toMatchObject({ incidents: 0, tests: 0, lists: 0, messages: 0 });
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
