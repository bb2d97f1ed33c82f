// What changes a member: right, jobs, what they are at one site, and whether they are one. Each is under the practice's
// lock, so that the last owner stays however many act at once, and holds from the next request on every device.
import type { z } from 'zod';
import { authorize, type Ctx, type MemberCtx } from '@/lib/access';
import { may, RIGHTS, type Right } from '@/lib/access/rules';
import { AppError, newId } from '@/lib/core';
import { inPractice, type Door } from '@/lib/db';
import { publish } from '@/lib/events';
import { changed } from './changed';
import { check } from './check';
import {
  endInvitation,
  lockPerson,
  requireAtMost,
  requireGive,
  requireOtherOwner,
  revokeBeyond,
  type MemberRow,
} from './member-rows';
import { BringBack, ChangeJobs, ChangePart, ChangeRight, EndMembership, MEMBER_WORDS } from './member-schema';
import { requireSite } from './read';
import { rightsToGive } from './rules';

const at = (ctx: Ctx, id: string) => ({ practiceId_id: { practiceId: ctx.practiceId, id } });

/** Carries out one change of a person under lock, then tells every device of theirs to ask again who they are. */
async function onPerson(
  ctx: Ctx,
  personId: string,
  change: (door: Door, who: MemberRow) => Promise<void>,
): Promise<void> {
  const accountId = await inPractice(ctx, async (door) => {
    const who = await lockPerson(door.sql, ctx, personId);
    await change(door, who);
    return who.accountId;
  });
  if (accountId !== null) publish({ what: 'account', accountId });
}

function requireHere(who: MemberRow): void {
  if (!who.left) return;
  throw new AppError(
    'conflict',
    `Nothing was changed: ${who.name} left the practice. Bring them back first.`,
  );
}

/**
 * Gives a member another right, or access again to somebody who had it before.
 * @throws AppError forbidden, also for a right or a person above one's own; not-found; conflict for the last owner,
 *   for somebody who left, and for somebody who never had a log-in here.
 */
export async function changeRight(ctx: Ctx, input: z.input<typeof ChangeRight>): Promise<void> {
  authorize(ctx, 'members.edit');
  const { personId, right } = check(ChangeRight, input, MEMBER_WORDS);
  await onPerson(ctx, personId, async (door, who) => {
    requireHere(who);
    requireAtMost(ctx, who);
    requireGive(ctx, right);
    if (who.accountId === null)
      throw new AppError(
        'conflict',
        `Nothing was changed: ${who.name} has no log-in yet. Invite them first.`,
      );
    if (who.right === right) return;
    if (right !== 'owner') await requireOtherOwner(door.sql, ctx.practiceId, who);
    await door.db.person.update({ where: at(ctx, personId), data: { right } });
    await lowerParts(door, ctx.practiceId, personId, right);
    const given = may(right, 'members.edit') ? rightsToGive(right) : [];
    await revokeBeyond(door.sql, ctx.practiceId, personId, given, door.now);
    const payload = { personId, name: who.name, from: who.right, to: right };
    await changed(ctx, door, 'member.right-changed', payload);
  });
}

/** What they may do at single sites never goes beyond their new right; an owner is one everywhere. */
async function lowerParts(door: Door, practiceId: string, personId: string, right: Right): Promise<void> {
  const beyond = right === 'owner' ? RIGHTS : RIGHTS.slice(0, RIGHTS.indexOf(right));
  const where = { practiceId, personId };
  await door.db.personSite.updateMany({
    where: { ...where, right: { in: [...beyond] } },
    data: { right: null },
  });
  await door.db.personSite.deleteMany({ where: { ...where, right: null, jobRoles: { isEmpty: true } } });
}

/** Sets somebody's jobs and site everywhere. @throws AppError forbidden, invalid; not-found; conflict. */
export async function changeJobs(ctx: Ctx, input: z.input<typeof ChangeJobs>): Promise<void> {
  authorize(ctx, 'members.edit');
  const { personId, siteId, ...given } = check(ChangeJobs, input, MEMBER_WORDS);
  const jobRoles = [...new Set(given.jobRoles)];
  await onPerson(ctx, personId, async (door, who) => {
    requireHere(who);
    requireAtMost(ctx, who);
    if (siteId !== null && siteId !== who.siteId) await requireSite(door.sql, ctx.practiceId, siteId);
    const same = siteId === who.siteId && jobRoles.toSorted().join() === who.jobRoles.toSorted().join();
    if (same) return;
    await door.db.person.update({ where: at(ctx, personId), data: { jobRoles, siteId } });
    await changed(ctx, door, 'member.jobs-changed', { personId, name: who.name, jobRoles, siteId });
  });
}

/**
 * Sets what a member is at one site, where that differs; nothing different takes it away.
 * @throws AppError forbidden, also for a right or a person above one's own; not-found; conflict.
 */
export async function changePart(ctx: Ctx, input: z.input<typeof ChangePart>): Promise<void> {
  authorize(ctx, 'members.edit');
  const { personId, siteId, right, ...given } = check(ChangePart, input, MEMBER_WORDS);
  const jobRoles = [...new Set(given.jobRoles)];
  const { practiceId } = ctx;
  await onPerson(ctx, personId, async (door, who) => {
    requireHere(who);
    requireAtMost(ctx, who);
    const site = await requireSite(door.sql, practiceId, siteId);
    if (right !== null) requireGive(ctx, right);
    if (who.right === null)
      throw new AppError('conflict', `Nothing was changed: ${who.name} has no access here. Give it first.`);
    if (who.right === 'owner' && right !== null)
      throw new AppError('conflict', `Nothing was changed: an owner is one at every site.`);
    const where = { practiceId, personId, siteId };
    if (right === null && jobRoles.length === 0) {
      const { count } = await door.db.personSite.deleteMany({ where });
      if (count === 0) return;
    } else {
      await door.db.personSite.upsert({
        where: { practiceId_personId_siteId: where },
        create: { ...where, id: newId(), right, jobRoles },
        update: { right, jobRoles },
      });
    }
    const payload = { personId, name: who.name, siteId, siteName: site.name, right, jobRoles };
    await changed(ctx, door, 'member.part-changed', payload);
  });
}

/** What ends with a membership besides the right itself. */
async function endAll(ctx: Ctx, door: Door, who: MemberRow, how: 'access' | 'left'): Promise<void> {
  const { practiceId } = ctx;
  const { sql, db, now } = door;
  await requireOtherOwner(sql, practiceId, who);
  await db.personSite.deleteMany({ where: { practiceId, personId: who.id } });
  await endInvitation(door, practiceId, who.id);
  await revokeBeyond(sql, practiceId, who.id, [], now);
  await db.person.update({
    where: at(ctx, who.id),
    data: { right: null, ...(how === 'left' && { deactivatedAt: now }) },
  });
  const kind = how === 'left' ? 'member.left' : 'member.access-ended';
  await changed(ctx, door, kind, { personId: who.id, name: who.name, right: who.right });
}

/**
 * Takes somebody's access away, or takes them off every list because they left. What they did stays in the record, and
 * trees and plans that name them say that they are gone.
 * @throws AppError forbidden, also for somebody above oneself; not-found; conflict for the last owner.
 */
export async function endMembership(ctx: Ctx, input: z.input<typeof EndMembership>): Promise<void> {
  authorize(ctx, 'members.edit');
  const { personId, how } = check(EndMembership, input, MEMBER_WORDS);
  await onPerson(ctx, personId, async (door, who) => {
    requireAtMost(ctx, who);
    if (who.left || (how === 'access' && who.right === null)) return;
    await endAll(ctx, door, who, how);
  });
}

/** Leaves the practice oneself. @throws AppError conflict for the last owner. */
export async function leavePractice(ctx: MemberCtx): Promise<void> {
  await onPerson(ctx, ctx.actor.personId, (door, who) => endAll(ctx, door, who, 'left'));
}

/**
 * Puts somebody who left back on the lists, and gives access again when a right is named.
 * @throws AppError forbidden for a right above one's own; not-found; conflict for somebody who never had a log-in here.
 */
export async function bringBackMember(ctx: Ctx, input: z.input<typeof BringBack>): Promise<void> {
  authorize(ctx, 'members.edit');
  const { personId, right } = check(BringBack, input, MEMBER_WORDS);
  await onPerson(ctx, personId, async (door, who) => {
    if (!who.left) return;
    if (right !== null) requireGive(ctx, right);
    if (right !== null && who.accountId === null)
      throw new AppError(
        'conflict',
        `Nothing was changed: ${who.name} never had a log-in here. Bring them back without one, then invite them.`,
      );
    // A site that was closed meanwhile is nobody's.
    await door.sql(
      `update person p set "deactivatedAt" = null, "right" = $3, "siteId" = (select s.id from site s
         where s."practiceId" = p."practiceId" and s.id = p."siteId" and s."deactivatedAt" is null)
       where p."practiceId" = $1::uuid and p.id = $2::uuid`,
      [ctx.practiceId, personId, right],
    );
    await changed(ctx, door, 'member.brought-back', { personId, name: who.name, right });
  });
}
