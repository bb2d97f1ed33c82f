'use server';
// The step-up: showing again who one is, by password or by a code that only this session can use.
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { askConfirmCode, confirmByCode, confirmByPassword } from '@/lib/identity';
import { accountAction } from '@/lib/web';
import { confirmPath } from './path';

const typed = z.string().max(1000, 'is longer than 1000 characters');
const next = typed.optional();

export const confirmPassword = accountAction(
  // Loose on purpose: identity refuses what is too long with the same sentence as a wrong one, before it is looked at.
  z.strictObject({ password: z.string().max(3_000_000), next }),
  async (account, input) => {
    await confirmByPassword(account, input.password);
    redirect(confirmPath({ next: input.next }));
  },
);

export const sendConfirmCode = accountAction(
  z.strictObject({ by: z.enum(['email', 'sms']), next }),
  async (account, input) => {
    const pass = await askConfirmCode(account, input.by);
    redirect(confirmPath({ pass, next: input.next }));
  },
);

export const confirmCode = accountAction(
  z.strictObject({ pass: typed, code: typed, next }),
  async (account, input) => {
    await confirmByCode(account, input);
    redirect(confirmPath({ next: input.next }));
  },
);
