// The worker deletes what an owner had deleted for its age (./old). Done again, it finds nothing left to do.
import { asKeeper, inPracticeSql } from '@/lib/db';
import { REMOVED } from '@/lib/events';
import { z } from 'zod';
import { id } from '@/lib/core/text';

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
  await asKeeper(practiceId, ({ sql }) =>
    sql(
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
         steps as (${gone('run_step')}),
         runs as (${gone('run')}),
         incidents as (${gone('incident', 'id')}),
         entries as (${gone('event', 'chainId')}),
         seals as (${gone('chain_seal', 'chainId')}),
         chains as (${gone('chain', 'id')}),
         tested as (delete from contact_test_person where ${mine} and "testId" in (select id from test)),
         tests as (delete from contact_test where ${mine} and id in (select id from test))
       delete from people_import where ${mine} and "endedAt" < $3::timestamptz`,
      [practiceId, incidents.map((incident) => incident.id), at],
    ),
  );
}
