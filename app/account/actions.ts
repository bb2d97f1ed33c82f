'use server';
// What people change about their own account. All of it but ending sessions wants to know that it is really them.
import { revalidatePath } from 'next/cache';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { id } from '@/lib/core/text';
import {
  askNewEmail,
  askNewMobile,
  endAllSessions,
  endOtherSessions,
  endOwnSession,
  proveNewAddress,
  removeMobile as takeAway,
  savePassword as save,
} from '@/lib/identity';
import { IP_HEADER } from '@/lib/identity/rules';
import { accountAction } from '@/lib/web';

const typed = z.string().max(1000, 'is longer than 1000 characters');

export const endSession = accountAction(z.strictObject({ session: id }), async (account, { session }) => {
  await endOwnSession(account, session);
  revalidatePath('/account');
  return 'Signed out.';
});

export const endOthers = accountAction(z.strictObject({}), async (account) => {
  await endOtherSessions(account);
  revalidatePath('/account');
  return 'Every other device is signed out.';
});

export const endAll = accountAction(z.strictObject({}), async (account) => {
  await endAllSessions(account);
  redirect('/sign-in?out=1');
});

export const savePassword = accountAction(
  // Loose on purpose: identity refuses sizes in words, before anything is hashed.
  z.strictObject({ password: z.string().max(3_000_000), others: z.literal('on').optional() }),
  async (account, { password, others }) => {
    await save(account, { password, endOthers: others === 'on' });
    revalidatePath('/account');
    return others === 'on'
      ? 'Your password is saved, and every other device is signed out.'
      : 'Your password is saved.';
  },
  { fresh: true },
);

async function from(): Promise<string | null> {
  return (await headers()).get(IP_HEADER);
}

export const changeEmail = accountAction(
  z.strictObject({ email: typed }),
  async (account, { email }) => {
    redirect(`/account/code?pass=${await askNewEmail(account, { email, ip: await from() })}`);
  },
  { fresh: true },
);

export const changeMobile = accountAction(
  z.strictObject({ mobile: typed }),
  async (account, { mobile }) => {
    redirect(`/account/code?pass=${await askNewMobile(account, { mobile, ip: await from() })}`);
  },
  { fresh: true },
);

export const proveAddress = accountAction(
  z.strictObject({ pass: typed, code: typed }),
  async (account, input) => {
    redirect(`/account?changed=${await proveNewAddress(account, input)}`);
  },
  { fresh: true },
);

export const removeMobile = accountAction(
  z.strictObject({}),
  async (account) => {
    await takeAway(account);
    revalidatePath('/account');
    return 'The number is removed.';
  },
  { fresh: true },
);
