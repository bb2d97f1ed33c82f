// Second proofs of an account: what there is, setting up an authenticator app, removing one, and its codes, each once.
import { AppError, isId, newId } from '@/lib/core';
import { inSystem, type Sql } from '@/lib/db';
import { publish } from '@/lib/events';
import { warnAccount } from './messages';
import { revokeCodes } from './printed-codes';
import type { SessionView } from './schema';
import { revokeOthers } from './session';
import { countTry, giveBackTry, type Try } from './throttle';
import { inGroups, newTotpSecret, openSecret, sealSecret, stepOf, totpAddress } from './totp';

export type FactorKind = 'totp' | 'passkey';
export type Acting = Pick<SessionView, 'accountId' | 'sessionId'>;

export interface FactorLine {
  id: string;
  kind: FactorKind;
  name: string;
  createdAt: string;
  lastUsedAt: string | null;
}

/** More than anybody has; a row that grows without end is somebody's script. */
export const MOST_FACTORS = 10;
export const WRONG_CODE =
  'This code is not right, or was used already. Wait for the next one in your app and type that.';

/** The confirmed ones, oldest first. */
export async function listFactors(accountId: string): Promise<FactorLine[]> {
  if (!isId(accountId)) return [];
  const rows = await inSystem(({ sql }) =>
    sql<Omit<FactorLine, 'createdAt' | 'lastUsedAt'> & { createdAt: Date; lastUsedAt: Date | null }>(
      `select id, kind, name, "createdAt", "lastUsedAt" from factor
       where "accountId" = $1::uuid and "confirmedAt" is not null order by "createdAt"`,
      [accountId],
    ),
  );
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  }));
}

/** @throws AppError limit when there are too many already. */
export async function roomForOne(sql: Sql, accountId: string): Promise<void> {
  const rows = await sql(
    `select 1 from factor where "accountId" = $1::uuid and "confirmedAt" is not null limit ${MOST_FACTORS}`,
    [accountId],
  );
  if (rows.length >= MOST_FACTORS) {
    throw new AppError(
      'limit',
      `You have ${MOST_FACTORS} already. Remove one that you do not use, then add another.`,
    );
  }
}

/** Begins an authenticator app; one begun before and never confirmed is thrown away. @returns its id. @throws AppError limit */
export async function beginTotp({ accountId }: Acting): Promise<string> {
  const factorId = newId();
  await inSystem(async ({ sql }) => {
    await roomForOne(sql, accountId);
    await sql(`delete from factor where "accountId" = $1::uuid and "confirmedAt" is null`, [accountId]);
    await sql(
      `insert into factor (id, "accountId", kind, name, secret) values ($1::uuid, $2::uuid, 'totp', 'Authenticator app', $3)`,
      [factorId, accountId, sealSecret(newTotpSecret(), { accountId, factorId })],
    );
  });
  return factorId;
}

interface StoredTotp {
  id: string;
  secret: string;
}

async function totpsOf(sql: Sql, accountId: string, confirmed: boolean): Promise<StoredTotp[]> {
  return sql<StoredTotp>(
    `select id, secret from factor where "accountId" = $1::uuid and kind = 'totp'
       and ("confirmedAt" is not null) = $2::boolean limit ${MOST_FACTORS}`,
    [accountId, confirmed],
  );
}

/** What the page of an app that is being set up shows; null when it is another's or confirmed already. */
export async function readTotpSetup(
  { accountId, email }: Pick<SessionView, 'accountId' | 'email'>,
  factorId: string,
): Promise<{ typed: string; address: string } | null> {
  const found = await inSystem(({ sql }) => totpsOf(sql, accountId, false));
  const row = found.find((each) => each.id === factorId);
  const secret = row && openSecret(row.secret, { accountId, factorId });
  return secret ? { typed: inGroups(secret), address: totpAddress(secret, email) } : null;
}

/** Uses a step up: of any number of the same code at once, one gets true. */
async function takeStep(sql: Sql, factorId: string, step: number, confirms: boolean): Promise<boolean> {
  const rows = await sql(
    `update factor set "lastStep" = $2::int, "lastUsedAt" = now(), "confirmedAt" = coalesce("confirmedAt", now())
     where id = $1::uuid and "lastStep" < $2::int and ("confirmedAt" is null) = $3::boolean returning id`,
    [factorId, step, confirms],
  );
  return rows.length === 1;
}

/** True when that is a code of one of the account's apps that was not used before; it is used now. */
export async function takeTotp(sql: Sql, accountId: string, code: string, now: Date): Promise<boolean> {
  for (const { id, secret } of await totpsOf(sql, accountId, true)) {
    const opened = openSecret(secret, { accountId, factorId: id });
    const step = opened === null ? null : stepOf(opened, code, now);
    if (step !== null && (await takeStep(sql, id, step, false))) return true;
  }
  return false;
}

/** Tries of somebody who is signed in are counted by session: nobody else's use them up. */
export const tryOf = ({ accountId, sessionId }: Acting): Try => ({
  who: `second-step:${accountId}`,
  ip: null,
  knownSession: sessionId,
});

/**
 * The first right code makes an app count.
 * @throws AppError invalid for a wrong code; not-found when it is not being set up; limit
 */
export async function confirmTotp(
  acting: Acting,
  { factorId, code, others }: { factorId: string; code: string; others: boolean },
): Promise<void> {
  const { accountId } = acting;
  await countTry(tryOf(acting));
  await inSystem(async ({ sql, now }) => {
    const row = (await totpsOf(sql, accountId, false)).find((each) => each.id === factorId);
    const secret = row && openSecret(row.secret, { accountId, factorId });
    if (!secret) throw new AppError('not-found', 'This was not begun here, or is done already. Begin again.');
    const step = stepOf(secret, code, now);
    if (step === null || !(await takeStep(sql, factorId, step, true))) {
      throw new AppError('invalid', WRONG_CODE);
    }
    await warnAccount(sql, {
      accountId,
      kind: 'factor-added',
      detail: { name: 'authenticator app' },
    });
    if (others) await revokeOthers(sql, acting);
  });
  publish({ what: 'account', accountId });
  await giveBackTry(tryOf(acting));
}

/** Removes one; with the last one its backup codes go too. @throws AppError not-found */
export async function removeFactor(
  acting: Acting,
  { factorId, others }: { factorId: string; others: boolean },
): Promise<void> {
  const { accountId } = acting;
  await inSystem(async ({ sql }) => {
    const [gone] = await sql<{ kind: FactorKind; name: string }>(
      `delete from factor where id = $1::uuid and "accountId" = $2::uuid and "confirmedAt" is not null returning kind, name`,
      [factorId, accountId],
    );
    if (!gone) throw new AppError('not-found', 'This is removed already.');
    const left = await sql(
      `select 1 from factor where "accountId" = $1::uuid and "confirmedAt" is not null limit 1`,
      [accountId],
    );
    if (left.length === 0) await revokeCodes(sql, { kind: 'backup', accountId, practiceId: null });
    await warnAccount(sql, {
      accountId,
      kind: 'factor-removed',
      detail: { name: gone.kind === 'totp' ? 'authenticator app' : 'passkey' },
    });
    if (others) await revokeOthers(sql, acting);
  });
  publish({ what: 'account', accountId });
}
