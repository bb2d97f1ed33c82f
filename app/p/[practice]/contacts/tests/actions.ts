'use server';
// What the forms of contact tests change.
import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { startTest } from '@/lib/contacts';
import { TestId } from '@/lib/contacts/schema';
import { stopTest } from '@/lib/notifications';
import { action } from '@/lib/web';
import { BeginTest } from './forms';

export const beginTest = action(BeginTest, async (ctx, input, slug) => {
  const testId = await startTest(ctx, input);
  revalidatePath('/p/[practice]', 'layout');
  redirect(`/p/${slug}/contacts/tests/${testId}`);
});

export const endEarly = action(TestId, async (ctx, input) => {
  await stopTest(ctx, input);
  revalidatePath('/p/[practice]', 'layout');
  return 'The test has ended. Its result is below.';
});
