'use server';
// What the forms about members change. All of it is sensitive: who comes in, and as what.
import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import type { MemberCtx } from '@/lib/access';
import { AppError, plural } from '@/lib/core';
import {
  bringBackMember,
  changeJobs,
  changePart,
  changeRight,
  endMembership,
  inviteMember,
  inviteSeveral,
  leavePractice,
  readMember,
  resendInvitation,
  revokeInvitation,
} from '@/lib/practices';
import { action } from '@/lib/web';
import { Back, End, InviteListed, InviteNew, InviteSeveral, Invitation, Jobs, Part, Right } from './forms';

const FRESH = { fresh: true } as const;

/** Carries it out, shows the pages anew, and says what was done. */
function saying<I>(verb: (ctx: MemberCtx, input: I) => Promise<unknown>, done: string) {
  return async (ctx: MemberCtx, input: I): Promise<string> => {
    await verb(ctx, input);
    revalidatePath('/p/[practice]', 'layout');
    return done;
  };
}

/** Says who was asked, and where the e-mail goes. */
async function invite(ctx: MemberCtx, input: Parameters<typeof inviteMember>[1]): Promise<string> {
  const { name, invitation } = await readMember(ctx, await inviteMember(ctx, input));
  revalidatePath('/p/[practice]', 'layout');
  const to = invitation ? ` to ${name} at ${invitation.email}` : '';
  return `The invitation is on its way${to}. It works for seven days.`;
}

/** Says how many were asked, and who was not and why. @throws AppError conflict when nobody was. */
async function invitePeople(ctx: MemberCtx, input: Parameters<typeof inviteSeveral>[1]): Promise<string> {
  const { invited, not } = await inviteSeveral(ctx, input);
  revalidatePath('/p/[practice]', 'layout');
  const others = not.map(({ name, why }) => `\n${why.startsWith(name) ? why : `${name}: ${why}`}`).join('');
  if (invited === 0) throw new AppError('conflict', `Nothing was sent.${others}`);
  const sent =
    invited === 1 ? 'One invitation is on its way.' : `${plural(invited, 'invitation')} are on their way.`;
  return `${sent} Each works for seven days.${others === '' ? '' : `\nNot invited:${others}`}`;
}

export const inviteSome = action(InviteSeveral, invitePeople, FRESH);
export const inviteListed = action(InviteListed, invite, FRESH);
export const inviteNew = action(InviteNew, invite, FRESH);
export const resend = action(
  Invitation,
  saying(resendInvitation, 'Sent again, with a new link for seven days. The old one is dead.'),
  FRESH,
);
export const revoke = action(
  Invitation,
  saying(revokeInvitation, 'Taken back. Its link opens nothing any more.'),
  FRESH,
);
export const setRight = action(
  Right,
  saying(changeRight, 'Saved. It holds from now on, on every device.'),
  FRESH,
);
export const setJobs = action(Jobs, saying(changeJobs, 'Saved. It holds from now on.'), FRESH);
export const setPart = action(Part, saying(changePart, 'Saved. It holds from now on at this site.'), FRESH);
export const end = action(End, saying(endMembership, 'Done. It holds from now on, on every device.'), FRESH);
export const bringBack = action(Back, saying(bringBackMember, 'Back on the list.'), FRESH);

export const leave = action(
  z.strictObject({}),
  async (ctx) => {
    await leavePractice(ctx);
    redirect('/practices');
  },
  FRESH,
);
