// Enrolled phones: one's own phone opens with six digits for 30 days, without e-mail, text or password.
import { createHmac, randomBytes } from 'node:crypto';
import { AppError, isId, newId, plural } from '@/lib/core';
import { inSystem, type Sql } from '@/lib/db';
import { env } from '@/lib/env';
import { publish } from '@/lib/events';
import { finishSignIn } from './finish';
import { requireOwn } from './fresh';
import { warnAccount } from './messages';
import { hashPassword, passwordFits } from './password';
import { isPin, weakPin } from './pin';
import { PIN_DAYS, PIN_TRIES } from './rules';
import type { SessionView } from './schema';
import { hashToken, isToken } from './session';

export interface DeviceLine {
  id: string;
  name: string;
  createdAt: string;
  lastUsedAt: string | null;
  expiresAt: string;
  /** True when too many wrong PINs were typed: it opens nothing until a full sign-in there. */
  locked: boolean;
  /** True for the phone of this session. */
  here: boolean;
}

const MOST_DEVICES = 20;
const LIVE = `d."revokedAt" is null and d."expiresAt" > now()`;

/** Six digits are guessed in hours by whoever has a dump; with the installation's secret mixed in, they are not. */
function peppered(deviceId: string, pin: string): string {
  return createHmac('sha256', env().APP_SECRET).update(`pin:${deviceId}:${pin}`).digest('base64url');
}

/**
 * Lets this phone open with a PIN; whoever it opened for before, it does no more.
 * @param again the PIN typed a second time
 * @param before the token its cookie has from an earlier time, if any
 * @returns the token for its cookie
 * @throws AppError invalid for a PIN that is too easy; limit; forbidden for a session begun with a printed code
 */
export async function enrolDevice(
  session: SessionView,
  { pin, again = pin, name, before }: { pin: string; again?: string; name: string; before: string | null },
): Promise<string> {
  requireOwn(session);
  const weak = weakPin(pin);
  if (weak !== null) throw new AppError('invalid', weak);
  if (again !== pin) throw new AppError('invalid', 'The two PINs are not the same. Type both again.');
  const { accountId, sessionId } = session;
  const deviceId = newId();
  const token = randomBytes(32).toString('base64url');
  const pinHash = await hashPassword(peppered(deviceId, pin));
  await inSystem(async ({ sql }) => {
    if (isToken(before)) {
      await sql(`update device set "revokedAt" = now() where "tokenHash" = $1 and "revokedAt" is null`, [
        hashToken(before),
      ]);
    }
    const others = await sql(`select 1 from device d where d."accountId" = $1::uuid and ${LIVE} limit 20`, [
      accountId,
    ]);
    if (others.length >= MOST_DEVICES) {
      throw new AppError(
        'limit',
        'You have many phones with a PIN already. End one you do not use, then try again.',
      );
    }
    await sql(
      `insert into device (id, "tokenHash", "accountId", name, "pinHash", "expiresAt")
       values ($1::uuid, $2, $3::uuid, $4, $5, now() + interval '${PIN_DAYS} days')`,
      [deviceId, hashToken(token), accountId, name, pinHash],
    );
    await sql(`update session set "deviceId" = $2::uuid where id = $1::uuid`, [sessionId, deviceId]);
    await warnAccount(sql, { accountId, kind: 'device-enrolled', detail: { device: name } });
  });
  return token;
}

/** Whose phone this is, for the sign-in page; null for a phone that opens with no PIN. */
export async function findPinDevice(
  token: string | null,
): Promise<{ accountId: string; name: string; locked: boolean } | null> {
  if (!isToken(token)) return null;
  const rows = await inSystem(({ sql }) =>
    sql<{ accountId: string; name: string; locked: boolean }>(
      `select d."accountId", a.name, d."wrongPins" >= ${PIN_TRIES} as locked
       from device d join account a on a.id = d."accountId"
       where d."tokenHash" = $1 and ${LIVE} and a."deactivatedAt" is null`,
      [hashToken(token)],
    ),
  );
  return rows[0] ?? null;
}

const LOCKED =
  'Too many wrong PINs, so this phone no longer opens with one. Sign in with your password or a code; after that your PIN works again.';

/**
 * Opens with the PIN. Counted in the row before it is looked at, so that any number at once get PIN_TRIES in all.
 * @throws AppError invalid for a wrong PIN; expired when this phone opens with no PIN, or no longer
 */
export async function openWithPin(
  { token, pin }: { token: string | null; pin: string },
  device: string,
): Promise<{ token: string }> {
  if (!isPin(pin)) throw new AppError('invalid', 'A PIN is six digits.');
  const [row] = !isToken(token)
    ? []
    : await inSystem(({ sql }) =>
        sql<{ id: string; accountId: string; pinHash: string; wrongPins: number }>(
          `update device d set "wrongPins" = "wrongPins" + 1 from account a
           where d."tokenHash" = $1 and ${LIVE} and d."wrongPins" < ${PIN_TRIES}
             and a.id = d."accountId" and a."deactivatedAt" is null
           returning d.id, d."accountId", d."pinHash", d."wrongPins"`,
          [hashToken(token)],
        ),
      );
  if (!row) {
    const found = await findPinDevice(token);
    throw new AppError(
      'expired',
      found?.locked
        ? LOCKED
        : 'This phone does not open with a PIN any more. Sign in with your password or a code.',
    );
  }
  if (!(await passwordFits(peppered(row.id, pin), row.pinHash))) {
    const left = PIN_TRIES - row.wrongPins;
    throw new AppError(
      left > 0 ? 'invalid' : 'expired',
      left > 0 ? `This PIN is not right. ${plural(left, 'try', 'tries')} left.` : LOCKED,
    );
  }
  return inSystem(async ({ sql }) => {
    // Ended between the two looks: then it opens nothing.
    const still = await sql(
      `update device d set "wrongPins" = 0, "lastUsedAt" = now() where d.id = $1::uuid and ${LIVE} returning d.id`,
      [row.id],
    );
    if (still.length === 0)
      throw new AppError('expired', 'This phone was ended. Sign in with your password or a code.');
    const entered = await finishSignIn(sql, { accountId: row.accountId, method: 'pin', device });
    if (!('token' in entered)) throw new Error('A PIN asked for a second step');
    await onDevice(sql, entered.token, row.id);
    return entered;
  });
}

const onDevice = (sql: Sql, sessionToken: string, deviceId: string) =>
  sql(`update session set "deviceId" = $2::uuid where "tokenHash" = $1`, [hashToken(sessionToken), deviceId]);

/**
 * After a full sign-in on an enrolled phone of that account: 30 more days, and wrong PINs are forgotten.
 * @returns false when this is no phone of that account
 */
export async function renewDevice(token: string | null, sessionToken: string): Promise<boolean> {
  if (!isToken(token)) return false;
  return inSystem(async ({ sql }) => {
    const [row] = await sql<{ id: string }>(
      `update device d set "wrongPins" = 0, "expiresAt" = now() + interval '${PIN_DAYS} days' from session s
       where d."tokenHash" = $1 and ${LIVE} and s."tokenHash" = $2 and s."accountId" = d."accountId"
         and s.method not in ('pin', 'break-glass') returning d.id`,
      [hashToken(token), hashToken(sessionToken)],
    );
    if (row) await onDevice(sql, sessionToken, row.id);
    return row !== undefined;
  });
}

/** The account's phones that open with a PIN, newest first. */
export async function listDevices({
  accountId,
  sessionId,
}: Pick<SessionView, 'accountId' | 'sessionId'>): Promise<DeviceLine[]> {
  if (!isId(accountId)) return [];
  type Row = Omit<DeviceLine, 'createdAt' | 'lastUsedAt' | 'expiresAt'> &
    Record<'createdAt' | 'expiresAt', Date> & { lastUsedAt: Date | null };
  const rows = await inSystem(({ sql }) =>
    sql<Row>(
      `select d.id, d.name, d."createdAt", d."lastUsedAt", d."expiresAt", d."wrongPins" >= ${PIN_TRIES} as locked,
         coalesce(d.id = (select "deviceId" from session where id = $2::uuid), false) as here
       from device d where d."accountId" = $1::uuid and ${LIVE} order by d."createdAt" desc`,
      [accountId, sessionId],
    ),
  );
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt.toISOString(),
  }));
}

/** Ends a phone: its PIN opens nothing, and what was begun on it is signed out at once. @throws AppError not-found; forbidden */
export async function endDevice(session: SessionView, deviceId: string): Promise<void> {
  requireOwn(session);
  const { accountId } = session;
  await inSystem(async ({ sql }) => {
    const rows = await sql(
      `update device set "revokedAt" = now() where id = $1::uuid and "accountId" = $2::uuid and "revokedAt" is null
       returning id`,
      [deviceId, accountId],
    );
    if (rows.length === 0) throw new AppError('not-found', 'This phone is ended already.');
    await sql(
      `update session set "revokedAt" = now() where "deviceId" = $1::uuid and "accountId" = $2::uuid and "revokedAt" is null`,
      [deviceId, accountId],
    );
  });
  publish({ what: 'account', accountId });
}

/** Forgets the PIN of the phone in hand; nothing happens when it has none. */
export async function forgetDevice(token: string | null): Promise<void> {
  if (!isToken(token)) return;
  await inSystem(({ sql }) =>
    sql(`update device set "revokedAt" = now() where "tokenHash" = $1 and "revokedAt" is null`, [
      hashToken(token),
    ]),
  );
}
