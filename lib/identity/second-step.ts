// A code of the app, or a printed one: the second step of a sign-in, and the proof before something sensitive.
import { AppError } from '@/lib/core';
import { inSystem } from '@/lib/db';
import { takeBackupCode } from './backup-codes';
import { takeTotp, tryOf, WRONG_CODE } from './factors';
import { passSecondStep, trySecondStep } from './finish';
import { makeFresh, requireMoreThanPin } from './fresh';
import type { SessionView } from './schema';
import { countTry, giveBackTry } from './throttle';

/** Where a second step is tried: which pass, and from where. */
export interface AtStep {
  /** What the address of its page carries. */
  step: string;
  device: string;
  ip: string | null;
  known: string | null;
}

export const STEP_OVER = 'This took too long or was tried too often. Sign in again from the start.';

/**
 * The second step by what was typed: a code of the app, or a backup code. Begins the session.
 * @throws AppError invalid for a wrong code; expired when the step is over; limit after too many
 */
export async function secondStepByCode(at: AtStep, typed: string): Promise<{ token: string }> {
  const step = await trySecondStep(at.step, at);
  if (!step) throw new AppError('expired', STEP_OVER);
  const { accountId } = step;
  const entered = await inSystem(async ({ sql, now }) => {
    const right =
      (await takeTotp(sql, accountId, typed, now)) || (await takeBackupCode(sql, accountId, typed));
    if (!right) {
      throw new AppError(
        'invalid',
        'This code is not right, or was used already. Type the newest code of your app, or one of your backup codes.',
      );
    }
    const passed = await passSecondStep(sql, step, at.device);
    if (!passed) throw new AppError('expired', STEP_OVER);
    return passed;
  });
  await step.stepRight();
  return entered;
}

/**
 * Confirms by a code of the app that it is really this person.
 * @throws AppError invalid for a wrong code; forbidden for a session begun by PIN or printed code; limit
 */
export async function confirmByTotp(session: SessionView, typed: string): Promise<void> {
  requireMoreThanPin(session);
  await countTry(tryOf(session));
  await inSystem(async ({ sql, now }) => {
    if (!(await takeTotp(sql, session.accountId, typed, now))) throw new AppError('invalid', WRONG_CODE);
    await makeFresh(sql, session, session.method);
  });
  await giveBackTry(tryOf(session));
}
