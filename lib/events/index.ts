// What happened: one append-only table that is timeline, audit trail and outbox in one.
import { actingPerson, type Ctx } from '@/lib/access';
import { newId } from '@/lib/core';
import type { Sql, SqlDoor } from '@/lib/db';
import { enqueue, FIRST_WORDS } from '@/lib/jobs';
import type { EventRow } from './schema';

export { publish, startListening, subscribe, type Poke } from './bus';
export {
  compareHead,
  readAudit,
  readAuditChoices,
  readWholeAudit,
  verifyAudit,
  type Verified,
} from './audit';
export { faultWords, readChain, verifyChain, type ChainFault, type ChainState } from './chain';
export { IMPORTED, REMOVED, type CameChain } from './came';
export { sealChains } from './seals';
export type { EventRow } from './schema';

export interface NewEvent {
  /** The incident's id, or the practice's for everything else. */
  chainId: string;
  kind: string;
  payload: Record<string, unknown>;
  /** The phone's clock, when it said one. */
  deviceAt?: Date | undefined;
  /** True when people are to be told: a job is made in the same transaction. */
  announces?: boolean;
}

export interface Recorded {
  id: string;
  seq: number;
}

/**
 * Appends one event to its chain and, if it announces, the job that tells people. Same transaction as its cause.
 * Two writers of one chain wait for each other, so commit order is sequence order.
 */
export async function record(ctx: Ctx, door: SqlDoor, event: NewEvent): Promise<Recorded> {
  const id = newId();
  const actor = ctx.actor;
  const rows = await door.sql<{ seq: number }>(
    `select record_event($1::uuid, $2::uuid, $3::uuid, $4, $5::uuid, $6, $7::timestamptz, $8::timestamptz, $9::jsonb) as seq`,
    [
      ctx.practiceId,
      event.chainId,
      id,
      event.kind,
      actingPerson(actor),
      actor.name,
      door.now.toISOString(),
      event.deviceAt?.toISOString() ?? null,
      JSON.stringify(event.payload),
    ],
  );
  const seq = rows[0]?.seq;
  if (seq === undefined) throw new Error('The event was not recorded');
  if (event.announces) {
    await enqueue(
      door.sql,
      'announce',
      { practiceId: ctx.practiceId, eventId: id },
      // An incident's words go before what the practice has to say on a calm day.
      event.chainId === ctx.practiceId ? {} : { priority: FIRST_WORDS },
    );
  }
  return { id, seq };
}

interface StoredEvent extends Omit<EventRow, 'at' | 'deviceAt'> {
  at: Date;
  deviceAt: Date | null;
}

/** The events of one chain after a cursor, in order, at most 1,000. */
export async function readEvents(
  sql: Sql,
  practiceId: string,
  chainId: string,
  since: number,
): Promise<EventRow[]> {
  const rows = await sql<StoredEvent>(
    `select id, seq, kind, "personId", actor, at, "deviceAt", payload from event
     where "practiceId" = $1::uuid and "chainId" = $2::uuid and seq > $3::int order by seq limit 1000`,
    [practiceId, chainId, since],
  );
  return rows.map((row) => ({
    ...row,
    at: row.at.toISOString(),
    deviceAt: row.deviceAt?.toISOString() ?? null,
  }));
}
