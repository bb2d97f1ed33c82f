// Setting or changing one's own password. Whoever forgot it signs in by a code and sets a new one here.
import { AppError } from '@/lib/core';
import { inSystem, type Sql } from '@/lib/db';
import { publish } from '@/lib/events';
import { weakness } from './common-passwords';
import { requireOwn } from './fresh';
import { warnAccount } from './messages';
import { hashPassword } from './password';
import { LEAST_PASSWORD, MOST_PASSWORD } from './rules';
import type { SessionView } from './schema';
import { closePasses, revokeOthers } from './session';

/** @throws AppError invalid, saying why nobody should use that password. Sizes first: nothing long is looked at. */
export function requireGoodPassword(password: string, email: string): void {
  const no = (why: string): AppError =>
    new AppError('invalid', `${why} Nothing was changed: choose another one.`);
  if (password.length > MOST_PASSWORD) throw no(`This password is longer than ${MOST_PASSWORD} characters.`);
  if (password.length < LEAST_PASSWORD)
    throw no(`This password is too short. It needs at least ${LEAST_PASSWORD} characters.`);
  if (/[\0\p{Cs}]/u.test(password)) throw no('This password has characters we cannot store.');
  const weak = weakness(password, email);
  if (weak) throw no(`This password ${weak}.`);
}

/** Whether that account has a password. */
export async function hasPassword(accountId: string): Promise<boolean> {
  const rows = await inSystem(({ sql }) =>
    sql(`select 1 from account where id = $1::uuid and "passwordHash" is not null`, [accountId]),
  );
  return rows.length === 1;
}

/**
 * Sets the password; when wanted, every other session of the account ends. The account is told, whoever did it.
 * Call for a fresh session only.
 * @throws AppError invalid for a bad password; forbidden for a break-glass session; unavailable under a rush.
 */
export async function savePassword(
  session: SessionView,
  { password, endOthers }: { password: string; endOthers: boolean },
): Promise<void> {
  requireOwn(session);
  requireGoodPassword(password, session.email);
  const passwordHash = await hashPassword(password);
  await inSystem(async ({ sql }) => {
    await sql(`update account set "passwordHash" = $2 where id = $1::uuid`, [
      session.accountId,
      passwordHash,
    ]);
    await closePasses(sql, session.accountId);
    if (endOthers) await revokeOthers(sql, session);
    await warnAccount(sql, {
      accountId: session.accountId,
      kind: 'password-changed',
      detail: await deviceOf(sql, session),
    });
  });
  publish({ what: 'account', accountId: session.accountId });
}

/** The device that did it, in the words of our own list. */
export async function deviceOf(sql: Sql, session: SessionView): Promise<{ device: string }> {
  const [row] = await sql<{ device: string }>(`select device from session where id = $1::uuid`, [
    session.sessionId,
  ]);
  return { device: row?.device ?? 'Unknown device' };
}
