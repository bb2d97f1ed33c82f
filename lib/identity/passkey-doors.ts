// What a passkey opens: a sign-in (both steps in one), the second step after a password, and the proof before something
// sensitive. Each asks first, and takes one answer.
import { generateAuthenticationOptions } from '@simplewebauthn/server';
import { AppError } from '@/lib/core';
import { inSystem } from '@/lib/db';
import { countPasskey } from './factor-limits';
import type { Acting } from './factors';
import { findSecondStep, finishSignIn, passSecondStep, trySecondStep } from './finish';
import { makeFresh } from './fresh';
import {
  asDescriptor,
  keepChallenge,
  keysOf,
  site,
  takePasskey,
  useChallenge,
  type PasskeyAnswer,
  type PasskeyAsk,
  type Purpose,
} from './passkeys';
import type { SessionView } from './schema';
import { STEP_OVER, type AtStep } from './second-step';

/** For /sign-in: any passkey of this site the device has. @throws AppError limit */
export async function askSignIn(ip: string | null): Promise<PasskeyAsk> {
  await countPasskey(ip);
  return ask('sign-in', null, undefined);
}

/** For the second step: one of that account's. @throws AppError expired; limit */
export async function askSecondStep(step: string, ip: string | null): Promise<PasskeyAsk> {
  await countPasskey(ip);
  const found = await findSecondStep(step);
  if (!found) throw new AppError('expired', STEP_OVER);
  return ask('second-step', found.accountId, undefined);
}

/** To confirm: one of one's own. */
export function askConfirm({ accountId, sessionId }: Acting): Promise<PasskeyAsk> {
  return ask('confirm', accountId, sessionId);
}

async function ask(
  purpose: Purpose,
  accountId: string | null,
  sessionId: string | undefined,
): Promise<PasskeyAsk> {
  return inSystem(async ({ sql }) => {
    const options = await generateAuthenticationOptions({
      rpID: site().id,
      userVerification: 'required',
      ...(accountId && { allowCredentials: (await keysOf(sql, accountId)).map(asDescriptor) }),
    });
    const who = { accountId, ...(sessionId && { sessionId }) };
    return { pass: await keepChallenge(sql, purpose, options.challenge, who), options };
  });
}

/** Signs in with a passkey: both steps in one. @throws AppError invalid when it does not hold */
export async function signInWithPasskey(
  { pass, response }: PasskeyAnswer,
  device: string,
): Promise<{ token: string }> {
  const challenge = await useChallenge(pass, 'sign-in', { accountId: null });
  const entered = await inSystem(async ({ sql }) => {
    const accountId = await takePasskey(sql, response, challenge);
    return finishSignIn(sql, { accountId, method: 'passkey', device });
  });
  if (!('token' in entered)) throw new Error('A passkey asked for a second step');
  return entered;
}

/** The second step by passkey. @throws AppError invalid when it does not hold; expired when the step is over; limit */
export async function secondStepByPasskey(
  at: AtStep,
  { pass, response }: PasskeyAnswer,
): Promise<{ token: string }> {
  const step = await trySecondStep(at.step, at);
  if (!step) throw new AppError('expired', STEP_OVER);
  const challenge = await useChallenge(pass, 'second-step', { accountId: step.accountId });
  const entered = await inSystem(async ({ sql }) => {
    await takePasskey(sql, response, challenge, step.accountId);
    return passSecondStep(sql, step, at.device);
  });
  if (!entered) throw new AppError('expired', STEP_OVER);
  await step.stepRight();
  return entered;
}

/** Confirms by passkey that it is really this person. @throws AppError invalid; forbidden after a printed code */
export async function confirmByPasskey(
  session: SessionView,
  { pass, response }: PasskeyAnswer,
): Promise<void> {
  const { accountId, sessionId } = session;
  const challenge = await useChallenge(pass, 'confirm', { accountId, sessionId });
  await inSystem(async ({ sql }) => {
    await takePasskey(sql, response, challenge, accountId);
    await makeFresh(sql, session, 'passkey');
  });
}
