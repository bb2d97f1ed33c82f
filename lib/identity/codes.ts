// Signing in by a code or a link, to an e-mail address or a mobile number. Known or not, an address gets the same
// answer after the same work.
import { AppError, plural } from '@/lib/core';
import { maskAddress } from '@/lib/core/addresses';
import { inSystem, type Sql } from '@/lib/db';
import { requireAddress } from './address';
import { finishSignIn, type Entered } from './finish';
import { writeAccount, type AccountAddress } from './messages';
import { codeFits, findPass, findPassByLink, openPass, tryPass, usePass, type Pass } from './passes';
import { provesEmail, tellProven } from './proof';
import { PASS_TRIES } from './rules';
import { hashToken, isToken } from './session';
import { countNoPass, countSend } from './throttle';
import type { AskCode, TypedCode } from './schema';

/** What a code that is used, over or tried too often is told, and so is one that never was. */
export function passOver(): AppError {
  return new AppError('expired', 'This code is used or no longer good. Ask for a new one.');
}

export function wrongCode({ tries }: Pick<Pass, 'tries'>): AppError {
  const left = PASS_TRIES - tries;
  const next =
    left > 0
      ? `Check the message, then type all 8 digits. ${plural(left, 'try', 'tries')} left.`
      : 'That was the last try: ask for a new code.';
  return new AppError('invalid', `This is not the code we sent. ${next}`);
}

interface Found {
  id: string;
  knownSession: string | null;
}

// One query in every case. A number two accounts claim opens neither.
async function findByAddress(to: AccountAddress, known: string | null | undefined): Promise<Found | null> {
  const rows = await inSystem(({ sql }) =>
    sql<Found>(
      `select a.id, s.id as "knownSession" from account a
       left join session s on s."accountId" = a.id and s."tokenHash" = $3
       where case when $1 = 'email' then a.email = $2 else a.mobile = $2 end and a."deactivatedAt" is null limit 2`,
      [to.channel, to.address, isToken(known) ? hashToken(known) : ''],
    ),
  );
  return rows.length === 1 ? (rows[0] ?? null) : null;
}

/**
 * Sends a sign-in code; to an address nobody has, nothing goes, and nobody can tell.
 * @returns the pass the code belongs to, for the page where it is typed
 * @throws AppError invalid for what is no address; limit after too many.
 */
export async function askSignInCode(input: AskCode): Promise<string> {
  const to = requireAddress(input.address);
  const found = await findByAddress(to, input.known);
  await countSend({ address: to.address, ip: input.ip, knownSession: found?.knownSession ?? null });
  const accountId = found?.id ?? null;
  return inSystem(async ({ sql }) => {
    const passId = await openPass(sql, { kind: 'sign-in', accountId, address: to.address });
    // Written for nobody too, and dropped by the worker: the same rows, the same job, the same time.
    await writeAccount(sql, { accountId, kind: 'sign-in-code', passId }, to);
    return passId;
  });
}

/** Where the code of an open pass went, as much of it as anybody may see; null when the pass is over. */
export function readSignInPass(passId: string): Promise<{ to: string } | null> {
  return inSystem(async ({ sql }) => {
    const pass = await findPass(sql, 'sign-in', passId);
    return pass && pass.sessionId === null ? { to: maskAddress(pass.address) } : null;
  });
}

/**
 * Signs in by a typed code.
 * @throws AppError invalid for a wrong code; expired when it is used, over or tried too often; limit.
 */
export async function signInByCode(input: TypedCode): Promise<Entered> {
  const pass = await inSystem(({ sql }) => tryPass(sql, 'sign-in', input.pass));
  if (!pass || pass.sessionId !== null) {
    await countNoPass(input.ip);
    throw passOver();
  }
  if (!codeFits(pass.id, input.code) || !pass.accountId) throw wrongCode(pass);
  return letIn(pass, input.device);
}

/** Whom a sign-in link lets in, masked, without using it up; null for a link that is used, over or none of ours. */
export function readSignInLink(link: string): Promise<{ to: string } | null> {
  return inSystem(async ({ sql }) => {
    const pass = await findPassByLink(sql, 'sign-in', link);
    return pass?.accountId && pass.sessionId === null ? { to: maskAddress(pass.address) } : null;
  });
}

/**
 * Signs in by a link, after its button was pressed.
 * @throws AppError expired when it is used, over or none of ours.
 */
export async function signInByLink(input: { link: string; device: string }): Promise<Entered> {
  const pass = await inSystem(({ sql }) => findPassByLink(sql, 'sign-in', input.link));
  if (!pass || pass.sessionId !== null) throw linkOver();
  return letIn(pass, input.device);
}

function linkOver(): AppError {
  return new AppError('expired', 'This link is used or no longer good. Ask for a new code.');
}

async function letIn(pass: Pass, device: string): Promise<Entered> {
  const done = await inSystem(async ({ sql }) => {
    if (!(await usePass(sql, pass.id))) throw passOver();
    const account = await stillTheirs(sql, pass);
    if (!account) throw passOver();
    const proven = account.byEmail && (await provesEmail(sql, account.id));
    const entered = await finishSignIn(sql, { accountId: account.id, method: 'link', device });
    return { entered, proven, accountId: account.id };
  });
  if (done.proven) tellProven(done.accountId);
  return done.entered;
}

/** The account, when it may still sign in and the code went where it still reads; held until this is decided. */
async function stillTheirs(sql: Sql, pass: Pass): Promise<{ id: string; byEmail: boolean } | null> {
  const rows = await sql<{ id: string; byEmail: boolean }>(
    `select id, email = $2 as "byEmail" from account
     where id = $1::uuid and (email = $2 or mobile = $2) and "deactivatedAt" is null for update`,
    [pass.accountId, pass.address],
  );
  return rows[0] ?? null;
}
