// Changing one's own e-mail address, and the number one signs in with when e-mail is down: a code to the new one first.
import { AppError } from '@/lib/core';
import { maskAddress } from '@/lib/core/addresses';
import { inSystem, type Sql } from '@/lib/db';
import { publish } from '@/lib/events';
import { requireMobile, requireNewEmail } from './address';
import { passOver, wrongCode } from './codes';
import { requireOwn } from './fresh';
import { warnAccount, writeAccount } from './messages';
import { deviceOf } from './own-password';
import { codeFits, findPass, openPass, tryPass, usePass, type Pass, type PassKind } from './passes';
import type { SessionView } from './schema';
import { closePasses, revokeOthers } from './session';
import { countSend } from './throttle';

/** The number that account signs in with, or null. */
export async function readMobile(accountId: string): Promise<string | null> {
  const [row] = await inSystem(({ sql }) =>
    sql<{ mobile: string | null }>(`select mobile from account where id = $1::uuid`, [accountId]),
  );
  return row?.mobile ?? null;
}

// Counted twice: what one address gets, and what one account may ask for at ever new numbers.
async function countAsk(session: SessionView, address: string, ip: string | null): Promise<void> {
  await countSend({ address: `account:${session.accountId}`, ip, knownSession: null });
  await countSend({ address, ip: null, knownSession: null });
}

async function ask(session: SessionView, kind: 'new-email' | 'new-mobile', address: string): Promise<string> {
  const { accountId, sessionId } = session;
  return inSystem(async ({ sql }) => {
    const passId = await openPass(sql, { kind, accountId, sessionId, address });
    await writeAccount(
      sql,
      { accountId, kind: `${kind}-code`, passId },
      { channel: kind === 'new-email' ? 'email' : 'sms', address },
    );
    return passId;
  });
}

/**
 * Sends a code to the new e-mail address; whether somebody has it already is said only to whoever reads it.
 * Call for a fresh session only.
 * @throws AppError invalid, saying what is wrong with the address; limit; forbidden for a break-glass session.
 */
export async function askNewEmail(
  session: SessionView,
  { email, ip }: { email: string; ip: string | null },
): Promise<string> {
  requireOwn(session);
  const address = requireNewEmail(email);
  if (address === session.email) throw new AppError('invalid', 'This is your e-mail address already.');
  await countAsk(session, address, ip);
  return ask(session, 'new-email', address);
}

/**
 * Sends a code by text to a number to sign in with. Call for a fresh session only.
 * @throws AppError invalid, saying what is wrong with the number; limit; forbidden for a break-glass session.
 */
export async function askNewMobile(
  session: SessionView,
  { mobile, ip }: { mobile: string; ip: string | null },
): Promise<string> {
  requireOwn(session);
  const address = requireMobile(mobile);
  await countAsk(session, address, ip);
  return ask(session, 'new-mobile', address);
}

const KINDS: readonly PassKind[] = ['new-email', 'new-mobile'];

async function openOf(
  session: SessionView,
  find: (kind: PassKind) => Promise<Pass | null>,
): Promise<Pass | null> {
  for (const kind of KINDS) {
    const pass = await find(kind);
    if (pass) return pass.sessionId === session.sessionId ? pass : null;
  }
  return null;
}

/** What an open code of that session would change, and where it went; null when there is none. */
export async function readNewAddress(
  session: SessionView,
  passId: string,
): Promise<{ what: 'email' | 'mobile'; to: string } | null> {
  const pass = await inSystem(({ sql }) => openOf(session, (kind) => findPass(sql, kind, passId)));
  return pass && { what: pass.kind === 'new-email' ? 'email' : 'mobile', to: maskAddress(pass.address) };
}

/**
 * Takes the new address, when its code is right. The old address and number are told; with a new e-mail address every
 * other session ends. Call for a fresh session only.
 * @throws AppError invalid for a wrong code; expired when it is used, over or tried too often; conflict when another
 *   account has the e-mail address.
 */
export async function proveNewAddress(
  session: SessionView,
  typed: { pass: string; code: string },
): Promise<'email' | 'mobile'> {
  requireOwn(session);
  const found = await inSystem(({ sql }) => openOf(session, (kind) => findPass(sql, kind, typed.pass)));
  const pass = found && (await inSystem(({ sql }) => tryPass(sql, found.kind, found.id)));
  if (!pass) throw passOver();
  if (!codeFits(pass.id, typed.code)) throw wrongCode(pass);
  const what = pass.kind === 'new-email' ? 'email' : 'mobile';
  const others = await inSystem(async ({ sql }) => {
    if (!(await usePass(sql, pass.id))) throw passOver();
    return what === 'email' ? takeEmail(sql, session, pass.address) : takeMobile(sql, session, pass.address);
  });
  for (const accountId of [session.accountId, ...others]) publish({ what: 'account', accountId });
  return what;
}

async function takeEmail(sql: Sql, session: SessionView, email: string): Promise<string[]> {
  const { accountId } = session;
  // Told first: afterwards nobody knows the old address any more.
  await warnAccount(sql, { accountId, kind: 'email-changed', detail: await deviceOf(sql, session) });
  const taken = await sql(
    `update account a set email = $2, "emailProvenAt" = now()
     where id = $1::uuid and not exists (select 1 from account b where b.email = $2 and b.id <> a.id) returning id`,
    [accountId, email],
  );
  if (taken.length === 0)
    throw new AppError(
      'conflict',
      'Another account has this e-mail address. Sign out and sign in with it, or choose another address.',
    );
  await closePasses(sql, accountId);
  await revokeOthers(sql, session);
  return [];
}

/** Whoever holds the phone now has the number: an account that had it before signs in with it no more, and is told. */
async function takeMobile(sql: Sql, session: SessionView, mobile: string): Promise<string[]> {
  await sql(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [`mobile:${mobile}`]);
  const before = await sql<{ id: string }>(
    `update account set mobile = null where mobile = $2 and id <> $1::uuid returning id`,
    [session.accountId, mobile],
  );
  for (const { id } of before) await warnAccount(sql, { accountId: id, kind: 'mobile-changed' });
  const detail = await deviceOf(sql, session);
  await warnAccount(sql, { accountId: session.accountId, kind: 'mobile-changed', detail });
  await sql(`update account set mobile = $2 where id = $1::uuid`, [session.accountId, mobile]);
  return before.map(({ id }) => id);
}

/** Takes the number away: codes go by e-mail only. The number is told. Call for a fresh session only. */
export async function removeMobile(session: SessionView): Promise<void> {
  requireOwn(session);
  await inSystem(async ({ sql }) => {
    const [account] = await sql<{ mobile: string | null }>(
      `select mobile from account where id = $1::uuid for update`,
      [session.accountId],
    );
    if (!account?.mobile) return;
    const detail = await deviceOf(sql, session);
    await warnAccount(sql, { accountId: session.accountId, kind: 'mobile-changed', detail });
    await sql(`update account set mobile = null where id = $1::uuid`, [session.accountId]);
  });
}
