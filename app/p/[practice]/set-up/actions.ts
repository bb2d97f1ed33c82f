'use server';
// What the set-up pages change: steps left for later, and which starters are kept.
import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { readPractice } from '@/lib/practices';
import { addMissingStarters, chooseStarters, laterStep, putSetUpAway } from '@/lib/readiness';
import { action } from '@/lib/web';
import { Away, Choice, Nothing, Step } from './forms';

export const putLater = action(Step, async (ctx, input) => {
  await laterStep(ctx, input);
  revalidatePath('/p/[practice]', 'layout');
  return input.later ? 'Left for later.' : 'Back on the list.';
});

export const putAway = action(Away, async (ctx, input) => {
  await putSetUpAway(ctx, input);
  revalidatePath('/p/[practice]', 'layout');
  return input.away ? 'Put away. You find it under More, Set-up.' : 'Back on every page until it is done.';
});

export const addPlans = action(Nothing, async (ctx) => {
  await addMissingStarters(ctx);
  revalidatePath('/p/[practice]', 'layout');
  return 'The plans are on your shelf.';
});

export const choosePlans = action(Choice, async (ctx, input) => {
  await chooseStarters(ctx, input);
  const { slug } = await readPractice(ctx);
  revalidatePath('/p/[practice]', 'layout');
  redirect(`/p/${slug}/set-up`);
});
