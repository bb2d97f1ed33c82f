// Printed codes that work once: how they are made, how what was typed is read, and what the database keeps of them.
import { createHmac, randomBytes } from 'node:crypto';
import { newId } from '@/lib/core';
import type { Sql } from '@/lib/db';
import { env } from '@/lib/env';

/** Nothing that looks like something else on paper (0 O, 1 I L, 2 Z, 5 S, 8 B, U V). One case, so either may be typed. */
const LETTERS = '34679ACDEFGHJKMNPQRTWXY';
const ONLY_LETTERS = new RegExp(`^[${LETTERS}]+$`);

export type PrintedKind = 'backup' | 'break-glass';

/** Characters of each: what a backup code opens needs a first step before it, a break-glass code nothing. */
const LENGTH: Record<PrintedKind, number> = { backup: 12, 'break-glass': 16 };

function newCode(kind: PrintedKind): string {
  let code = '';
  while (code.length < LENGTH[kind]) {
    const [byte = 255] = randomBytes(1);
    // The rest of the byte would make some letters likelier than others.
    if (byte < LETTERS.length * 11) code += LETTERS[byte % LETTERS.length];
  }
  return code;
}

/** In groups of four, as it is printed. */
function printed(code: string): string {
  return code.replace(/.{4}(?=.)/g, '$&-');
}

/** What the database knows it by; null when what was typed cannot be one. */
export function printedHash(kind: PrintedKind, typed: string): string | null {
  const code = typed.slice(0, 80).replace(/[\s-]/g, '').toUpperCase();
  if (code.length !== LENGTH[kind] || !ONLY_LETTERS.test(code)) return null;
  return createHmac('sha256', env().APP_SECRET).update(`${kind}:${code}`).digest('base64url');
}

export interface CodeOwner {
  kind: PrintedKind;
  accountId: string;
  /** For break-glass. */
  practiceId: string | null;
}

/** Ends the unused ones of that kind. @returns how many */
export async function revokeCodes(sql: Sql, { kind, accountId, practiceId }: CodeOwner): Promise<number> {
  const rows = await sql(
    `update door_code set "revokedAt" = now() where "accountId" = $1::uuid and kind = $2
       and "practiceId" is not distinct from $3::uuid and "usedAt" is null and "revokedAt" is null returning id`,
    [accountId, kind, practiceId],
  );
  return rows.length;
}

/** A new set; the one before opens nothing any more. @returns the codes as they are printed, this one time */
export async function issueCodes(sql: Sql, owner: CodeOwner, count: number): Promise<string[]> {
  await revokeCodes(sql, owner);
  const codes = Array.from({ length: count }, () => newCode(owner.kind));
  await sql(
    `insert into door_code (id, "accountId", "practiceId", kind, "codeHash")
     select c.id, $1::uuid, $2::uuid, $3, c.hash
     from jsonb_to_recordset($4::jsonb) as c(id uuid, hash text)`,
    [
      owner.accountId,
      owner.practiceId,
      owner.kind,
      JSON.stringify(codes.map((code) => ({ id: newId(), hash: printedHash(owner.kind, code) }))),
    ],
  );
  return codes.map(printed);
}

export interface CodesLeft {
  /** Null when none was ever printed. */
  issuedAt: Date | null;
  left: number;
  /** When one was used, newest first. */
  used: Date[];
}

/** How many of the newest set are left. */
export async function readCodesLeft(
  sql: Sql,
  { kind, accountId, practiceId }: CodeOwner,
): Promise<CodesLeft> {
  const rows = await sql<{ createdAt: Date; usedAt: Date | null; revokedAt: Date | null }>(
    `select "createdAt", "usedAt", "revokedAt" from door_code where "accountId" = $1::uuid and kind = $2
       and "practiceId" is not distinct from $3::uuid order by "createdAt" desc limit 200`,
    [accountId, kind, practiceId],
  );
  const live = rows.filter((row) => row.usedAt === null && row.revokedAt === null);
  return {
    issuedAt: rows[0]?.createdAt ?? null,
    left: live.length,
    used: rows.flatMap((row) => (row.usedAt ? [row.usedAt] : [])).sort((a, b) => b.getTime() - a.getTime()),
  };
}
