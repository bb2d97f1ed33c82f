// Printed break-glass codes: an owner's last way into a practice's downtime plan when no message gets through. Loud.
import { authorize, type MemberCtx } from '@/lib/access';
import { AppError } from '@/lib/core';
import { inPracticeSql, type SqlDoor } from '@/lib/db';
import { publish, record } from '@/lib/events';
import {
  countBreakGlass,
  endBreakGlass,
  findBreakGlass,
  issueCodes,
  revokeCodes,
  takeBreakGlass,
  warnAccount,
} from '@/lib/identity';
import { BREAK_GLASS_CODES, BREAK_GLASS_HOURS } from '@/lib/identity/rules';
import { findMember } from './members';

const ownerOf = ({ practiceId, actor }: MemberCtx) =>
  ({ kind: 'break-glass', accountId: actor.accountId, practiceId }) as const;

/**
 * A new set of this owner's for this practice, shown this one time; the unused ones before it open nothing any more.
 * @throws AppError forbidden unless the actor is an owner.
 */
export async function issueBreakGlass(ctx: MemberCtx): Promise<string[]> {
  authorize(ctx, 'break-glass.issue');
  return inPracticeSql(ctx, async (door) => {
    const revoked = await revokeCodes(door.sql, ownerOf(ctx));
    const codes = await issueCodes(door.sql, ownerOf(ctx), BREAK_GLASS_CODES);
    const payload = { count: codes.length, revoked };
    await record(ctx, door, { chainId: ctx.practiceId, kind: 'break-glass.issued', payload });
    return codes;
  });
}

/** Ends this owner's unused codes, and what used ones still hold open. @throws AppError forbidden unless the actor is an owner; conflict when there is none. */
export async function revokeBreakGlass(ctx: MemberCtx): Promise<void> {
  authorize(ctx, 'break-glass.issue');
  await inPracticeSql(ctx, async (door) => {
    const revoked = await revokeCodes(door.sql, ownerOf(ctx));
    const ended = await endBreakGlass(door.sql, {
      accountId: ctx.actor.accountId,
      practiceId: ctx.practiceId,
    });
    if (revoked + ended === 0) throw new AppError('conflict', 'There is no code left to end.');
    await record(ctx, door, { chainId: ctx.practiceId, kind: 'break-glass.revoked', payload: { revoked } });
  });
  publish({ what: 'account', accountId: ctx.actor.accountId });
}

export interface BreakGlassOwner {
  name: string;
  mine: boolean;
  /** Null when none was ever printed. */
  issuedAt: Date | null;
  left: number;
}

export interface BreakGlassUse {
  name: string;
  usedAt: Date;
}

/** Each owner's codes and when one was used. @throws AppError forbidden unless the actor is an owner. */
export async function readBreakGlass(
  ctx: MemberCtx,
): Promise<{ owners: BreakGlassOwner[]; uses: BreakGlassUse[] }> {
  authorize(ctx, 'break-glass.issue');
  return inPracticeSql(ctx, async ({ sql }) => {
    const owners = await sql<BreakGlassOwner>(
      `select p.name, p."accountId" = $2::uuid as mine, max(c."createdAt") as "issuedAt",
         count(c.id) filter (where c."usedAt" is null and c."revokedAt" is null)::int as left
       from person p left join door_code c
         on c."accountId" = p."accountId" and c."practiceId" = p."practiceId" and c.kind = 'break-glass'
       where p."practiceId" = $1::uuid and p."right" = 'owner' and p."deactivatedAt" is null and p."accountId" is not null
       group by p.id, p.name, p."accountId" order by 2 desc, p.name`,
      [ctx.practiceId, ctx.actor.accountId],
    );
    const uses = await sql<BreakGlassUse>(
      `select p.name, c."usedAt" from door_code c
       join person p on p."accountId" = c."accountId" and p."practiceId" = c."practiceId"
       where c."practiceId" = $1::uuid and c.kind = 'break-glass' and c."usedAt" is not null
       order by c."usedAt" desc limit 20`,
      [ctx.practiceId],
    );
    return { owners, uses };
  });
}

const NO_SUCH =
  'This code does not open anything. Check each letter; if it was used before, take the next one on your sheet.';

/**
 * Opens the practice of the code for BREAK_GLASS_HOURS, at most as a lead: once, and in its record. Every owner is told.
 * A code of somebody who is no owner any more opens nothing.
 * @throws AppError invalid for a code that opens nothing; limit after too many tries that opened nothing
 */
export async function openWithBreakGlass(
  typed: string,
  from: { device: string; ip: string | null },
): Promise<{ token: string; slug: string }> {
  const code = await findBreakGlass(typed);
  const member = code && (await findMember(code.practiceId, code.accountId));
  if (!code || member?.right !== 'owner') {
    await countBreakGlass(from.ip);
    throw new AppError('invalid', NO_SUCH);
  }
  const opened = await inPracticeSql(code, async (door) => {
    const taken = await takeBreakGlass(door.sql, code, from.device);
    if (!taken) throw new AppError('invalid', NO_SUCH);
    const { accountId, practiceId } = code;
    const actor = { kind: 'member', accountId, sessionId: taken.sessionId, ...member } as const;
    const payload = { device: from.device, hours: BREAK_GLASS_HOURS };
    await record({ practiceId, actor }, door, { chainId: practiceId, kind: 'break-glass.used', payload });
    await tellOwners(door, practiceId, member.name, from.device);
    return taken;
  });
  return { token: opened.token, slug: code.slug };
}

/** All of them: who was not there hears of it when messages get through again. */
async function tellOwners({ sql }: SqlDoor, practiceId: string, name: string, device: string): Promise<void> {
  const owners = await sql<{ accountId: string; practice: string }>(
    `select m."accountId", p.name as practice from person m join practice p on p."practiceId" = m."practiceId"
     where m."practiceId" = $1::uuid and m."right" = 'owner' and m."deactivatedAt" is null and m."accountId" is not null`,
    [practiceId],
  );
  for (const { accountId, practice } of owners) {
    const detail = { practice, name, device };
    await warnAccount(sql, { accountId, kind: 'break-glass-used', detail, practiceId });
  }
}
