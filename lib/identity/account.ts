// Accounts: humans who sign in. Global; what they may do is decided inside each practice.
import { AppError, newId } from '@/lib/core';
import { explain } from '@/lib/core/text';
import { inSystem } from '@/lib/db';
import { hashPassword } from './password';
import { CreateAccount } from './schema';

/**
 * For people the product knows already (seeds, tests): the address counts as proven.
 * @throws AppError invalid for a bad input; conflict when the e-mail address already has an account.
 */
export async function createAccount(input: CreateAccount): Promise<string> {
  const parsed = CreateAccount.safeParse(input);
  if (!parsed.success) throw new AppError('invalid', explain(parsed.error));
  const { email, name, password } = parsed.data;
  const passwordHash = await hashPassword(password);
  const rows = await inSystem(({ sql }) =>
    sql<{ id: string }>(
      `insert into account (id, email, name, "passwordHash", "emailProvenAt") values ($1::uuid, $2, $3, $4, now())
       on conflict (email) do nothing returning id`,
      [newId(), email, name, passwordHash],
    ),
  );
  const id = rows[0]?.id;
  if (!id) throw new AppError('conflict', 'This e-mail address already has an account.');
  return id;
}
