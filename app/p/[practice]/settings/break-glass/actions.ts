'use server';
// Printing and ending an owner's break-glass codes.
import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { issueBreakGlass, revokeBreakGlass } from '@/lib/practices';
import { action } from '@/lib/web';

const none = z.strictObject({});

/** Answers with the codes themselves: they are shown this one time. */
export const issue = action(none, async (ctx) => (await issueBreakGlass(ctx)).join(' '), { fresh: true });

export const revoke = action(
  none,
  async (ctx, _input, practice) => {
    await revokeBreakGlass(ctx);
    revalidatePath(`/p/${practice}/settings/break-glass`);
    return 'Your unused codes open nothing any more.';
  },
  { fresh: true },
);
