'use server';
// Signing in by a code: having it sent, and typing it.
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { askSignInCode, signInByCode } from '@/lib/identity';
import { publicAction } from '@/lib/web';
import { safeNext } from '@/lib/web/rules';
import { atTheDoor, enter } from '../../enter';

const typed = z.string().max(1000, 'is longer than 1000 characters');

export const askCode = publicAction(
  z.strictObject({ address: typed, next: typed.optional() }),
  async ({ address, next }) => {
    const { ip, known } = await atTheDoor();
    const pass = await askSignInCode({ address, ip, known });
    const onward = safeNext(next);
    redirect(`/sign-in/code?${new URLSearchParams({ pass, ...(onward && { next: onward }) }).toString()}`);
  },
);

export const enterCode = publicAction(
  z.strictObject({ pass: typed, code: typed, next: typed.optional() }),
  async ({ pass, code, next }) => {
    const { device, ip } = await atTheDoor();
    return enter(await signInByCode({ pass, code, device, ip }), next);
  },
);
