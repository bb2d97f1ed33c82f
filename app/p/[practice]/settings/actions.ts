'use server';
// What the pages of settings change.
import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { askDeletion, cancelDeletion, deleteOld } from '@/lib/archive';
import { dayAndClock, isAppError, listed } from '@/lib/core';
import { changeSettings, readPractice } from '@/lib/practices';
import { action } from '@/lib/web';
import { EditSettings } from './forms';

export const saveSettings = action(
  EditSettings,
  async (ctx, input) => {
    try {
      const saved = await changeSettings(ctx, input);
      revalidatePath('/p/[practice]', 'layout');
      return saved.length === 0
        ? 'Nothing was different, so nothing was changed.'
        : `Saved: ${listed(saved)}.`;
    } catch (error) {
      // The form learns what is stored now, so that the next press is an answer to it.
      if (isAppError(error) && error.code === 'conflict') revalidatePath('/p/[practice]', 'layout');
      throw error;
    }
  },
  { fresh: true },
);

export const deletePractice = action(
  z.strictObject({ name: z.string().max(500) }),
  async (ctx, input) => {
    const after = await askDeletion(ctx, input);
    revalidatePath('/p/[practice]', 'layout');
    const { zone } = await readPractice(ctx);
    return `It will be deleted on ${dayAndClock(after, zone)}. Every owner is told by e-mail.`;
  },
  { fresh: true },
);

export const deleteOldRecords = action(
  z.strictObject({ before: z.string().max(40) }),
  async (ctx, input) => {
    await deleteOld(ctx, input);
    revalidatePath('/p/[practice]', 'layout');
    return 'They are being deleted now. The audit says so, with who had them deleted.';
  },
  { fresh: true },
);

export const keepPractice = action(z.strictObject({}), async (ctx) => {
  await cancelDeletion(ctx);
  revalidatePath('/p/[practice]', 'layout');
  return 'Stopped. The practice stays, and every owner is told.';
});
