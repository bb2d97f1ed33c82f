// The first time somebody shows that a mailbox is theirs: whatever anybody set up before that goes.
import type { Sql } from '@/lib/db';
import { publish } from '@/lib/events';

/**
 * Marks the account's e-mail address as proven. When that was the first time, password, number, factors, phones,
 * printed codes and sessions from before are gone: they may be those of whoever typed the address first.
 * @returns true the first time; then call tellProven after the commit
 */
export async function provesEmail(sql: Sql, accountId: string): Promise<boolean> {
  const first = await sql(
    `update account set "emailProvenAt" = now(), "passwordHash" = null, mobile = null
     where id = $1::uuid and "emailProvenAt" is null returning id`,
    [accountId],
  );
  if (first.length === 0) return false;
  await sql(`delete from factor where "accountId" = $1::uuid`, [accountId]);
  for (const table of ['device', 'door_code', 'session']) {
    await sql(
      `update ${table} set "revokedAt" = now() where "accountId" = $1::uuid and "revokedAt" is null`,
      [accountId],
    );
  }
  await sql(
    `update door_pass set "usedAt" = now() where "accountId" = $1::uuid and "usedAt" is null and "sessionId" is not null`,
    [accountId],
  );
  return true;
}

/** Open screens of the sessions that went find out at once. */
export function tellProven(accountId: string): void {
  publish({ what: 'account', accountId });
}
