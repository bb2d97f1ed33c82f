// People's own words on an incident: coming, here, cannot, need help; and "told" marked by a colleague.
import { authorize, type Ctx, type MemberCtx } from '@/lib/access';
import { newId } from '@/lib/core';
import type { SqlDoor } from '@/lib/db';
import { record, type Recorded } from '@/lib/events';
import { requireActive, type Applied, type IncidentRow } from './rows';
import type { AnswerValue } from './rules';
import type { CommandOf } from './schema';

export interface NewAnswer {
  incidentId: string;
  personId: string;
  value: AnswerValue;
  via: 'text' | 'link' | 'app';
  deviceAt?: Date;
}

/** Records one person's answer; the newest counts. The caller has checked who it is, and publishes after commit. */
export async function answerIncident(door: SqlDoor, ctx: Ctx, answer: NewAnswer): Promise<Recorded> {
  const { incidentId, personId, value, via } = answer;
  const event = await record(ctx, door, {
    chainId: incidentId,
    kind: 'incident.answered',
    payload: { personId, value, via },
    deviceAt: answer.deviceAt,
  });
  await insert(door, ctx, { incidentId, personId, value, via, seq: event.seq });
  return event;
}

/** A lead marks somebody as told by hand, when messages fail. @throws AppError forbidden, not-found */
export async function markTold(
  ctx: MemberCtx,
  door: SqlDoor,
  command: CommandOf<'person.told'>,
  incident: IncidentRow,
): Promise<Applied> {
  authorize(ctx, 'incident.mark', incident.siteId);
  const { personId, how } = command.value;
  const person = await requireActive(door, ctx.practiceId, 'person', personId);
  const event = await record(ctx, door, {
    chainId: incident.id,
    kind: 'person.told',
    payload: { personId, name: person.name, how },
    deviceAt: new Date(command.at),
  });
  // Word left with somebody else or on a machine is an attempt, not an answer.
  if (how !== 'left word') {
    await insert(door, ctx, {
      incidentId: incident.id,
      personId,
      value: 'told',
      via: 'hand',
      seq: event.seq,
    });
  }
  return event;
}

async function insert(
  door: SqlDoor,
  ctx: Ctx,
  row: { incidentId: string; personId: string; value: string; via: string; seq: number },
): Promise<void> {
  await door.sql(
    `insert into answer ("practiceId", id, "incidentId", "personId", value, via, seq, at)
     values ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5, $6, $7::int, $8::timestamptz)`,
    [
      ctx.practiceId,
      newId(),
      row.incidentId,
      row.personId,
      row.value,
      row.via,
      row.seq,
      door.now.toISOString(),
    ],
  );
}
