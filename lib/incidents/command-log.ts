// The commands phones sent and the receipts they got: a replay gets the stored receipt, whoever asks first.
import type { MemberCtx } from '@/lib/access';
import type { SqlDoor } from '@/lib/db';
import type { Command, Mark, Receipt } from './schema';

interface Stored {
  same: boolean;
  outcome: 'applied' | 'joined' | 'refused';
  incidentId: string | null;
  seq: number | null;
  code: string;
  reason: string;
}

const REUSED =
  'This was sent under a number that something else already has, so it was not taken. Enter it once more.';

/** The receipt this command already got, or null. The same id with other words is never taken for it. */
export async function findReceipt(ctx: MemberCtx, door: SqlDoor, command: Command): Promise<Receipt | null> {
  const { id, kind, value } = command;
  const [row] = await door.sql<Stored>(
    `select outcome, "incidentId", seq, code, reason, kind = $3 and "accountId" = $4::uuid and value = $5::jsonb
       and "stepId" is not distinct from $6::uuid as same
     from command where "practiceId" = $1::uuid and id = $2::uuid`,
    [
      ctx.practiceId,
      id,
      kind,
      ctx.actor.accountId,
      JSON.stringify(value),
      'step' in command ? command.step : null,
    ],
  );
  if (!row) return null;
  if (!row.same) return { id, outcome: 'refused', code: 'id-reused', reason: REUSED };
  const { seq, incidentId: incident, reason } = row;
  if (row.outcome === 'refused' || seq === null || incident === null) {
    return { id, outcome: 'refused', code: row.code, reason };
  }
  return row.outcome === 'joined'
    ? { id, outcome: 'joined', seq, incident, reason }
    : { id, outcome: 'applied', seq, incident };
}

/** Keeps a command with the receipt it got. */
export async function storeCommand(
  ctx: MemberCtx,
  door: SqlDoor,
  command: Command,
  receipt: Receipt,
  incidentId: string | null,
): Promise<void> {
  const refused = receipt.outcome === 'refused';
  await door.sql(
    `insert into command ("practiceId", id, "incidentId", kind, "stepId", value, "accountId", "deviceSeq", at,
       "receivedAt", outcome, seq, code, reason)
     values ($1::uuid, $2::uuid, $3::uuid, $4, $5::uuid, $6::jsonb, $7::uuid, $8::int, $9::timestamptz,
       $10::timestamptz, $11, $12::int, $13, $14)`,
    [
      ctx.practiceId,
      command.id,
      incidentId,
      command.kind,
      'step' in command ? command.step : null,
      JSON.stringify(command.value),
      ctx.actor.accountId,
      command.deviceSeq,
      command.at,
      door.now.toISOString(),
      receipt.outcome,
      refused ? null : receipt.seq,
      refused ? receipt.code : '',
      receipt.outcome === 'applied' ? '' : receipt.reason,
    ],
  );
}

interface MarkRow extends Omit<Mark, 'at' | 'receivedAt'> {
  at: Date;
  receivedAt: Date;
}

/** Every applied step command of an incident, in the order it was applied. Who no longer has a log-in here is named by the event. */
export async function readMarks(door: SqlDoor, practiceId: string, incidentId: string): Promise<Mark[]> {
  const rows = await door.sql<MarkRow>(
    `select c.id, c."stepId" as step, c.kind, c.value, coalesce(p.id, e."personId") as "personId",
       coalesce(p.name, e.actor, 'Someone') as name, c.at, c."receivedAt", c.seq
     from command c
     left join person p on p."practiceId" = c."practiceId" and p."accountId" = c."accountId"
     left join event e on e."practiceId" = c."practiceId" and e."chainId" = c."incidentId" and e.seq = c.seq
     where c."practiceId" = $1::uuid and c."incidentId" = $2::uuid and c.outcome = 'applied' and c."stepId" is not null
     order by c.seq`,
    [practiceId, incidentId],
  );
  return rows.map((row) => ({
    ...row,
    at: row.at.toISOString(),
    receivedAt: row.receivedAt.toISOString(),
  }));
}
