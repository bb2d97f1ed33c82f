// Invites several people of the list at once: each by an invitation of their own, and whoever cannot be is named.
import type { z } from 'zod';
import { authorize, type Ctx } from '@/lib/access';
import { AppError, isAppError } from '@/lib/core';
import { log } from '@/lib/core/log';
import { inPracticeSql } from '@/lib/db';
import { check } from './check';
import { inviteMember } from './invitations';
import { requireGive } from './member-rows';
import { InviteSeveral, MEMBER_WORDS } from './member-schema';

const NOT_NOW = 'not asked, because something went wrong on our side. Try again.';

export interface InvitedSeveral {
  invited: number;
  /** Who was not, and why. */
  not: { name: string; why: string }[];
}

/**
 * Each of them is asked at the first e-mail on the list, as the same right. What stands in the way of one is in nobody
 * else's way; a person twice is asked once; done again, nobody who was asked gets a second e-mail.
 * @throws AppError forbidden, also for a right above one's own; invalid; not-found for somebody who is not here.
 */
export async function inviteSeveral(ctx: Ctx, input: z.input<typeof InviteSeveral>): Promise<InvitedSeveral> {
  authorize(ctx, 'members.edit');
  const { personIds, right } = check(InviteSeveral, input, MEMBER_WORDS);
  requireGive(ctx, right);
  const wanted = [...new Set(personIds)];
  const people = await inPracticeSql(ctx, ({ sql }) =>
    sql<{ id: string; name: string }>(
      `select id, name from person where "practiceId" = $1::uuid and id = any($2::uuid[]) order by name, id`,
      [ctx.practiceId, wanted],
    ),
  );
  if (people.length < wanted.length) throw new AppError('not-found', 'There is no such person.');
  const done: InvitedSeveral = { invited: 0, not: [] };
  for (const [at, { id: personId, name }] of people.entries()) {
    try {
      await inviteMember(ctx, { who: { personId }, email: null, right });
      done.invited += 1;
    } catch (error) {
      if (!isAppError(error) || error.code === 'forbidden') {
        // Nobody was asked yet, so the form itself can say so.
        if (done.invited === 0) throw error;
        log.error({ err: error }, 'invite several');
        // The others will fare no better now; who was not asked is on the list again.
        done.not.push(...people.slice(at).map((one) => ({ name: one.name, why: NOT_NOW })));
        break;
      }
      const why = error.details?.['why'];
      done.not.push({ name, why: typeof why === 'string' ? why : error.message });
    }
  }
  return done;
}
