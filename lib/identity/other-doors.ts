// Ending what else is open when the way in changes: sessions elsewhere, and phones that open with a PIN.
import type { Sql } from '@/lib/db';
import { publish } from '@/lib/events';

/**
 * Ends every session and enrolled phone of the account but this one.
 * @returns what to call once that is committed: it tells open streams
 */
export async function endOthers(
  sql: Sql,
  { accountId, sessionId }: { accountId: string; sessionId: string },
  wanted: boolean,
): Promise<() => void> {
  if (!wanted) return () => undefined;
  await sql(
    `update device set "revokedAt" = now() where "accountId" = $1::uuid and "revokedAt" is null
       and id is distinct from (select "deviceId" from session where id = $2::uuid)`,
    [accountId, sessionId],
  );
  await sql(
    `update session set "revokedAt" = now() where "accountId" = $1::uuid and id <> $2::uuid and "revokedAt" is null`,
    [accountId, sessionId],
  );
  return () => publish({ what: 'account', accountId });
}
