// From a request to who is acting: cookie, session row, and the right in this practice now. Asked once a request.
import { cache } from 'react';
import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import type { MemberCtx } from '@/lib/access';
import { isAppError } from '@/lib/core';
import { decodeCookie, readSession, type SessionView } from '@/lib/identity';
import { findMemberCtx, findPracticeId } from '@/lib/practices';
import { safeNext } from './rules';

export type Account = SessionView;

/** Who is signed in, or null. Reads the session's row, so an ended session is out at once. */
export const currentAccount = cache(async (): Promise<Account | null> => {
  const cookie = (await headers()).get('cookie');
  const token = cookie === null ? null : await decodeCookie(cookie);
  return token === null ? null : readSession(token);
});

/** Who is signed in; everybody else is sent to sign in and then back here. */
export async function requireAccount(): Promise<Account> {
  const account = await currentAccount();
  if (account) return account;
  const here = safeNext((await headers()).get('x-holdfast-path'));
  redirect(here && here !== '/' ? `/sign-in?next=${encodeURIComponent(here)}` : '/sign-in');
}

/** The member this account is in that practice; null for another's practice exactly as for one that does not exist. */
export async function findCtx(account: Account, slug: string): Promise<MemberCtx | null> {
  const practiceId = await findPracticeId(slug);
  return practiceId === null ? null : findMemberCtx(practiceId, account);
}

/** For every page of a practice: the member acting, or the page that says there is no such thing. */
export const currentCtx = cache(async (slug: string): Promise<MemberCtx> => {
  const account = await requireAccount();
  return (await findCtx(account, slug)) ?? notFound();
});

/** A read that says "not found" becomes the page that says so, the same for every reason. */
export async function orNotFound<T>(read: Promise<T>): Promise<T> {
  try {
    return await read;
  } catch (error) {
    if (isAppError(error) && error.code === 'not-found') notFound();
    throw error;
  }
}
