'use server';
// Saying yes to an invitation: signed in already, or with a new log-in.
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { AppError } from '@/lib/core';
import { acceptInvitation, joinWithNewLogin, type InvitedBy } from '@/lib/practices';
import { accountAction, publicAction } from '@/lib/web';
import { deviceName, isPhone } from '@/lib/web/rules';
import { enter } from '../../enter';
import { findInvited } from './linked';

const token = z.string().max(200);

async function requireInvited(given: string): Promise<InvitedBy> {
  const invited = await findInvited(given);
  if (invited) return invited;
  throw new AppError(
    'not-found',
    'This invitation does not lead anywhere. Ask the practice to send it again.',
  );
}

const homeIn = (slug: string, asked: Headers) => (isPhone(asked) ? `/live/${slug}` : `/p/${slug}`);

export const accept = accountAction(z.strictObject({ token }), async (account, given) => {
  const { slug } = await acceptInvitation(account, await requireInvited(given.token));
  redirect(homeIn(slug, await headers()));
});

const Join = z.strictObject({
  token,
  name: z.string().max(5000),
  password: z.string().max(3_000_000),
});

export const join = publicAction(Join, async ({ name, password, token: given }) => {
  const asked = await headers();
  const invited = await requireInvited(given);
  const device = deviceName(asked.get('user-agent'));
  const joined = await joinWithNewLogin(invited, { name, password, device });
  const home = homeIn(joined.slug, asked);
  // On a phone the PIN is offered first: with a log-in of a minute ago nothing more has to be shown for it.
  const pin = `/account/devices?${new URLSearchParams({ next: home }).toString()}`;
  return enter({ token: joined.token }, isPhone(asked) ? pin : home);
});
