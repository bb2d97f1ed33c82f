'use server';
// Begins a practice: itself, then the starter plans as its own. A second press goes on where the first one stopped.
import { redirect } from 'next/navigation';
import { signUpPractice } from '@/lib/practices';
import { addMissingStarters } from '@/lib/readiness';
import { accountAction } from '@/lib/web';
import { NewPractice } from './forms';

export const makePractice = accountAction(NewPractice, async (account, input) => {
  const { slug, ctx } = await signUpPractice(account, input);
  await addMissingStarters(ctx);
  redirect(`/p/${slug}/set-up`);
});
