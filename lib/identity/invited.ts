// The log-in of somebody whose mailbox an invitation's link has just shown to be theirs.
import { AppError, newId } from '@/lib/core';
import { parse } from '@/lib/core/parse';
import type { Sql } from '@/lib/db';
import { hashPassword } from './password';
import { CreateAccount } from './schema';
import { startSession } from './session';

const NewLogin = CreateAccount.omit({ email: true });

export interface NewLogin {
  name: string;
  passwordHash: string;
}

/** Checks a new log-in and does the slow part, before any transaction. @throws AppError invalid; unavailable. */
export async function prepareLogin(input: { name: string; password: string }): Promise<NewLogin> {
  const { name, password } = parse(NewLogin, input);
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
    `insert into account (id, email, name, "passwordHash", "emailProvenAt") values ($1::uuid, $2, $3, $4, now())
     on conflict (email) do update set name = excluded.name, "passwordHash" = excluded."passwordHash",
       "emailProvenAt" = excluded."emailProvenAt", mobile = null
       where account."emailProvenAt" is null and account."deactivatedAt" is null
     returning id`,
    [newId(), email, login.name, login.passwordHash],
  );
  if (!made) {
    throw new AppError(
      'conflict',
      'This e-mail address has a Holdfast account already. Sign in with it, then open the link in your e-mail again.',
    );
  }
  const accountId = made.id;
  await sql(`delete from factor where "accountId" = $1::uuid`, [accountId]);
  for (const table of ['session', 'device', 'door_code']) {
    await sql(
      `update ${table} set "revokedAt" = now() where "accountId" = $1::uuid and "revokedAt" is null`,
      [accountId],
    );
  }
  const token = await startSession(sql, { accountId, device: device.slice(0, 200), method: 'link' });
  return { accountId, token };
}
