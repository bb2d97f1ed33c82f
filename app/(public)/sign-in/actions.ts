'use server';
// Signing in by password, and out.
import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { AppError } from '@/lib/core';
import {
  decodePinCookie,
  endSession,
  forgetDevice,
  pinCookie,
  sessionCookie,
  signIn as startSession,
} from '@/lib/identity';
import { accountAction, publicAction } from '@/lib/web';
import { safeNext } from '@/lib/web/rules';
import { atTheDoor, enter } from '../enter';

// Loose on purpose: identity refuses what does not fit with the same sentence as a wrong password.
const SignInForm = z.strictObject({
  email: z.string().max(3_000_000),
  password: z.string().max(3_000_000),
  next: z.string().max(3_000_000).optional(),
  /** On a phone: set a PIN for it next. */
  setPin: z.literal('on').optional(),
});

export const signIn = publicAction(SignInForm, async ({ email, password, next, setPin }) => {
  if (email.trim() === '' || password === '') {
    throw new AppError('invalid', 'Type your e-mail address and your password.');
  }
  const query = new URLSearchParams({ next: safeNext(next) ?? '/' });
  const onward = setPin === 'on' ? `/account/devices?${query.toString()}` : next;
  return enter(await startSession({ email, password, ...(await atTheDoor()) }), onward);
});

/** A phone that opens with a PIN stays one, unless it is to be forgotten. */
const SignOutForm = z.strictObject({ forget: z.literal('on').optional() });

export const signOut = accountAction(SignOutForm, async ({ sessionId }, { forget }) => {
  await endSession(sessionId);
  const jar = await cookies();
  if (forget === 'on') {
    await forgetDevice(await decodePinCookie((await headers()).get('cookie')));
    jar.set(pinCookie.name, '', { ...pinCookie.attributes, maxAge: 0 });
  }
  jar.set(sessionCookie.name, '', { ...sessionCookie.attributes, maxAge: 0 });
  redirect('/sign-in?out=1');
});
