'use server';
// Ending one's own sessions.
import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { AppError } from '@/lib/core';
import { id } from '@/lib/core/text';
import { endAllSessions, endSession as end, listSessions } from '@/lib/identity';
import { accountAction } from '@/lib/web';

export const endSession = accountAction(z.strictObject({ session: id }), async (account, { session }) => {
  const mine = await listSessions(account.accountId);
  if (!mine.some((each) => each.id === session)) {
    throw new AppError('not-found', 'That device is signed out already.');
  }
  await end(session);
  revalidatePath('/account');
  return 'Signed out.';
});

export const endAll = accountAction(z.strictObject({}), async (account) => {
  await endAllSessions(account.accountId);
  redirect('/sign-in?out=1');
});
