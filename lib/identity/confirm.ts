// Showing again who one is, before something sensitive: by password, or by a code that only this session can use. Whoever
// came in by PIN has the password or a passkey: a code would arrive on the same phone.
import { AppError } from '@/lib/core';
import { maskAddress } from '@/lib/core/addresses';
import { inSystem, type Sql } from '@/lib/db';
import { passOver, wrongCode } from './codes';
import { hasFactor } from './finish';
import { makeFresh, requireMoreThanPin, requireOwn } from './fresh';
import { writeAccount, type AccountAddress } from './messages';
import { passwordFits } from './password';
import { codeFits, findPass, openPass, tryPass, usePass } from './passes';
import { MOST_PASSWORD } from './rules';
import type { SessionView } from './schema';
import { countSend, countTry, giveBackTry } from './throttle';

/** Whoever has a second step confirms by it: a password or a code alone would let its thief take the step away. */
async function requireNoFactor(sql: Sql, session: SessionView): Promise<void> {
  if (!(await hasFactor(sql, session.accountId))) return;
  throw new AppError(
    'forbidden',
    'Your account has a second step: confirm with your app or passkey. Not at hand? Sign out, then sign in with a backup code.',
  );
}

/**
 * Confirms by password.
 * @throws AppError invalid when it is wrong; limit after too many; forbidden for a break-glass session and for an
 *   account with a second step.
 */
export async function confirmByPassword(session: SessionView, password: string): Promise<void> {
  requireOwn(session);
  const wrong = new AppError('invalid', 'This is not your password. Try again, or confirm in another way.');
  if (password.length === 0 || password.length > MOST_PASSWORD) throw wrong;
  // Counted by the session: somebody else's tries cannot use these up, and a stolen session gets few.
  const attempt = { who: session.email, ip: null, knownSession: session.sessionId };
  await countTry(attempt);
  const [account] = await inSystem(async ({ sql }) => {
    await requireNoFactor(sql, session);
    return sql<{ passwordHash: string | null }>(`select "passwordHash" from account where id = $1::uuid`, [
      session.accountId,
    ]);
  });
  const hash = account?.passwordHash ?? null;
  if (!(await passwordFits(password, hash))) throw wrong;
  await giveBackTry(attempt);
  await inSystem(async ({ sql }) => {
    // Hashing takes a while: a password changed or a second step added meanwhile counts.
    const same = await sql(`select 1 from account where id = $1::uuid and "passwordHash" = $2 for update`, [
      session.accountId,
      hash,
    ]);
    if (same.length === 0) throw wrong;
    await requireNoFactor(sql, session);
    await makeFresh(sql, session, 'password');
  });
}

/**
 * Sends a code to the account's own address or number.
 * @returns the pass it belongs to, which only this session can use
 * @throws AppError limit after too many; invalid when there is no number; forbidden for a session begun by PIN or printed code.
 */
export async function askConfirmCode(session: SessionView, by: 'email' | 'sms'): Promise<string> {
  requireOwn(session);
  requireMoreThanPin(session);
  const { accountId, sessionId } = session;
  await countSend({ address: session.email, ip: null, knownSession: sessionId });
  return inSystem(async ({ sql }) => {
    await requireNoFactor(sql, session);
    const [account] = await sql<{ email: string; mobile: string | null }>(
      `select email, mobile from account where id = $1::uuid`,
      [accountId],
    );
    const address = by === 'email' ? account?.email : account?.mobile;
    if (!address) throw new AppError('invalid', 'Your account has no number for codes. Use e-mail.');
    const to: AccountAddress = { channel: by, address };
    const passId = await openPass(sql, { kind: 'sign-in', accountId, sessionId, address });
    await writeAccount(sql, { accountId, kind: 'sign-in-code', passId, detail: { use: 'confirm' } }, to);
    return passId;
  });
}

/** Where the open confirming code of this session went, masked; null when there is none. */
export function readConfirmPass(session: SessionView, passId: string): Promise<{ to: string } | null> {
  return inSystem(async ({ sql }) => {
    const pass = await findPass(sql, 'sign-in', passId);
    return pass?.sessionId === session.sessionId ? { to: maskAddress(pass.address) } : null;
  });
}

/**
 * Confirms by the code.
 * @throws AppError invalid for a wrong code; expired when it is used, over, tried too often or another session's;
 *   forbidden for a session begun by PIN or printed code.
 */
export async function confirmByCode(
  session: SessionView,
  typed: { pass: string; code: string },
): Promise<void> {
  requireOwn(session);
  requireMoreThanPin(session);
  const mine = await readConfirmPass(session, typed.pass);
  const pass = mine && (await inSystem(({ sql }) => tryPass(sql, 'sign-in', typed.pass)));
  if (!pass) throw passOver();
  if (!codeFits(pass.id, typed.code)) throw wrongCode(pass);
  await inSystem(async ({ sql }) => {
    await requireNoFactor(sql, session);
    if (!(await usePass(sql, pass.id))) throw passOver();
    await makeFresh(sql, session, 'link');
  });
}
