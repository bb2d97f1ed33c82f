// What the verbs about members stand on: the person under lock, who may change whom, and that an owner stays.
import type { Ctx } from '@/lib/access';
import type { JobRole, Right } from '@/lib/access/rules';
import { AppError, isId } from '@/lib/core';
import type { Sql, SqlDoor } from '@/lib/db';
import { lockPractice } from './changed';
import { mayGive, RIGHT_WORDS } from './rules';

export interface MemberRow {
  id: string;
  name: string;
  right: Right | null;
  accountId: string | null;
  jobRoles: JobRole[];
  siteId: string | null;
  left: boolean;
}

/**
 * The practice's row under lock: whoever counts owners waits for whoever removes one. Whoever lost their own right while
 * they waited changes nothing any more.
 * @throws AppError forbidden.
 */
export async function lockMembers(sql: Sql, { practiceId, actor }: Ctx): Promise<void> {
  await lockPractice(sql, practiceId);
  if (actor.kind !== 'member') return;
  const [still] = await sql<{ right: Right | null }>(
    `select "right" from person where "practiceId" = $1::uuid and id = $2::uuid and "deactivatedAt" is null`,
    [practiceId, actor.personId],
  );
  if (still?.right && mayGive(still.right, actor.right)) return;
  throw new AppError('forbidden', 'Nothing was changed: your own right here was changed a moment ago.');
}

/** The person under lock, after the practice's. @throws AppError not-found; forbidden. */
export async function lockPerson(sql: Sql, ctx: Ctx, personId: string): Promise<MemberRow> {
  const { practiceId } = ctx;
  await lockMembers(sql, ctx);
  const rows = isId(personId)
    ? await sql<MemberRow>(
        `select id, name, "right", "accountId", "jobRoles", "siteId", "deactivatedAt" is not null as left
         from person where "practiceId" = $1::uuid and id = $2::uuid for update`,
        [practiceId, personId],
      )
    : [];
  const [row] = rows;
  if (!row) throw new AppError('not-found', 'There is no such person on your list.');
  return row;
}

/** What the acting person has to give; the product itself has everything. */
function own(ctx: Ctx): Right | null {
  const { actor } = ctx;
  if (actor.kind === 'system') return 'owner';
  return actor.kind === 'member' ? actor.right : null;
}

/** @throws AppError forbidden for a right above one's own. */
export function requireGive(ctx: Ctx, right: Right): void {
  const mine = own(ctx);
  if (mine !== null && mayGive(mine, right)) return;
  throw new AppError(
    'forbidden',
    `Nothing was changed: only ${right === 'owner' ? 'an owner' : `a ${right} or more`} can make somebody ${
      right === 'owner' ? 'an owner' : `a ${right}`
    }. Ask an owner of the practice.`,
  );
}

/** @throws AppError forbidden when that person stands above the acting one. */
export function requireAtMost(ctx: Ctx, who: Pick<MemberRow, 'name' | 'right'>): void {
  const mine = own(ctx);
  if (who.right === null || (mine !== null && mayGive(mine, who.right))) return;
  throw new AppError(
    'forbidden',
    `Nothing was changed: ${who.name} is ${RIGHT_WORDS[who.right].word.toLowerCase()} here, and only an owner may change that.`,
  );
}

/** @throws AppError conflict when nobody else who can sign in owns the practice. Call under the practice's lock. */
export async function requireOtherOwner(sql: Sql, practiceId: string, who: MemberRow): Promise<void> {
  if (who.right !== 'owner' || who.left) return;
  const others = await sql(
    `select 1 from person p join account a on a.id = p."accountId" and a."deactivatedAt" is null
     where p."practiceId" = $1::uuid and p.id <> $2::uuid and p."right" = 'owner' and p."deactivatedAt" is null limit 1`,
    [practiceId, who.id],
  );
  if (others.length > 0) return;
  throw new AppError(
    'conflict',
    `Nothing was changed: ${who.name} is the only owner. Make somebody else an owner first.`,
  );
}

/** Somebody's own open invitation is dead from now on. */
export async function endInvitation(
  { sql, now }: SqlDoor,
  practiceId: string,
  personId: string,
): Promise<void> {
  await sql(
    `update invitation set "revokedAt" = $3::timestamptz
     where "practiceId" = $1::uuid and "personId" = $2::uuid and "acceptedAt" is null and "revokedAt" is null`,
    [practiceId, personId, now.toISOString()],
  );
}

/**
 * What somebody asked for in their practice's name ends with their right to ask for it.
 * @param given the rights they may still give; none when they may not invite any more.
 */
export async function revokeBeyond(
  sql: Sql,
  practiceId: string,
  personId: string,
  given: readonly Right[],
  now: Date,
): Promise<number> {
  const rows = await sql(
    `update invitation set "revokedAt" = $4::timestamptz
     where "practiceId" = $1::uuid and "invitedBy" = $2::uuid and "acceptedAt" is null and "revokedAt" is null
       and not "right" = any($3::text[]) returning id`,
    [practiceId, personId, given, now.toISOString()],
  );
  return rows.length;
}
