// The worker deletes what an owner had deleted for its age (./old-records). Done again, it finds nothing left to do.
import { z } from 'zod';
import { id } from '@/lib/core/text';
import { asKeeper, inPracticeSql, type Sql } from '@/lib/db';
import { REMOVED } from '@/lib/events';

/**
 * The entries whose records are not all gone: the worker is at it, was kept from it, or a seal came in between.
 */
export async function unfinished(sql: Sql, practiceId: string): Promise<string[]> {
  const rows = await sql<{ id: string }>(
    `select e.id from event e cross join lateral (select (e.payload ->> 'at')::timestamptz as at,
         array(select (x ->> 'id')::uuid from jsonb_array_elements(e.payload -> 'incidents') x) as ids) said
     where e."practiceId" = $1::uuid and e."chainId" = $1::uuid and e.kind = '${REMOVED}' and (
       exists (select 1 from incident i where i."practiceId" = $1::uuid and i.id = any (said.ids) and i.state = 'closed'
         and i."closedAt" < said.at)
       or exists (select 1 from contact_test t where t."practiceId" = $1::uuid and t."endedAt" < said.at)
       or exists (select 1 from people_import l where l."practiceId" = $1::uuid and l."endedAt" < said.at)
       or exists (select 1 from delivery d where d."practiceId" = $1::uuid and d."incidentId" is null
         and d."settledAt" < said.at)
       or exists (select 1 from chain_seal s where s."practiceId" = $1::uuid and s."chainId" = any (said.ids)
         and not exists (select 1 from chain c where c."practiceId" = $1::uuid and c.id = s."chainId")))`,
    [practiceId],
  );
  return rows.map(({ id }) => id);
}

/** What the entry says is to go; entries are ours, but what is deleted by them is looked at once more. */
const Said = z.object({ at: z.iso.datetime(), incidents: z.array(z.object({ id })) });

/**
 * One transaction: an incident goes with its runs, messages, answers and its whole record, or not at all. Only what is
 * closed, and was before the day the entry says, whatever else the entry names.
 * @throws AppError unavailable when no keeper is set up here.
 */
export async function removeOld(practiceId: string, eventId: string): Promise<void> {
  const [entry] = await inPracticeSql({ practiceId }, ({ sql }) =>
    sql<{ payload: unknown }>(
      `select payload from event where "practiceId" = $1::uuid and id = $2::uuid and "chainId" = $1::uuid and kind = $3`,
      [practiceId, eventId, REMOVED],
    ),
  );
  if (!entry) return;
  const { at, incidents } = Said.parse(entry.payload);
  const mine = `"practiceId" = $1::uuid`;
  const gone = (table: string, column = 'incidentId') =>
    `delete from "${table}" where ${mine} and "${column}" in (select id from gone)`;
  const ofMessages = (table: string) =>
    `delete from ${table} where ${mine} and "deliveryId" in (select id from message)`;
  await asKeeper(practiceId, async ({ sql }) => {
    const ids = incidents.map((incident) => incident.id);
    await sql(
      `with gone as (select id from incident where ${mine} and id = any ($2::uuid[]) and state = 'closed'
           and "closedAt" < $3::timestamptz),
         test as (select id from contact_test where ${mine} and "endedAt" < $3::timestamptz),
         message as (select id from delivery where ${mine} and ("incidentId" in (select id from gone)
           or "incidentId" is null and "settledAt" < $3::timestamptz)),
         receipts as (${ofMessages('receipt')}),
         links as (${ofMessages('link_directory')}),
         replies as (${ofMessages('reply_window')}),
         messages as (delete from delivery where ${mine} and id in (select id from message)),
         answers as (${gone('answer')}),
         commands as (${gone('command')}),
         photos as (${gone('photo')}),
         steps as (${gone('run_step')}),
         runs as (${gone('run')}),
         incidents as (${gone('incident', 'id')}),
         entries as (${gone('event', 'chainId')}),
         seals as (${gone('chain_seal', 'chainId')}),
         chains as (${gone('chain', 'id')}),
         tested as (delete from contact_test_person where ${mine} and "testId" in (select id from test)),
         tests as (delete from contact_test where ${mine} and id in (select id from test))
       delete from people_import where ${mine} and "endedAt" < $3::timestamptz`,
      [practiceId, ids, at],
    );
    // A seal that was set meanwhile is on nothing any more.
    await sql(
      `delete from chain_seal s where s."practiceId" = $1::uuid and s."chainId" = any ($2::uuid[])
         and not exists (select 1 from chain c where c."practiceId" = $1::uuid and c.id = s."chainId")`,
      [practiceId, ids],
    );
  });
}
