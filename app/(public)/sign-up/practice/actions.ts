'use server';
// Begins a practice: itself, then the starter plans as its own; or an empty one, for a file to be brought into. A second
// press goes on where the first one stopped.
import { redirect } from 'next/navigation';
import { signUpForFile, signUpPractice } from '@/lib/practices';
import { addMissingStarters } from '@/lib/readiness';
import { accountAction } from '@/lib/web';
import { ForFile, NewPractice } from './forms';

export const makePractice = accountAction(NewPractice, async (account, input) => {
  const { slug, ctx } = await signUpPractice(account, input);
  await addMissingStarters(ctx);
  redirect(`/p/${slug}/set-up`);
});

export const makeForFile = accountAction(ForFile, async (account, input) => {
  const { slug } = await signUpForFile(account, input);
  redirect(`/p/${slug}/settings/import`);
});
