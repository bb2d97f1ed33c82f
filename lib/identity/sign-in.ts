// One door in: e-mail and password, the same answer and the same cost whether or not the account exists.
import { AppError } from '@/lib/core';
import { inSystem, type Sql } from '@/lib/db';
import { finishSignIn, type Entered } from './finish';
import { passwordFits } from './password';
import { MOST_EMAIL, MOST_PASSWORD, normalizeEmail } from './rules';
import type { SignIn } from './schema';
import { hashToken, isToken } from './session';
import { countTry, giveBackTry } from './throttle';

interface Found {
  id: string;
  /** Null for an account that has no password. */
  passwordHash: string | null;
  knownSession: string | null;
}

function noMatch(): AppError {
  return new AppError('invalid', 'This e-mail address and password do not match. Check both and try again.');
}

/**
 * Starts a session, or says which second step is wanted. Sizes are refused before any hashing.
 * @throws AppError invalid when e-mail and password do not match; limit after too many tries; unavailable under a rush.
 */
export async function signIn(input: SignIn): Promise<Entered> {
  const { password } = input;
  if (password.length === 0 || password.length > MOST_PASSWORD || input.email.length > MOST_EMAIL * 2)
    throw noMatch();
  const email = normalizeEmail(input.email);
  if (email.length === 0 || email.length > MOST_EMAIL || /[\0\p{Cs}]/u.test(email)) throw noMatch();

  const account = await findAccount(email, input.known);
  const attempt = { who: email, ip: input.ip, knownSession: account?.knownSession ?? null };
  await countTry(attempt);
  const fits = await passwordFits(password, account?.passwordHash ?? null);
  if (!fits || !account) throw noMatch();
  await giveBackTry(attempt);
  return inSystem(async ({ sql }) => {
    if (!(await stillTheirs(sql, account, email))) throw noMatch();
    return finishSignIn(sql, { accountId: account.id, method: 'password', device: input.device });
  });
}

/** Hashing takes a while: what was changed or ended meanwhile counts. The account is held until this is decided. */
async function stillTheirs(sql: Sql, { id, passwordHash }: Found, email: string): Promise<boolean> {
  const rows = await sql<{ passwordHash: string | null }>(
    `select "passwordHash" from account
     where id = $1::uuid and email = $2 and "deactivatedAt" is null for update`,
    [id, email],
  );
  return rows[0] !== undefined && rows[0].passwordHash === passwordHash;
}

// One query in every case: the answer's timing says nothing.
async function findAccount(email: string, known: string | null | undefined): Promise<Found | undefined> {
  const rows = await inSystem(({ sql }) =>
    sql<Found>(
      `select a.id, a."passwordHash", s.id as "knownSession" from account a
       left join session s on s."accountId" = a.id and s."tokenHash" = $2
       where a.email = $1 and a."deactivatedAt" is null`,
      [email, isToken(known) ? hashToken(known) : ''],
    ),
  );
  return rows[0];
}
