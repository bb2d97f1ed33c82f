'use server';
// What a plan's keepers do besides writing: begin, publish, restore, discard, remove, add.
import { redirect } from 'next/navigation';
import { RunbookId } from '@/lib/runbooks/schema';
import { startDraft } from '@/lib/runbooks';
import { action } from '@/lib/web';

export const beginDraft = action(RunbookId, async (ctx, input, practice) => {
  const { slug } = await startDraft(ctx, input);
  redirect(`/p/${practice}/runbooks/${slug}/edit`);
});
