// The one place that decides whether somebody who proved one thing is in, or has to prove a second.
import { inSystem, type Sql } from '@/lib/db';
import { openPass, passLink, tryPass, usePass, findPassByLink } from './passes';
import type { SignInMethod } from './schema';
import { startSession } from './session';
import { countTry, giveBackTry, knownSessionOf } from './throttle';

/** Somebody who showed who they are in one way. */
export interface Proven {
  accountId: string;
  method: SignInMethod;
  /** As the list of sessions will name it. */
  device: string;
}

/** In, or one step before it: `secondStep` is what the address of that step's page carries. */
export type Entered = { token: string } | { secondStep: string };

/** A name for the device that fits the column and the screen. */
export function deviceLabel(device: string): string {
  return (
    device
      .replace(/[\p{C}]/gu, ' ')
      .trim()
      .slice(0, 200) || 'Unknown device'
  );
}

// A passkey is asked for its owner's finger or PIN, a PIN needs its phone, a printed code is the last way in of all:
// each is two things already.
const ONE_THING: readonly SignInMethod[] = ['password', 'link'];

/** Begins the session, or opens a second step when the account has one; in the caller's transaction. */
export async function finishSignIn(sql: Sql, { accountId, method, device }: Proven): Promise<Entered> {
  if (ONE_THING.includes(method) && (await hasFactor(sql, accountId))) {
    // The method rides along where other passes have the address they were sent to.
    const passId = await openPass(sql, { kind: 'second-step', accountId, address: method });
    return { secondStep: passLink(passId) };
  }
  return { token: await startSession(sql, { accountId, method, device: deviceLabel(device) }) };
}

/** Whether that account has a second step. */
export async function hasFactor(sql: Sql, accountId: string): Promise<boolean> {
  const rows = await sql(
    `select 1 from factor where "accountId" = $1::uuid and "confirmedAt" is not null limit 1`,
    [accountId],
  );
  return rows.length > 0;
}

/** An open second step. */
export interface SecondStep {
  passId: string;
  accountId: string;
  method: SignInMethod;
}

/** The open second step that address belongs to, or null. Uses nothing up. */
export function findSecondStep(step: string): Promise<SecondStep | null> {
  return inSystem(async ({ sql }) => {
    const pass = await findPassByLink(sql, 'second-step', step);
    if (!pass?.accountId) return null;
    return { passId: pass.id, accountId: pass.accountId, method: pass.address as SignInMethod };
  });
}

/**
 * Counts a try of a second step, before what was typed is looked at; whoever knows the password has no more tries an
 * hour than anybody else. Give the tries back with `stepRight` when it was right.
 * @returns the step, or null when it is used, over, or tried too often
 * @throws AppError limit after too many tries of the account
 */
export async function trySecondStep(
  step: string,
  from: { ip: string | null; known?: string | null },
): Promise<(SecondStep & { stepRight: () => Promise<void> }) | null> {
  const found = await findSecondStep(step);
  if (!found) return null;
  const attempt = {
    who: `second-step:${found.accountId}`,
    ip: from.ip,
    knownSession: await knownSessionOf(found.accountId, from.known),
  };
  await countTry(attempt);
  const pass = await inSystem(({ sql }) => tryPass(sql, 'second-step', found.passId));
  return pass && { ...found, stepRight: () => giveBackTry(attempt) };
}

/**
 * Begins the session after a right second step; in the transaction that uses the factor up. Null when the step was
 * taken or over meanwhile: then nothing may be used up either.
 */
export async function passSecondStep(
  sql: Sql,
  step: SecondStep,
  device: string,
): Promise<{ token: string } | null> {
  if (!(await usePass(sql, step.passId))) return null;
  const { accountId, method } = step;
  return { token: await startSession(sql, { accountId, method, device: deviceLabel(device) }) };
}
