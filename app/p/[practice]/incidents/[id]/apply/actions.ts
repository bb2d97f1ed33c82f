'use server';
// Putting a newer version of a plan into a running incident: the same command as any phone's, through the same door.
import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { AppError } from '@/lib/core';
import { id } from '@/lib/core/text';
import { applyCommand } from '@/lib/incidents';
import { action } from '@/lib/web';

const ApplyVersion = z.strictObject({
  incident: id,
  run: id,
  /** The version that was shown. */
  version: id,
  /** Made with the form: pressed twice, it is one command. */
  command: id,
});

export const applyVersion = action(ApplyVersion, async (ctx, { incident, run, version, command }) => {
  const receipt = await applyCommand(ctx, {
    id: command,
    deviceSeq: 0,
    incident,
    at: new Date().toISOString(),
    kind: 'run.update',
    value: { runId: run, versionId: version },
  });
  if (receipt.outcome === 'refused') throw new AppError('conflict', receipt.reason);
  revalidatePath('/p/[practice]/incidents/[id]', 'page');
  revalidatePath('/p/[practice]/incidents/[id]/apply', 'page');
  return 'It is applied. Every phone with a connection shows it now; the others show it when they have one.';
});
