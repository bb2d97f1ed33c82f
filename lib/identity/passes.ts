// A pass: one way through a door, once, for minutes. Link and code are derived from its id and the installation's
// secret, so whoever sends it can say them again and a dump of the database holds nothing that opens anything.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { isId, newId } from '@/lib/core';
import type { Sql } from '@/lib/db';
import { env } from '@/lib/env';
import { PASS_MINUTES, PASS_TRIES } from './rules';
import { hashToken, isToken } from './session';

export type PassKind = 'sign-in' | 'sign-up' | 'second-step' | 'new-email' | 'new-mobile' | 'passkey';

export interface Pass {
  id: string;
  kind: PassKind;
  /** Null when nobody has that address. */
  accountId: string | null;
  sessionId: string | null;
  address: string;
  challenge: string;
  /** How many codes were typed for it, of PASS_TRIES. */
  tries: number;
}

function derive(what: string, passId: string): Buffer {
  return createHmac('sha256', env().APP_SECRET).update(`${what}:${passId}`).digest();
}

/** What the link of this pass ends in: 43 letters. */
export function passLink(passId: string): string {
  return derive('door-link', passId).toString('base64url');
}

/** The eight digits of this pass. */
export function passCode(passId: string): string {
  return String(derive('door-code', passId).readUInt32BE(0) % 100_000_000).padStart(8, '0');
}

/** Opens a pass for PASS_MINUTES. The caller sends its link or code, or shows its page. */
export async function openPass(
  sql: Sql,
  pass: { kind: PassKind; accountId: string | null } & Partial<
    Pick<Pass, 'sessionId' | 'address' | 'challenge'>
  >,
): Promise<string> {
  const id = newId();
  await sql(
    `insert into door_pass (id, kind, "accountId", "sessionId", address, challenge, "linkHash", "expiresAt")
     values ($1::uuid, $2, $3::uuid, $4::uuid, $5, $6, $7, now() + interval '${PASS_MINUTES} minutes')`,
    [
      id,
      pass.kind,
      pass.accountId,
      pass.sessionId ?? null,
      pass.address ?? '',
      pass.challenge ?? '',
      hashToken(passLink(id)),
    ],
  );
  return id;
}

const OPEN = `"usedAt" is null and "expiresAt" > now()`;
const COLUMNS = `id, kind, "accountId", "sessionId", address, challenge, tries`;

/** The open pass with that id, unused; null for every other. Uses nothing up. */
export async function findPass(sql: Sql, kind: PassKind, passId: string): Promise<Pass | null> {
  if (!isId(passId)) return null;
  const rows = await sql<Pass>(
    `select ${COLUMNS} from door_pass where id = $1::uuid and kind = $2 and ${OPEN} and tries < ${PASS_TRIES}`,
    [passId, kind],
  );
  return rows[0] ?? null;
}

/** The open pass a link belongs to; null for every other. Uses nothing up: mail scanners look at links too. */
export async function findPassByLink(sql: Sql, kind: PassKind, link: string): Promise<Pass | null> {
  if (!isToken(link)) return null;
  const rows = await sql<Pass>(
    `select ${COLUMNS} from door_pass where "linkHash" = $1 and kind = $2 and ${OPEN}`,
    [hashToken(link), kind],
  );
  return rows[0] ?? null;
}

/** Uses a pass up. False when somebody was quicker or its time is over: of any number at once, one gets true. */
export async function usePass(sql: Sql, passId: string): Promise<boolean> {
  const rows = await sql(
    `update door_pass set "usedAt" = now() where id = $1::uuid and ${OPEN} returning id`,
    [passId],
  );
  return rows.length === 1;
}

/**
 * Counts a try of a pass before what was typed is looked at, so that any number at once get PASS_TRIES in all.
 * Commit this by itself: a refusal afterwards must not give the try back.
 * @returns the pass, or null when it is used, over, or tried too often
 */
export async function tryPass(sql: Sql, kind: PassKind, passId: string): Promise<Pass | null> {
  if (!isId(passId)) return null;
  const rows = await sql<Pass>(
    `update door_pass set tries = tries + 1 where id = $1::uuid and kind = $2 and ${OPEN} and tries < ${PASS_TRIES}
     returning ${COLUMNS}`,
    [passId, kind],
  );
  return rows[0] ?? null;
}

/** True when that is the pass's code; spaces and dashes do not matter. */
export function codeFits(passId: string, typed: string): boolean {
  const digits = typed.slice(0, 40).replace(/[\s-]/g, '');
  const code = passCode(passId);
  return (
    digits.length === code.length &&
    timingSafeEqual(Buffer.from(digits.padEnd(8).slice(0, 8)), Buffer.from(code))
  );
}
