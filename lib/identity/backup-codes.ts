// Backup codes: the second step for whoever has lost the phone with the app. Ten on paper, each once.
import { AppError } from '@/lib/core';
import { inSystem, type Sql } from '@/lib/db';
import { warnAccount } from './messages';
import { issueCodes, printedHash, readCodesLeft, type CodesLeft } from './printed-codes';
import { BACKUP_CODES } from './rules';

const ownerOf = (accountId: string) => ({ kind: 'backup', accountId, practiceId: null }) as const;

/**
 * A new set, shown this one time; the one before opens nothing any more.
 * @throws AppError conflict for an account without a second step: the codes would open nothing.
 */
export async function issueBackupCodes(accountId: string): Promise<string[]> {
  return inSystem(async ({ sql }) => {
    const factors = await sql(
      `select 1 from factor where "accountId" = $1::uuid and "confirmedAt" is not null limit 1`,
      [accountId],
    );
    if (factors.length === 0) {
      throw new AppError(
        'conflict',
        'Add an authenticator app or a passkey first: backup codes stand in for it.',
      );
    }
    return issueCodes(sql, ownerOf(accountId), BACKUP_CODES);
  });
}

export async function readBackupCodes(accountId: string): Promise<CodesLeft> {
  return inSystem(({ sql }) => readCodesLeft(sql, ownerOf(accountId)));
}

/** True when that is one of the account's unused ones; it is used now, and the account is told. Of 50 at once, one is. */
export async function takeBackupCode(sql: Sql, accountId: string, typed: string): Promise<boolean> {
  const hash = printedHash('backup', typed);
  if (hash === null) return false;
  const rows = await sql(
    `update door_code set "usedAt" = now() where "codeHash" = $1 and kind = 'backup' and "accountId" = $2::uuid
       and "usedAt" is null and "revokedAt" is null returning id`,
    [hash, accountId],
  );
  if (rows.length === 0) return false;
  const { left } = await readCodesLeft(sql, ownerOf(accountId));
  await warnAccount(sql, { accountId, kind: 'backup-code-used', detail: { left: String(left) } });
  return true;
}
