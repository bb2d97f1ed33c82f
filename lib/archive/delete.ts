// The worker deletes a practice whose time has come: its rows, the signposts to it, and what waits on the queues. It
// may be killed anywhere: what is done again does no harm, and the job ends only when nothing is left.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { asKeeper, inPracticeSql, inSystem, type Sql } from '@/lib/db';
import { env } from '@/lib/env';
import { publish } from '@/lib/events';
import { forgetJobs } from '@/lib/jobs';
import type { DeletionRecord } from './schema';
import { readTables } from './tables';

/** Rows outside the walls that lead to a practice, open only it or name it. */
const SIGNPOSTS = [
  'link_directory',
  'reply_window',
  'membership',
  'door_code',
  'session',
  'account_message',
  'practice_directory',
];

/** The signature over what is kept of a deleted practice. */
function sign({ practiceId, deletedAt, counts }: Omit<DeletionRecord, 'signature'>): string {
  const said = Object.entries(counts).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHmac('sha256', env().APP_SECRET)
    .update(`practice-deletion|${practiceId}|${deletedAt.toISOString()}|${JSON.stringify(said)}`)
    .digest('hex');
}

/** True when this installation signed exactly that record. */
export function isTrueRecord(given: DeletionRecord): boolean {
  const right = Buffer.from(sign(given));
  const said = Buffer.from(given.signature);
  return said.length === right.length && timingSafeEqual(said, right);
}

/** The records of practices that are gone. */
export async function readDeletions(): Promise<DeletionRecord[]> {
  return inSystem(({ sql }) =>
    sql<DeletionRecord>(
      `select "practiceId", "deletedAt", counts, signature from practice_deletion order by "deletedAt"`,
    ),
  );
}

/**
 * Deletes the practice if it was asked for and its grace period is over; does nothing otherwise, so that it may run
 * early, late or twice. @throws AppError unavailable when no keeper is set up here.
 */
export async function deleteWhenDue(practiceId: string): Promise<void> {
  const [gone] = await inSystem(({ sql }) =>
    sql(`select 1 from practice_deletion where "practiceId" = $1::uuid`, [practiceId]),
  );
  if (!gone && !(await isDue(practiceId))) return;
  // The worker may not read who is a member; the keeper may.
  const accounts = await asKeeper(practiceId, ({ sql }) =>
    sql<{ accountId: string }>(`select "accountId" from membership where "practiceId" = $1::uuid`, [
      practiceId,
    ]),
  );
  if (!gone && !(await remove(practiceId))) return;
  // Somebody who was writing as it was deleted may have left a row behind.
  await asKeeper(practiceId, ({ sql }) => removeRows(sql, practiceId, false));
  await inSystem(({ sql }) => sql(`delete from heartbeat where name like '%' || $1 || '%'`, [practiceId]));
  for (const { accountId } of accounts) publish({ what: 'account', accountId });
  await forgetJobs(practiceId);
}

/** Whether its time has come. */
export async function isDue(practiceId: string): Promise<boolean> {
  const rows = await inPracticeSql({ practiceId }, ({ sql }) =>
    sql(`select 1 from practice where "practiceId" = $1::uuid and "deleteAfter" <= now()`, [practiceId]),
  );
  return rows.length === 1;
}

/** Everything in one transaction, with the signed line that says so. False when it was taken back meanwhile. */
async function remove(practiceId: string): Promise<boolean> {
  return asKeeper(practiceId, async ({ sql, now }) => {
    const counts = await removeRows(sql, practiceId, true);
    if (counts === null) return false;
    const made = { practiceId, deletedAt: now, counts };
    await sql(
      `insert into practice_deletion ("practiceId", "deletedAt", counts, signature)
       values ($1::uuid, $2::timestamptz, $3::jsonb, $4)`,
      [practiceId, now.toISOString(), JSON.stringify(counts), sign(made)],
    );
    return true;
  });
}

/**
 * One statement over every table: rows that point at each other go together. `due`: only a practice whose time has
 * come; null when it has not (whatever was deleted then is rolled back by the error).
 */
async function removeRows(
  sql: Sql,
  practiceId: string,
  due: boolean,
): Promise<Record<string, number> | null> {
  if (due) {
    const [row] = await sql(
      `select 1 from practice where "practiceId" = $1::uuid and "deleteAfter" <= now()`,
      [practiceId],
    );
    if (!row) return null;
  }
  const tables = [...(await readTables(sql)).map(({ name }) => name), ...SIGNPOSTS];
  const deletes = tables.map(
    (name, place) =>
      `d${place} as (delete from "${name}" where "practiceId" = $1::uuid${
        due && name === 'practice' ? ' and "deleteAfter" <= now()' : ''
      } returning 1)`,
  );
  const counts = tables.map((name, place) => `(select count(*)::int from d${place}) as "${name}"`);
  const [found = {}] = await sql<Record<string, number>>(
    `with ${deletes.join(', ')} select ${counts.join(', ')}`,
    [practiceId],
  );
  // Taken back between the look and the statement: nothing of it counts.
  if (due && found['practice'] !== 1) throw new Error('The deletion was taken back at the last moment');
  return found;
}
