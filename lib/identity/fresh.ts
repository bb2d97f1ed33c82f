// The step-up: a session whose person just showed again who they are may do sensitive things for FRESH_MINUTES.
import { AppError } from '@/lib/core';
import type { Sql } from '@/lib/db';
import type { SessionView, SignInMethod } from './schema';

/**
 * Makes a session fresh, in the transaction that saw the proof. One begun by PIN becomes one of that method: a PIN
 * alone never counts.
 * @throws AppError forbidden for a session begun with a printed code, which never gets that far.
 */
export async function makeFresh(sql: Sql, session: SessionView, method: SignInMethod): Promise<void> {
  requireOwn(session);
  await sql(
    `update session set "freshAt" = now(), method = case when method = 'pin' then $2 else method end
     where id = $1::uuid and "revokedAt" is null`,
    [session.sessionId, method],
  );
}

/**
 * A code that is sent, and an app that makes one, are on the phone that the PIN opens: together they are still only the
 * phone.
 * @throws AppError forbidden for a session begun with a PIN.
 */
export function requireMoreThanPin(session: Pick<SessionView, 'method'>): void {
  if (session.method !== 'pin') return;
  throw new AppError(
    'forbidden',
    'You came in with your PIN. Confirm with your password or a passkey. If you have neither, sign out, then sign in again fully.',
  );
}

/** @throws AppError forbidden when somebody came in with a printed code: it opens one practice and no account. */
export function requireOwn(session: Pick<SessionView, 'method'>): void {
  if (session.method !== 'break-glass') return;
  throw new AppError(
    'forbidden',
    'You came in with a printed code, which is for running a downtime only. Sign in with your password, a code or a passkey to do this.',
  );
}
