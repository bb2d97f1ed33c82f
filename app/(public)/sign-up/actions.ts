'use server';
// Signing up: showing that an e-mail address is one's own. The practice itself comes after.
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { askSignUpCode, signUpByCode } from '@/lib/identity';
import { publicAction } from '@/lib/web';
import { atTheDoor, enter } from '../enter';

const typed = z.string().max(1000, 'is longer than 1000 characters');

export const askSignUp = publicAction(z.strictObject({ email: typed, name: typed }), async (input) => {
  const { ip } = await atTheDoor();
  redirect(`/sign-up/code?pass=${await askSignUpCode({ ...input, ip })}`);
});

export const enterSignUp = publicAction(z.strictObject({ pass: typed, code: typed }), async (input) => {
  const { device, ip } = await atTheDoor();
  const { entered, made } = await signUpByCode({ ...input, device, ip });
  return enter(entered, made ? '/sign-up/practice' : null);
});
