// The account's side of a printed break-glass code: whose it is, and the session it begins. What it opens and who hears
// of it is the practice's (practices/break-glass).
import { inSystem, type Sql } from '@/lib/db';
import { deviceLabel } from './finish';
import { printedHash } from './printed-codes';
import { BREAK_GLASS_HOURS } from './rules';
import { hashToken, startSession } from './session';

export interface BreakGlassCode {
  id: string;
  accountId: string;
  practiceId: string;
  /** The practice's name in addresses. */
  slug: string;
}

/** The unused code that was typed, of an account that is not ended; null for every other. Uses nothing up. */
export async function findBreakGlass(typed: string): Promise<BreakGlassCode | null> {
  const hash = printedHash('break-glass', typed);
  const rows = await inSystem(({ sql }) =>
    sql<BreakGlassCode>(
      `select c.id, c."accountId", c."practiceId", d.slug from door_code c
       join account a on a.id = c."accountId" join practice_directory d on d."practiceId" = c."practiceId"
       where c."codeHash" = $1 and c.kind = 'break-glass' and c."usedAt" is null and c."revokedAt" is null
         and a."deactivatedAt" is null`,
      [hash ?? ''],
    ),
  );
  return rows[0] ?? null;
}

/**
 * Uses the code up and begins its session, in the caller's transaction.
 * @returns null when somebody was quicker: of any number at once, one gets a session
 */
export async function takeBreakGlass(
  sql: Sql,
  code: BreakGlassCode,
  device: string,
): Promise<{ token: string; sessionId: string } | null> {
  const used = await sql(
    `update door_code set "usedAt" = now() where id = $1::uuid and "usedAt" is null and "revokedAt" is null returning id`,
    [code.id],
  );
  if (used.length === 0) return null;
  const token = await startSession(sql, {
    accountId: code.accountId,
    device: deviceLabel(device),
    method: 'break-glass',
    only: { practiceId: code.practiceId, hours: BREAK_GLASS_HOURS },
  });
  const [session] = await sql<{ id: string }>(`select id from session where "tokenHash" = $1`, [
    hashToken(token),
  ]);
  return session ? { token, sessionId: session.id } : null;
}

/** Ends what this owner's printed codes have opened in that practice, in the caller's transaction. @returns how many */
export async function endBreakGlass(
  sql: Sql,
  { accountId, practiceId }: { accountId: string; practiceId: string },
): Promise<number> {
  const ended = await sql(
    `update session set "revokedAt" = now() where "accountId" = $1::uuid and "practiceId" = $2::uuid
       and "revokedAt" is null and "expiresAt" > now() returning id`,
    [accountId, practiceId],
  );
  return ended.length;
}

/** When that session is over, for the band that says so. */
export async function readSessionEnd(sessionId: string): Promise<Date | null> {
  const rows = await inSystem(({ sql }) =>
    sql<{ expiresAt: Date }>(`select "expiresAt" from session where id = $1::uuid`, [sessionId]),
  );
  return rows[0]?.expiresAt ?? null;
}
