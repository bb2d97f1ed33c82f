'use server';
// What a laptop adds to a running record. The same commands as the phone's, through the same door.
import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { AppError, newId } from '@/lib/core';
import { id, text } from '@/lib/core/text';
import { applyCommand, removePhoto } from '@/lib/incidents';
import { action } from '@/lib/web';

const AddNote = z.strictObject({ incident: id, note: text(1000) });

export const addNote = action(AddNote, async (ctx, { incident, note }) => {
  const receipt = await applyCommand(ctx, {
    id: newId(),
    deviceSeq: 0,
    incident,
    at: new Date().toISOString(),
    kind: 'incident.note',
    value: { note },
  });
  if (receipt.outcome === 'refused') throw new AppError('conflict', receipt.reason);
  revalidatePath('/p/[practice]/incidents/[id]', 'page');
  return 'Your note is in the record.';
});

const TakeAwayPhoto = z.strictObject({ photo: z.string().max(40), reason: z.string().max(1000) });

export const takeAwayPhoto = action(TakeAwayPhoto, async (ctx, input) => {
  await removePhoto(ctx, input);
  revalidatePath('/p/[practice]/incidents/[id]', 'page');
  return 'The photo is gone. The record says who removed it, and why.';
});
