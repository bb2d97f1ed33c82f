// What is older than the practice keeps it: counted, and deleted for good when an owner says so, never by itself.
import type { z } from 'zod';
import { authorize, type Ctx } from '@/lib/access';
import { AppError } from '@/lib/core';
import { parse } from '@/lib/core/parse';
import { inPracticeSql, type Sql } from '@/lib/db';
import { record, REMOVED } from '@/lib/events';
import { enqueue } from '@/lib/jobs';
import { requireDeleting } from './deletion';
import { unfinished } from './remove-old-records';
import { MOST_OLD_AT_ONCE } from './rules';
import { DeleteOld, type Old } from './schema';

// The practice's own record, plans, people and numbers are not among it: what is in force has no age.
const COUNTS = `(select count(*)::int from incident where "practiceId" = $1::uuid and state = 'closed'
    and "closedAt" < edge.at) as incidents,
  (select count(*)::int from contact_test where "practiceId" = $1::uuid and "endedAt" < edge.at) as tests,
  (select count(*)::int from people_import where "practiceId" = $1::uuid and "endedAt" < edge.at) as lists,
  (select count(*)::int from delivery where "practiceId" = $1::uuid and "incidentId" is null
    and "settledAt" < edge.at) as messages`;

/** Days begin where the practice is. */
const EDGE = `select day, day::timestamp at time zone zone as at, years from (
    select (now() at time zone zone - make_interval(years => "keepYears"))::date as day, zone, "keepYears" as years
    from practice where "practiceId" = $1::uuid) x`;

async function load(sql: Sql, practiceId: string): Promise<Old & { at: Date }> {
  const [row] = await sql<Omit<Old, 'underWay'> & { at: Date }>(
    `with edge as (${EDGE})
     select edge.day::text as before, edge.at, edge.years, ${COUNTS}
     from edge`,
    [practiceId],
  );
  if (!row) throw new AppError('not-found', 'There is no such practice.');
  return { ...row, underWay: (await unfinished(sql, practiceId)).length > 0 };
}

/** What is old, and from before which day. @throws AppError forbidden. */
export async function readOld(ctx: Ctx): Promise<Old> {
  authorize(ctx, 'practice.delete');
  const { at: _, ...old } = await inPracticeSql(ctx, ({ sql }) => load(sql, ctx.practiceId));
  return old;
}

/**
 * Has everything deleted that was over before that day; the worker does it, and every owner is told. The practice's own record keeps which
 * records went and the hash each ended with. Of very many, the oldest go first.
 * @throws AppError forbidden; invalid; conflict when the practice keeps things longer by now, or nothing is that old;
 *   unavailable where deleting is not set up.
 */
export async function deleteOld(ctx: Ctx, input: z.input<typeof DeleteOld>): Promise<void> {
  authorize(ctx, 'practice.delete');
  const { before } = parse(DeleteOld, input);
  await requireDeleting();
  const { practiceId } = ctx;
  await inPracticeSql(ctx, async (door) => {
    await door.sql(`select 1 from practice where "practiceId" = $1::uuid for update`, [practiceId]);
    const old = await load(door.sql, practiceId);
    if (before !== old.before || old.underWay) {
      throw new AppError(
        'conflict',
        old.underWay
          ? 'Older records are being deleted at this moment. Reload the page in a minute.'
          : 'Nothing was deleted: what counts as old changed since this page was opened. Reload it and look again.',
      );
    }
    if (old.incidents + old.tests + old.lists + old.messages === 0) {
      throw new AppError('conflict', 'Nothing is that old any more.');
    }
    const incidents = await door.sql<{ id: string; drill: boolean; closedAt: string; hash: string }>(
      `select i.id, i.drill, to_char(i."closedAt" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "closedAt",
         coalesce(c.hash, '') as hash
       from incident i left join chain c on c."practiceId" = i."practiceId" and c.id = i.id
       where i."practiceId" = $1::uuid and i.state = 'closed' and i."closedAt" < $2::timestamptz
       order by i."closedAt", i.id limit ${MOST_OLD_AT_ONCE}`,
      [practiceId, old.at.toISOString()],
    );
    const { tests, lists, messages } = old;
    const { id: eventId } = await record(ctx, door, {
      chainId: practiceId,
      kind: REMOVED,
      payload: { before, at: old.at.toISOString(), incidents, tests, lists, messages },
      announces: true,
    });
    await enqueue(door.sql, 'old-deletion', { practiceId, eventId });
  });
}
