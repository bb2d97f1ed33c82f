'use server';
// The second step of a sign-in: a code of the app, a passkey, or a backup code.
import { z } from 'zod';
import { AppError } from '@/lib/core';
import { id } from '@/lib/core/text';
import { askSecondStep, secondStepByCode, secondStepByPasskey } from '@/lib/identity';
import { publicAction } from '@/lib/web';
import { atTheDoor, enter } from '../../enter';

const at = { step: z.string().max(200), next: z.string().max(1000).optional() };

export const secondByCode = publicAction(
  z.strictObject({ ...at, code: z.string().max(1000) }),
  async ({ step, next, code }) => {
    if (code.trim() === '') throw new AppError('invalid', 'Type the code that your app shows now.');
    return enter(await secondStepByCode({ step, ...(await atTheDoor()) }, code), next);
  },
);

export const askSecondPasskey = publicAction(z.strictObject(at), async ({ step }) => {
  const { pass, options } = await askSecondStep(step, (await atTheDoor()).ip);
  return JSON.stringify({ pass, use: options });
});

export const secondByPasskey = publicAction(
  z.strictObject({ ...at, pass: id, response: z.string().max(20_000) }),
  async ({ step, next, ...answer }) =>
    enter(await secondStepByPasskey({ step, ...(await atTheDoor()) }, answer), next),
);
