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

export interface InvitedSeveral {
  invited: number;
  /** Who was not, and why, in a sentence that may follow the name. */
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
  for (const { id: personId, name } of people) {
    try {
      await inviteMember(ctx, { who: { personId }, email: null, right });
      done.invited += 1;
    } catch (error) {
      if (!isAppError(error)) log.error({ err: error }, 'invite several');
      const why = isAppError(error) ? error.details?.['why'] : null;
      done.not.push({ name, why: typeof why === 'string' ? why : 'something went wrong on our side.' });
    }
  }
  return done;
}
