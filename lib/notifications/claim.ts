// Takes one delivery that is due, under a lease. What has moved on is settled here, in the same transaction.
import { newId } from '@/lib/core';
import { inPracticeSql, type Sql } from '@/lib/db';
import { FIRST_WORDS, enqueue } from '@/lib/jobs';
import { hashNumber } from './links';
import { notNeeded } from './needed';
import { stoppedNumbers } from './people';
import type { Channel, DeliveryState } from './rules';

/** Longer than any answer of a provider may take (8 s), so that two never send at once. */
const LEASE_SECONDS = 20;

interface DueRow {
  id: string;
  incidentId: string | null;
  reachId: string;
  kind: string;
  address: string;
  subject: string;
  body: string;
  html: string;
  sender: string;
  state: DeliveryState;
  attempts: number;
  createdAt: Date;
  codeId: string | null;
  incidentState: string | null;
  personActive: boolean;
  optedOut: boolean;
  wayRemoved: boolean;
  newer: boolean;
  answered: boolean;
  testOver: boolean;
}

export interface Claimed {
  practiceId: string;
  id: string;
  /** Null for a notice. */
  incidentId: string | null;
  reachId: string;
  channel: Channel;
  address: string;
  subject: string;
  body: string;
  html: string;
  /** Who an e-mail says it is from. */
  sender: string;
  leaseToken: string;
  createdAt: Date;
  /** Whose digits stand in the words, for a code that shows a way works. */
  codeId: string | null;
  /** An earlier try ended without a word: it may have got through. */
  ambiguous: boolean;
}

/** What the next due delivery came to: ours to send, settled without sending, or there was none. */
export type Claim = { claimed: Claimed } | { dropped: string | null } | null;

const DUE = `"settledAt" is null and ((state in ('waiting', 'unknown') and "dueAt" <= $3::timestamptz)
  or (state = 'sending' and "leaseUntil" <= $3::timestamptz))`;

/** The most pressing delivery that is due: first words before updates, notices last, the oldest first. */
export async function claimNext(practiceId: string, channel: Channel): Promise<Claim> {
  return inPracticeSql({ practiceId }, async ({ sql, now }) => {
    const [row] = await sql<DueRow>(
      `select d.id, d."incidentId", d."reachId", d.kind, d.address, d.subject, d.body, d.html, d.state, d.attempts,
         coalesce(nullif(o."mailName", ''), o.name) as sender,
         d."createdAt", case when d.kind = 'verify' then e.payload ->> 'codeId' end as "codeId", i.state as "incidentState", p."deactivatedAt" is null as "personActive",
         r."optedOutAt" is not null as "optedOut", r."removedAt" is not null as "wayRemoved",
         exists (select 1 from delivery n join event m on m."practiceId" = n."practiceId" and m.id = n."eventId"
           where n."practiceId" = d."practiceId" and n."incidentId" = d."incidentId" and n."personId" = d."personId"
             and n."reachId" = d."reachId" and m.seq > e.seq and n.state not in ('dropped', 'failed'))
         or d.kind = 'plan' and exists (select 1 from delivery n
           join event m on m."practiceId" = n."practiceId" and m.id = n."eventId"
           where n."practiceId" = d."practiceId" and n.kind = 'plan' and n."personId" = d."personId"
             and m.payload ->> 'runbookId' = e.payload ->> 'runbookId' and m.seq > e.seq
             and n.state not in ('dropped', 'failed')) as newer,
         exists (select 1 from answer a where a."practiceId" = d."practiceId" and a."incidentId" = d."incidentId"
             and a."personId" = d."personId" and a.at >= d."createdAt")
         or d.kind = 'test' and exists (select 1 from contact_test t join contact_test_person a
           on a."practiceId" = t."practiceId" and a."testId" = t.id where t."practiceId" = d."practiceId"
             and t."eventId" = d."eventId" and a."personId" = d."personId" and a."answeredAt" is not null) as answered,
         d.kind = 'test' and exists (select 1 from contact_test t where t."practiceId" = d."practiceId"
             and t."eventId" = d."eventId" and (t."endedAt" is not null or t."endsAt" <= $3::timestamptz)) as "testOver"
       from (select * from delivery where "practiceId" = $1::uuid and channel = $2 and ${DUE}
         order by kind in ('declared', 'reported', 'long') desc, "incidentId" is null, "dueAt", id limit 1
         for update skip locked) d
       left join incident i on i."practiceId" = d."practiceId" and i.id = d."incidentId"
       join event e on e."practiceId" = d."practiceId" and e.id = d."eventId"
       join practice o on o."practiceId" = d."practiceId"
       join person p on p."practiceId" = d."practiceId" and p.id = d."personId"
       join reach r on r."practiceId" = d."practiceId" and r.id = d."reachId"`,
      [practiceId, channel, now.toISOString()],
    );
    if (!row) return null;
    const number = channel === 'sms' ? [hashNumber(row.address)] : [];
    const verdict = notNeeded({
      ...row,
      stopped: row.optedOut || (await stoppedNumbers(sql, number)).size > 0,
      ageMinutes: (now.getTime() - row.createdAt.getTime()) / 60_000,
    });
    if (verdict === null) return { claimed: await lease(sql, practiceId, channel, row, now) };
    // One that may have got through already stays unknown: we do not claim that it was not sent.
    const maybe = row.state !== 'waiting' && channel === 'sms';
    await sql(
      `update delivery set state = $3, reason = $4, "settledAt" = $5::timestamptz, "leaseToken" = null,
         "leaseUntil" = null where "practiceId" = $1::uuid and id = $2::uuid`,
      [
        practiceId,
        row.id,
        maybe ? 'unknown' : verdict.state,
        maybe ? `It may have arrived. ${verdict.reason}` : verdict.reason,
        now.toISOString(),
      ],
    );
    return { dropped: row.incidentId };
  });
}

async function lease(
  sql: Sql,
  practiceId: string,
  channel: Channel,
  row: DueRow,
  now: Date,
): Promise<Claimed> {
  const leaseToken = newId();
  await sql(
    `update delivery set state = 'sending', "leaseToken" = $3::uuid, "leaseUntil" = $4::timestamptz,
       attempts = attempts + 1 where "practiceId" = $1::uuid and id = $2::uuid`,
    [practiceId, row.id, leaseToken, new Date(now.getTime() + LEASE_SECONDS * 1000).toISOString()],
  );
  const { id, incidentId, reachId, address, subject, body, html, sender, createdAt, codeId } = row;
  return {
    practiceId,
    id,
    incidentId,
    reachId,
    channel,
    address,
    subject,
    body,
    html,
    sender,
    leaseToken,
    createdAt,
    codeId,
    ambiguous: row.state !== 'waiting',
  };
}

/**
 * Sets the alarm for whatever is not settled yet, and keeps the mark health reads.
 * Every run of a deliver job ends here, so no waiting row is ever without an alarm.
 */
export async function setAlarm(practiceId: string, channel: Channel): Promise<void> {
  await inPracticeSql({ practiceId }, async ({ sql }) => {
    const [next] = await sql<{ at: Date | null; oldest: Date | null; first: boolean | null }>(
      `select min(case when state = 'sending' then "leaseUntil" else "dueAt" end) as at,
         min("createdAt") filter (where "incidentId" is not null) as oldest, bool_or(kind in ('declared', 'reported', 'long')) as first
       from delivery where "practiceId" = $1::uuid and channel = $2 and "settledAt" is null
         and state in ('waiting', 'unknown', 'sending')`,
      [practiceId, channel],
    );
    const mark = `waiting:${channel}:${practiceId}`;
    // A notice may wait a day for a provider: only what belongs to an incident is late after minutes.
    if (!next?.oldest) await sql(`delete from heartbeat where name = $1`, [mark]);
    if (!next?.at) return;
    if (next.oldest)
      await sql(
        `insert into heartbeat (name, at) values ($1, $2::timestamptz) on conflict (name) do update set at = excluded.at`,
        [mark, next.oldest.toISOString()],
      );
    await enqueue(
      sql,
      channel === 'email' ? 'deliver-email' : 'deliver-sms',
      { practiceId },
      {
        startAfter: next.at,
        ...(next.first && { priority: FIRST_WORDS }),
      },
    );
  });
}
