'use server';
// Signing in by password, and out.
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { AppError } from '@/lib/core';
import { endSession, sessionCookie, signIn as startSession } from '@/lib/identity';
import { accountAction, publicAction } from '@/lib/web';
import { atTheDoor, enter } from '../enter';

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
  return enter(await startSession({ email, password, ...(await atTheDoor()) }), next);
});

export const signOut = accountAction(z.strictObject({}), async ({ sessionId }) => {
  await endSession(sessionId);
  const jar = await cookies();
  jar.set(sessionCookie.name, '', { ...sessionCookie.attributes, maxAge: 0 });
  redirect('/sign-in?out=1');
});
