// Writes down how a try ended. Only the holder of the lease may; a receipt that came first is never undone.
import { inPracticeSql, type Sql } from '@/lib/db';
import { newId } from '@/lib/core';
import type { Claimed } from './claim';
import { backoffMs } from './needed';

export type End =
  | { state: 'handed-over'; providerId: string; detail: string }
  /** The last word from us; only a receipt may still change it. */
  | { state: 'ended'; as: 'failed' | 'unknown'; reason: string; stopped?: boolean }
  /** Not taken (waiting), or perhaps taken (unknown): looked at again after a growing while. */
  | { state: 'again'; as: 'waiting' | 'unknown'; reason: string; retryAfterMs?: number; clear: boolean };

/** Records the end of one try. Does nothing when the lease has passed to another worker. */
export async function settle(claimed: Claimed, end: End): Promise<void> {
  await inPracticeSql(claimed, async ({ sql, now }) => {
    const at = now.toISOString();
    const held = [claimed.practiceId, claimed.id, claimed.leaseToken];
    const mine = `"practiceId" = $1::uuid and id = $2::uuid and "leaseToken" = $3::uuid`;
    const free = `"leaseToken" = null, "leaseUntil" = null`;
    let settled: object[];
    if (end.state === 'handed-over') {
      settled = await sql(
        `update delivery set ${free}, "providerId" = $4, "handedOverAt" = $5::timestamptz, attempts = 0,
           reason = case when state = 'sending' then $6 else reason end,
           state = case when state = 'sending' then 'handed-over' else state end where ${mine} returning id`,
        [...held, end.providerId, at, end.detail],
      );
    } else if (end.state === 'ended') {
      settled = await sql(
        `update delivery set ${free}, reason = case when state = 'sending' then $4 else reason end,
           state = case when state = 'sending' then $5 else state end, "settledAt" = coalesce("settledAt", $6::timestamptz)
         where ${mine} returning id`,
        [...held, end.reason, end.as, at],
      );
      if (end.stopped) await markStopped(sql, claimed, at);
    } else {
      const ms = backoffMs(
        now.getTime() - claimed.createdAt.getTime(),
        end.retryAfterMs,
        Math.random,
        claimed.incidentId === null,
      );
      settled = await sql(
        `update delivery set ${free}, reason = case when state = 'sending' then $4 else reason end,
           "dueAt" = $5::timestamptz, attempts = case when $6::boolean then 0 else attempts end,
           state = case when state = 'sending' then $7 else state end where ${mine} returning id`,
        [...held, end.reason, new Date(now.getTime() + ms).toISOString(), end.clear, end.as],
      );
    }
    if (settled.length > 0) await keepTry(sql, claimed, end, at);
  });
}

/** Every try is on the record: what was answered, and when. */
async function keepTry(sql: Sql, claimed: Claimed, end: End, at: string): Promise<void> {
  await sql(
    `insert into receipt ("practiceId", id, "deliveryId", "providerEventId", state, detail, at)
     values ($1::uuid, $2::uuid, $3::uuid, $4, $5, $6, $7::timestamptz) on conflict do nothing`,
    [
      claimed.practiceId,
      newId(),
      claimed.id,
      `try:${claimed.leaseToken}`,
      end.state === 'handed-over' ? end.state : end.as,
      end.state === 'handed-over' ? end.detail : end.reason,
      at,
    ],
  );
}

async function markStopped(sql: Sql, claimed: Claimed, at: string): Promise<void> {
  await sql(
    `update reach set "optedOutAt" = coalesce("optedOutAt", $3::timestamptz)
     where "practiceId" = $1::uuid and id = $2::uuid`,
    [claimed.practiceId, claimed.reachId, at],
  );
}

/** Marks the stored text as a second copy before it leaves: a crash in between must not make a third. */
export async function markSecondCopy(claimed: Claimed, body: string): Promise<boolean> {
  const rows = await inPracticeSql(claimed, ({ sql }) =>
    sql(
      `update delivery set body = $4 where "practiceId" = $1::uuid and id = $2::uuid and "leaseToken" = $3::uuid
         and state = 'sending' returning id`,
      [claimed.practiceId, claimed.id, claimed.leaseToken, body],
    ),
  );
  return rows.length > 0;
}
