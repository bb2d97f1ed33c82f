// Sessions are rows, read on every request: ended here is ended everywhere, at once.
import { createHash, randomBytes } from 'node:crypto';
import { AppError, isId, newId } from '@/lib/core';
import { inSystem, type Sql } from '@/lib/db';
import { publish } from '@/lib/events';
import { requireOwn } from './fresh';
import { FRESH_MINUTES, IDLE_HOURS, SESSION_DAYS } from './rules';
import type { SessionLine, SessionView, SignInMethod } from './schema';

const TOKEN = /^[\w-]{43}$/;
const LIVE = `s."revokedAt" is null and s."expiresAt" > now()
  and s."lastSeenAt" > now() - interval '${IDLE_HOURS} hours' and a."deactivatedAt" is null`;

/** What the database keeps of a token: nothing one could sign in with. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

export function isToken(token: string | null | undefined): token is string {
  return typeof token === 'string' && TOKEN.test(token);
}

export interface NewSession {
  accountId: string;
  device: string;
  method: SignInMethod;
  /** For break-glass: the practice it opens, and for how many hours. */
  only?: { practiceId: string; hours: number };
}

/** Begins a session. @returns its token, which only the cookie will hold */
export async function startSession(
  sql: Sql,
  { accountId, device, method, only }: NewSession,
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await sql(
    `insert into session (id, "tokenHash", "accountId", device, method, "practiceId", "expiresAt")
     values ($1::uuid, $2, $3::uuid, $4, $5, $6::uuid, now() + make_interval(hours => $7::int))`,
    [
      newId(),
      hashToken(token),
      accountId,
      device,
      method,
      only?.practiceId ?? null,
      only?.hours ?? SESSION_DAYS * 24,
    ],
  );
  return token;
}

/** Whose session this token is, or null when it is unknown, ended, idle too long or too old. */
export async function readSession(token: string | null): Promise<SessionView | null> {
  if (!isToken(token)) return null;
  return inSystem(async ({ sql }) => {
    const [row] = await sql<SessionView & { stale: boolean }>(
      `select s.id as "sessionId", a.id as "accountId", a.name, a.email, s.method, s."practiceId",
         s."freshAt" > now() - interval '${FRESH_MINUTES} minutes' and s.method not in ('pin', 'break-glass') as fresh,
         s."lastSeenAt" < now() - interval '1 minute' as stale
       from session s join account a on a.id = s."accountId" where s."tokenHash" = $1 and ${LIVE}`,
      [hashToken(token)],
    );
    if (!row) return null;
    const { stale, ...session } = row;
    if (stale) await sql(`update session set "lastSeenAt" = now() where id = $1::uuid`, [session.sessionId]);
    return session;
  });
}

/** A session that may still act, or null: what an open stream asks again. */
export async function findLiveSession(
  sessionId: string,
): Promise<Pick<SessionView, 'accountId' | 'sessionId' | 'practiceId'> | null> {
  const rows = await inSystem(({ sql }) =>
    sql<Pick<SessionView, 'accountId' | 'sessionId' | 'practiceId'>>(
      `select s.id as "sessionId", s."accountId", s."practiceId"
       from session s join account a on a.id = s."accountId" where s.id = $1::uuid and ${LIVE}`,
      [sessionId],
    ),
  );
  return rows[0] ?? null;
}

/** Ends one session, at once and on open streams too. Nothing happens when it is over already. */
export async function endSession(sessionId: string): Promise<void> {
  if (isId(sessionId)) await end(`id = $1::uuid`, sessionId);
}

/**
 * Ends one of one's own sessions, the one that asks or another.
 * @throws AppError not-found when it is over or somebody else's; forbidden for a break-glass session that is not it.
 */
export async function endOwnSession(session: SessionView, sessionId: string): Promise<void> {
  if (sessionId !== session.sessionId) requireOwn(session);
  if (!(await listSessions(session.accountId)).some((each) => each.id === sessionId)) {
    throw new AppError('not-found', 'That device is signed out already.');
  }
  await endSession(sessionId);
}

/**
 * Ends every session of an account, and every phone that opens with a PIN: "sign out everywhere".
 * @throws AppError forbidden for a break-glass session.
 */
export async function endAllSessions(session: Pick<SessionView, 'accountId' | 'method'>): Promise<void> {
  requireOwn(session);
  const { accountId } = session;
  await inSystem(async ({ sql }) => {
    await closePasses(sql, accountId);
    await sql(`update device set "revokedAt" = now() where "accountId" = $1::uuid and "revokedAt" is null`, [
      accountId,
    ]);
  });
  await end(`"accountId" = $1::uuid`, accountId);
}

/**
 * Ends every session of an account but the one that asks, and every phone with a PIN but the one it is on.
 * @throws AppError forbidden for a break-glass session.
 */
export async function endOtherSessions(session: SessionView): Promise<void> {
  requireOwn(session);
  const ended = await inSystem(({ sql }) => revokeOthers(sql, session));
  if (ended > 0) publish({ what: 'account', accountId: session.accountId });
}

/** The same in the caller's transaction. @returns how many; when any, publish after the commit. */
export async function revokeOthers(
  sql: Sql,
  session: Pick<SessionView, 'accountId' | 'sessionId'>,
): Promise<number> {
  await closePasses(sql, session.accountId);
  await sql(
    `update device set "revokedAt" = now() where "accountId" = $1::uuid and "revokedAt" is null
       and id is distinct from (select "deviceId" from session where id = $2::uuid)`,
    [session.accountId, session.sessionId],
  );
  const rows = await sql(
    `update session set "revokedAt" = now()
     where "accountId" = $1::uuid and id <> $2::uuid and "revokedAt" is null returning id`,
    [session.accountId, session.sessionId],
  );
  return rows.length;
}

async function end(which: string, id: string): Promise<void> {
  const rows = await inSystem(({ sql }) =>
    sql<{ accountId: string }>(
      `update session set "revokedAt" = now() where ${which} and "revokedAt" is null returning "accountId"`,
      [id],
    ),
  );
  for (const accountId of new Set(rows.map((row) => row.accountId))) publish({ what: 'account', accountId });
}

/** The live sessions of an account, newest first. */
export async function listSessions(accountId: string): Promise<SessionLine[]> {
  if (!isId(accountId)) return [];
  const rows = await inSystem(({ sql }) =>
    sql<Omit<SessionLine, 'createdAt' | 'lastSeenAt'> & { createdAt: Date; lastSeenAt: Date }>(
      `select s.id, s.device, s.method, s."createdAt", s."lastSeenAt" from session s join account a on a.id = s."accountId"
       where a.id = $1::uuid and ${LIVE} order by s."lastSeenAt" desc limit 100`,
      [accountId],
    ),
  );
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
  }));
}

/** What was on its way in by the old proof, and had not arrived, does not arrive. */
export async function closePasses(sql: Sql, accountId: string): Promise<void> {
  await sql(`update door_pass set "usedAt" = now() where "accountId" = $1::uuid and "usedAt" is null`, [
    accountId,
  ]);
}
