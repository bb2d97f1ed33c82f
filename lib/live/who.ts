// Who is asking: cookie, session row, and the right in this practice now. Read anew on every request.
import type { IncomingMessage } from 'node:http';
import type { MemberCtx } from '@/lib/access';
import { AppError } from '@/lib/core';
import { decodeCookie, readSession, type SessionView } from '@/lib/identity';
import { findMemberCtx } from '@/lib/practices';

export async function findAccount(req: IncomingMessage): Promise<SessionView | null> {
  return readSession(await decodeCookie(req.headers.cookie));
}

/** @throws AppError expired when nobody is signed in; not-found when this account has no right there. */
export async function requireCtx(req: IncomingMessage, practiceId: string): Promise<MemberCtx> {
  const account = await findAccount(req);
  if (!account) {
    throw new AppError(
      'expired',
      'You are signed out. Sign in again; what you entered stays on this device.',
    );
  }
  const ctx = await findMemberCtx(practiceId, account);
  if (!ctx) throw new AppError('not-found', 'There is no such practice.');
  return ctx;
}
