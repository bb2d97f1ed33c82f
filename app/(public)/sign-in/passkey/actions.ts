'use server';
// Signing in with a passkey: both steps in one, no address typed.
import { z } from 'zod';
import { id } from '@/lib/core/text';
import { askSignIn, signInWithPasskey } from '@/lib/identity';
import { publicAction } from '@/lib/web';
import { atTheDoor, enter } from '../../enter';

const next = z.string().max(1000).optional();

export const askPasskey = publicAction(z.strictObject({ next }), async () => {
  const { pass, options } = await askSignIn((await atTheDoor()).ip);
  return JSON.stringify({ pass, use: options });
});

export const usePasskey = publicAction(
  z.strictObject({ next, pass: id, response: z.string().max(20_000) }),
  async (input) => enter(await signInWithPasskey(input, (await atTheDoor()).device), input.next),
);
