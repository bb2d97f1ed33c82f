'use server';
// Confirming by a code of the app, or by passkey.
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { id } from '@/lib/core/text';
import { askConfirm, confirmByPasskey, confirmByTotp } from '@/lib/identity';
import { accountAction } from '@/lib/web';
import { confirmPath } from './path';

const next = z.string().max(1000).optional();

export const confirmApp = accountAction(
  z.strictObject({ code: z.string().max(1000), next }),
  async (account, input) => {
    await confirmByTotp(account, input.code);
    redirect(confirmPath({ next: input.next }));
  },
);

export const askPasskey = accountAction(z.strictObject({ next }), async (account) => {
  const { pass, options } = await askConfirm(account);
  return JSON.stringify({ pass, use: options });
});

export const confirmPasskey = accountAction(
  z.strictObject({ next, pass: id, response: z.string().max(20_000) }),
  async (account, input) => {
    await confirmByPasskey(account, input);
    redirect(confirmPath({ next: input.next }));
  },
);
