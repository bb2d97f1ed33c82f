'use server';
// Signing in and out: the only places that write the cookies.
import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { AppError } from '@/lib/core';
import {
  decodeCookie,
  decodeDeviceCookie,
  deviceCookie,
  encodeCookie,
  encodeDeviceCookie,
  endSession,
  readSession,
  sessionCookie,
  signIn as startSession,
} from '@/lib/identity';
import { IP_HEADER } from '@/lib/identity/rules';
import { accountAction, publicAction } from '@/lib/web';
import { deviceName, safeNext } from '@/lib/web/rules';
import { homeOf } from '../home-of';

// Loose on purpose: identity refuses what does not fit with the same sentence as a wrong password.
const SignInForm = z.strictObject({
  email: z.string().max(3_000_000),
  password: z.string().max(3_000_000),
  next: z.string().max(3_000_000).optional(),
});

export const signIn = publicAction(SignInForm, async ({ email, password, next }) => {
  if (email.trim() === '' || password === '') {
    throw new AppError('invalid', 'Type your e-mail address and your password.');
  }
  const asked = await headers();
  const { token } = await startSession({
    email,
    password,
    device: deviceName(asked.get('user-agent')),
    ip: asked.get(IP_HEADER),
    known: await decodeDeviceCookie(asked.get('cookie')),
  });
  // Whoever was signed in here before is out: one browser, one person.
  const before = await readSession(await decodeCookie(asked.get('cookie')));
  if (before) await endSession(before.sessionId);
  const jar = await cookies();
  jar.set(sessionCookie.name, await encodeCookie(token), sessionCookie.attributes);
  jar.set(deviceCookie.name, await encodeDeviceCookie(token), deviceCookie.attributes);
  const account = await readSession(token);
  redirect(safeNext(next) ?? (account ? await homeOf(account.accountId, asked) : '/'));
});

export const signOut = accountAction(z.strictObject({}), async ({ sessionId }) => {
  await endSession(sessionId);
  const jar = await cookies();
  jar.set(sessionCookie.name, '', { ...sessionCookie.attributes, maxAge: 0 });
  redirect('/sign-in?out=1');
});
