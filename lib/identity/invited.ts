// The log-in of somebody whose mailbox an invitation's link has just shown to be theirs.
import { AppError, newId } from '@/lib/core';
import { parse } from '@/lib/core/parse';
import type { Sql } from '@/lib/db';
import { deviceLabel } from './finish';
import { requireGoodPassword } from './own-password';
import { hashPassword } from './password';
import { provesEmail } from './proof';
import { CreateAccount } from './schema';
import { startSession } from './session';

const NewLogin = CreateAccount.omit({ email: true });

export interface NewLogin {
  name: string;
  passwordHash: string;
}

/** Checks a new log-in and does the slow part, before any transaction. @throws AppError invalid; unavailable. */
export async function prepareLogin({
  email,
  ...input
}: {
  email: string;
  name: string;
  password: string;
}): Promise<NewLogin> {
  const { name, password } = parse(NewLogin, input);
  requireGoodPassword(password, email);
  return { name, passwordHash: await hashPassword(password) };
}

/** True when somebody has shown before that this mailbox is theirs: they sign in. */
export async function isProvenAddress(sql: Sql, email: string): Promise<boolean> {
  const rows = await sql(`select 1 from account where email = $1 and "emailProvenAt" is not null`, [email]);
  return rows.length > 0;
}

/**
 * Makes the account of a mailbox that was just proven and signs it in, in the caller's transaction. What somebody set
 * up for the address without proving it is thrown away first.
 * @throws AppError conflict when the address has an account of somebody who proved it: they sign in.
 */
export async function openLogin(
  sql: Sql,
  { email, login, device }: { email: string; login: NewLogin; device: string },
): Promise<{ accountId: string; token: string }> {
  const [made] = await sql<{ id: string }>(
    `insert into account (id, email, name, "emailProvenAt") values ($1::uuid, $2, $3, now())
     on conflict (email) do nothing returning id`,
    [newId(), email, login.name],
  );
  const accountId = made?.id ?? (await unproven(sql, email));
  await sql(`update account set name = $2, "passwordHash" = $3 where id = $1::uuid`, [
    accountId,
    login.name,
    login.passwordHash,
  ]);
  const token = await startSession(sql, { accountId, device: deviceLabel(device), method: 'link' });
  return { accountId, token };
}

/** The account that somebody began with this address and never proved. */
async function unproven(sql: Sql, email: string): Promise<string> {
  const [there] = await sql<{ id: string }>(
    `select id from account where email = $1 and "deactivatedAt" is null for update`,
    [email],
  );
  if (there && (await provesEmail(sql, there.id))) return there.id;
  throw new AppError(
    'conflict',
    'This e-mail address has a Holdfast account already. Sign in with it, then open the link in your e-mail again.',
  );
}
