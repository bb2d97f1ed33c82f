// What changes the ways to reach somebody. A changed address is a new way: what was sent to the old one stays its own,
// and the new one has no code, no consent and no STOP of the other.
import type { z } from 'zod';
import type { Ctx } from '@/lib/access';
import { AppError, newId } from '@/lib/core';
import { inPracticeSql, type Sql, type SqlDoor } from '@/lib/db';
import { checkPerson, lockPerson, personChanged, readAddress, requireOwnOrEdit } from './people';
import { AddWay, ChangeWay, SetConsent, WayId } from './people-schema';
import { consentKept } from './people-words';
import type { Language, ReachKind } from './rules';
import { heedStops } from './stopped';

const MOST_WAYS = 10;

export interface Way {
  id: string;
  personId: string;
  kind: ReachKind;
  address: string;
  position: number;
}

/** The way and its person, both locked, the person first. @throws AppError not-found; forbidden. */
export async function lockWay(ctx: Ctx, sql: Sql, reachId: string): Promise<Way> {
  const find = (lock: string) =>
    sql<Way>(
      `select id, "personId", kind, address, position from reach
       where "practiceId" = $1::uuid and id = $2::uuid and "removedAt" is null ${lock}`,
      [ctx.practiceId, reachId],
    );
  const [first] = await find('');
  if (!first) throw new AppError('not-found', 'This number or address is not on the list any more.');
  requireOwnOrEdit(ctx, first.personId);
  await lockPerson(sql, ctx.practiceId, first.personId);
  const [way] = await find('for update');
  if (!way) throw new AppError('not-found', 'This number or address is not on the list any more.');
  return way;
}

/** Writes a way; one that was taken off comes back unverified, its STOP kept. The person's row is locked. */
async function putWay(
  door: SqlDoor,
  practiceId: string,
  way: { personId: string; kind: ReachKind; address: string; position: number },
): Promise<string> {
  const [row] = await door.sql<{ id: string }>(
    `insert into reach ("practiceId", id, "personId", kind, address, position)
     values ($1::uuid, $2::uuid, $3::uuid, $4, $5, $6::int)
     on conflict ("practiceId", "personId", address) do update set kind = excluded.kind, position = excluded.position,
       "removedAt" = null, "verifiedAt" = null, "consentAt" = null, "consentBy" = '', "consentWords" = '',
       "codeId" = null, "codeSentAt" = null, "codeTries" = 0, "lastAnsweredAt" = null
     where reach."removedAt" is not null
     returning id`,
    [practiceId, newId(), way.personId, way.kind, way.address, way.position],
  );
  if (!row) {
    throw new AppError(
      'conflict',
      `Nothing was saved, and what you typed is kept. ${way.address} is on this person’s list already.`,
    );
  }
  await heedStops(door, practiceId, [way.address]);
  return row.id;
}

/** For whoever may: adds a way at the end. Used by forms and by the link that asks whether one's numbers are right. */
export async function addWayTo(
  ctx: Ctx,
  door: SqlDoor,
  way: { personId: string; kind: ReachKind; typed: string },
): Promise<string> {
  const { practiceId } = ctx;
  const { name, gone } = await lockPerson(door.sql, practiceId, way.personId);
  if (gone) throw new AppError('conflict', `${name} left the practice. Bring them back first.`);
  const address = await readAddress(door.sql, practiceId, way.kind, way.typed);
  const [row] = await door.sql<{ count: number; next: number }>(
    `select count(*)::int as count, coalesce(max(position), -1) + 1 as next from reach
     where "practiceId" = $1::uuid and "personId" = $2::uuid and "removedAt" is null`,
    [practiceId, way.personId],
  );
  if ((row?.count ?? 0) >= MOST_WAYS) {
    throw new AppError('limit', `Nobody has more than ${MOST_WAYS} ways to be reached. Take one off first.`);
  }
  const put = { personId: way.personId, kind: way.kind, address, position: row?.next ?? 0 };
  const reachId = await putWay(door, practiceId, put);
  const via = ctx.actor.kind === 'recipient' ? 'link' : 'app';
  const payload = { personId: way.personId, name, reachId, kind: way.kind, via };
  await personChanged(ctx, door, 'reach.added', payload);
  return reachId;
}

/** For whoever may: puts another address in a way's place. */
export async function changeWayTo(ctx: Ctx, door: SqlDoor, way: Way, typed: string): Promise<string> {
  const { practiceId } = ctx;
  const address = await readAddress(door.sql, practiceId, way.kind, typed);
  if (address === way.address) return way.id;
  const { name } = await lockPerson(door.sql, practiceId, way.personId);
  const { personId, kind, position } = way;
  const reachId = await putWay(door, practiceId, { personId, kind, address, position });
  await takeOff(door, practiceId, way.id);
  const via = ctx.actor.kind === 'recipient' ? 'link' : 'app';
  await personChanged(ctx, door, 'reach.changed', { personId, name, reachId, before: way.id, kind, via });
  return reachId;
}

export async function takeOff(door: SqlDoor, practiceId: string, reachId: string): Promise<void> {
  await door.sql(
    `update reach set "removedAt" = $3::timestamptz, "codeId" = null where "practiceId" = $1::uuid and id = $2::uuid`,
    [practiceId, reachId, door.now.toISOString()],
  );
}

/**
 * Adds a number or an address at the end of somebody's list. One's own, or anybody's with contacts.edit.
 * @throws AppError forbidden; invalid, saying what is wrong with it; not-found; conflict when it is there already; limit.
 */
export async function addWay(ctx: Ctx, input: z.input<typeof AddWay>): Promise<string> {
  const { personId, kind, address } = checkPerson(AddWay, input);
  requireOwnOrEdit(ctx, personId);
  return inPracticeSql(ctx, (door) => addWayTo(ctx, door, { personId, kind, typed: address }));
}

/** @throws AppError as addWay does; conflict also when somebody else changed it meanwhile. */
export async function changeWay(ctx: Ctx, input: z.input<typeof ChangeWay>): Promise<string> {
  const { reachId, was, address } = checkPerson(ChangeWay, input);
  return inPracticeSql(ctx, async (door) => {
    const way = await lockWay(ctx, door.sql, reachId);
    if (way.address !== was) {
      throw new AppError('conflict', 'Somebody changed this meanwhile. Reload the page and look again.');
    }
    return changeWayTo(ctx, door, way, address);
  });
}

/** Takes a way off the list; what was sent to it stays in the record. @throws AppError forbidden; not-found. */
export async function removeWay(ctx: Ctx, input: z.input<typeof WayId>): Promise<void> {
  const { reachId } = checkPerson(WayId, input);
  await inPracticeSql(ctx, async (door) => {
    const { personId, kind } = await lockWay(ctx, door.sql, reachId);
    await takeOff(door, ctx.practiceId, reachId);
    const { name } = await lockPerson(door.sql, ctx.practiceId, personId);
    await personChanged(ctx, door, 'reach.removed', { personId, name, reachId, kind });
  });
}

/** Puts a way first of its kind's list: it is tried before the others. @throws AppError forbidden; not-found. */
export async function putWayFirst(ctx: Ctx, input: z.input<typeof WayId>): Promise<void> {
  const { reachId } = checkPerson(WayId, input);
  await inPracticeSql(ctx, async (door) => {
    const { personId, kind } = await lockWay(ctx, door.sql, reachId);
    await door.sql(
      `update reach r set position = n.place from (
         select id, row_number() over (order by (id = $3::uuid) desc, position, id) - 1 as place from reach
         where "practiceId" = $1::uuid and "personId" = $2::uuid and "removedAt" is null) n
       where r."practiceId" = $1::uuid and r.id = n.id`,
      [ctx.practiceId, personId, reachId],
    );
    const { name } = await lockPerson(door.sql, ctx.practiceId, personId);
    await personChanged(ctx, door, 'reach.put-first', { personId, name, reachId, kind });
  });
}

/**
 * Records that the person said yes to the words shown for this way, in their language, or takes that back.
 * @throws AppError forbidden; not-found.
 */
export async function setConsent(ctx: Ctx, input: z.input<typeof SetConsent>): Promise<void> {
  const { reachId, given } = checkPerson(SetConsent, input);
  await inPracticeSql(ctx, async (door) => {
    const way = await lockWay(ctx, door.sql, reachId);
    const { name, language } = await lockPerson(door.sql, ctx.practiceId, way.personId);
    await keepConsent(ctx, door, way, given === 'yes' ? language : null);
    await personChanged(ctx, door, given === 'yes' ? 'reach.consent' : 'reach.consent-withdrawn', {
      personId: way.personId,
      name,
      reachId,
      kind: way.kind,
    });
  });
}

/** Null for no consent (any more). */
export async function keepConsent(
  ctx: Ctx,
  door: SqlDoor,
  way: Pick<Way, 'id' | 'kind'>,
  language: Language | null,
): Promise<void> {
  const yes = language !== null;
  await door.sql(
    `update reach set "consentAt" = $3::timestamptz, "consentBy" = $4, "consentWords" = $5
     where "practiceId" = $1::uuid and id = $2::uuid`,
    [
      ctx.practiceId,
      way.id,
      yes ? door.now.toISOString() : null,
      yes ? ctx.actor.name : '',
      yes ? consentKept(way.kind, language) : '',
    ],
  );
}
