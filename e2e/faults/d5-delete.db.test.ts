// D5. A practice that was deleted is gone, every row and every job of it, and only it; until then everything works and
// it can be taken back; and what dies half way is carried on to the end by the real worker.
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  askDeletion,
  cancelDeletion,
  deleteWhenDue,
  findDeletion,
  isTrueRecord,
  readDeletions,
} from '@/lib/archive';
import { newId } from '@/lib/core';
import { inPracticeSql } from '@/lib/db';
import { startListening, subscribe } from '@/lib/events';
import { enqueue } from '@/lib/jobs';
import { applyCommand } from '@/lib/incidents';
import { findMember, findPracticeId, listPracticesOf } from '@/lib/practices';
import { useTestDatabase } from '@/lib/testing';
import { startTelling } from '@/lib/testing/telling';
import { workersOn } from '@/lib/testing/workers';
import { furnishedPractice, rowCounts, type Furnished } from '../walls/furnished';
import { rowHashes } from '../walls/world';

const database = await useTestDatabase();
const telling = await startTelling();
const { providers } = telling;
const superuser = new pg.Client({ connectionString: database.urls.superuser });
await superuser.connect();
const workers = workersOn(database, telling);

let a: Furnished;
let b: Furnished;

async function jobsOf(practiceId: string): Promise<number> {
  const { rows } = await superuser.query<{ n: number }>(
    `select count(*)::int as n from pgboss.job where data ->> 'practiceId' = $1`,
    [practiceId],
  );
  return rows[0]?.n ?? -1;
}

const comeDue = (practiceId: string) =>
  superuser.query(`update practice set "deleteAfter" = now() - interval '1 minute' where "practiceId" = $1`, [
    practiceId,
  ]);

beforeAll(async () => {
  a = await furnishedPractice(superuser, 'Harbor  Family');
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

test('asking takes an owner and the practice’s name; until the day everything works, and it can be taken back', async () => {
  const asked = { name: 'harbor family ' };
  for (const who of [a.lead, a.staff]) {
    await expect(askDeletion(who, asked)).rejects.toMatchObject({ code: 'forbidden' });
  }
  await expect(askDeletion(a.owner, { name: 'Hilltop' })).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringContaining('Type it as it stands here: Harbor  Family') as string,
  });
  expect(await findDeletion(a.owner)).toBeNull();
  const after = await askDeletion(a.owner, asked);
  expect(Math.round((after.getTime() - Date.now()) / 86_400_000)).toBe(14);
  expect(await findDeletion(a.owner)).toMatchObject({ after: after.toISOString(), askedBy: 'Olive Owner' });
  // A job that comes early, or a round, does nothing.
  await deleteWhenDue(a.practiceId);
  const note = {
    id: newId(),
    deviceSeq: 9,
    incident: a.incident,
    at: new Date().toISOString(),
    kind: 'incident.note',
    value: { note: 'Still at work' },
  };
  expect(await applyCommand(a.staff, note)).toMatchObject({ outcome: 'applied' });
  await expect(cancelDeletion(a.lead)).rejects.toMatchObject({ code: 'forbidden' });
  await cancelDeletion(a.owner);
  expect(await findDeletion(a.owner)).toBeNull();
  await deleteWhenDue(a.practiceId);
  expect(await findPracticeId(a.slug)).toBe(a.practiceId);
  const { rows } = await superuser.query<{ kind: string }>(
    `select kind from event where "practiceId" = $1 and kind like 'practice.deletion%' order by seq`,
    [a.practiceId],
  );
  expect(rows.map(({ kind }) => kind)).toEqual(['practice.deletion-asked', 'practice.deletion-cancelled']);
});

test('every owner is told by e-mail, nobody else', { timeout: 60_000 }, async () => {
  await askDeletion(a.owner, { name: 'Harbor Family' });
  const worker = await workers.start();
  await providers.waitFor(
    () => providers.captured(a.owner.email).some(({ subject }) => /delet/i.test(subject ?? '')),
    30_000,
  );
  const mail = providers
    .captured(a.owner.email)
    .find(({ subject }) => /will be deleted/i.test(subject ?? ''));
  expect(mail?.text).toContain('Olive Owner asked');
  expect(mail?.text).toContain(`/p/${a.slug}/settings/delete`);
  expect(providers.captured(a.lead.email).filter(({ subject }) => /delet/i.test(subject ?? ''))).toEqual([]);
  await workers.end(worker, 'SIGTERM');
});

test(
  'one row, one job and one signpost of it at a time: all are gone, and nothing of another’s',
  { timeout: 120_000 },
  async () => {
    // Sessions and printed codes that open only it; links that lead to it; news that names it; and jobs of every kind.
    for (const { practiceId, owner } of [a, b]) {
      await superuser.query(
        `with s as (insert into session (id, "tokenHash", "accountId", device, method, "practiceId", "expiresAt")
         values (gen_random_uuid(), gen_random_uuid()::text, $2, 'x', 'break-glass', $1, now() + interval '1 hour')),
       c as (insert into door_code (id, "accountId", "practiceId", kind, "codeHash")
         values (gen_random_uuid(), $2, $1, 'break-glass', gen_random_uuid()::text)),
       m as (insert into account_message (id, "accountId", "practiceId", kind, channel, address, detail, state)
         values (gen_random_uuid(), $2, $1, 'break-glass-used', 'email', '', '{"practice": "x"}', 'handed-over')),
       w as (insert into reply_window ("numberHash", "practiceId", "deliveryId")
         values (gen_random_uuid()::text, $1, gen_random_uuid()))
       insert into link_directory ("tokenHash", "practiceId", "deliveryId")
         values (gen_random_uuid()::text, $1, gen_random_uuid())`,
        [practiceId, owner.actor.accountId],
      );
      const later = { startAfter: new Date(Date.now() + 3_600_000) };
      await inPracticeSql(owner, async ({ sql }) => {
        await enqueue(sql, 'deliver-email', { practiceId }, later);
        await enqueue(sql, 'report-clock', { practiceId, incidentId: newId() }, later);
      });
    }
    await askDeletion(a.owner, { name: 'Harbor Family' });
    const filled = await rowCounts(superuser, a.practiceId);
    const empty = Object.entries(filled).filter(([name, n]) => n === 0 && name !== 'practice_deletion');
    expect(empty, 'the test fills every table').toEqual([]);
    const before = await rowHashes(superuser, b.practiceId);
    const jobsBefore = await jobsOf(b.practiceId);
    expect(jobsBefore).toBeGreaterThan(1);

    await comeDue(a.practiceId);
    // Killed between the rows and the queues: this process is the app, whose role may not touch the queues.
    await expect(deleteWhenDue(a.practiceId)).rejects.toThrow(/permission denied/);
    expect(await jobsOf(a.practiceId)).toBeGreaterThan(1);
    // The worker's own job does the rest. It was to come in a fortnight.
    await superuser.query(
      `update pgboss.job set start_after = now() where name = 'practice-deletion' and data ->> 'practiceId' = $1`,
      [a.practiceId],
    );
    const worker = await workers.start();
    await expect.poll(() => jobsOf(a.practiceId), { timeout: 30_000, interval: 100 }).toBe(0);
    await workers.end(worker, 'SIGTERM');

    const left = Object.entries(await rowCounts(superuser, a.practiceId)).filter(([, n]) => n > 0);
    expect(left).toEqual([['practice_deletion', 1]]);
    expect(await rowHashes(superuser, b.practiceId)).toEqual(before);
    expect(await jobsOf(b.practiceId)).toBe(jobsBefore);
    const [kept] = await readDeletions();
    if (!kept) throw new Error('No record of the deletion');
    expect(kept.counts).toMatchObject({
      practice: 1,
      person: filled['person'],
      event: filled['event'],
      session: 1,
    });
    expect(isTrueRecord(kept)).toBe(true);
    expect(isTrueRecord({ ...kept, counts: { ...kept.counts, event: 1 } })).toBe(false);
    expect(isTrueRecord({ ...kept, practiceId: b.practiceId })).toBe(false);
    // Whoever was in it is out; their account stays, for other practices.
    expect(await findPracticeId(a.slug)).toBeNull();
    expect(await findMember(a.practiceId, a.owner.actor.accountId)).toBeNull();
    expect(await listPracticesOf(a.owner.actor.accountId)).toEqual([]);
  },
);

/** A worker that is shot in the middle of the statement that deletes everything. */
async function shotWhileDeleting(): Promise<void> {
  const holder = new pg.Client({ connectionString: database.urls.superuser });
  await holder.connect();
  await holder.query('begin');
  await holder.query('lock table vendor in access exclusive mode');
  const worker = await workers.start();
  const deleting = async () => {
    const { rows } = await superuser.query(
      `select 1 from pg_stat_activity where datname = current_database() and query like 'with d0 as%'
         and wait_event_type = 'Lock'`,
    );
    return rows.length;
  };
  await expect.poll(deleting, { timeout: 30_000, interval: 50 }).toBeGreaterThan(0);
  await workers.end(worker);
  await holder.end();
  await expect
    .poll(
      async () => {
        const { rows } = await superuser.query(
          `select 1 from pg_stat_activity where datname = current_database() and query like 'with d0 as%'`,
        );
        return rows.length;
      },
      { timeout: 30_000, interval: 50 },
    )
    .toBe(0);
}

test('a round finds one whose job was lost, and leaves the others alone', { timeout: 120_000 }, async () => {
  const c = await furnishedPractice(superuser, 'Lost');
  await askDeletion(c.owner, { name: 'Lost' });
  await superuser.query(`delete from pgboss.job where data ->> 'practiceId' = $1`, [c.practiceId]);
  await comeDue(c.practiceId);
  const before = await rowCounts(superuser, b.practiceId);
  const whole = await rowCounts(superuser, c.practiceId);
  await shotWhileDeleting();
  // All of it or nothing; the round may have sealed what was new.
  expect({ ...(await rowCounts(superuser, c.practiceId)), chain_seal: 0 }).toEqual({
    ...whole,
    chain_seal: 0,
  });
  const told = new Set<string>();
  const stopListening = await startListening();
  const unsubscribe = subscribe((poke) => {
    if (poke.what === 'account') told.add(poke.accountId);
  });
  const worker = await workers.start();
  await expect.poll(() => findPracticeId(c.slug), { timeout: 30_000, interval: 100 }).toBeNull();
  // Whoever looks at it is asked again whether they may: their streams end.
  const accounts = [c.owner, c.lead, c.staff].map(({ actor }) => actor.accountId).toSorted();
  await expect.poll(() => [...told].toSorted(), { timeout: 10_000, interval: 50 }).toEqual(accounts);
  unsubscribe();
  await stopListening();
  await workers.end(worker, 'SIGTERM');
  const left = Object.entries(await rowCounts(superuser, c.practiceId)).filter(([, n]) => n > 0);
  expect(left).toEqual([['practice_deletion', 1]]);
  // The round seals what is new, of everybody's.
  expect({ ...(await rowCounts(superuser, b.practiceId)), chain_seal: 0 }).toEqual({
    ...before,
    chain_seal: 0,
  });
});
