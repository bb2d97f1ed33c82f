'use server';
// What a plan's keepers do besides writing: begin, publish, restore, discard, remove, add, import.
import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { JOB_ROLES } from '@/lib/access/rules';
import { isAppError } from '@/lib/core';
import { id } from '@/lib/core/text';
import {
  addStarter,
  createPlan,
  discardDraft,
  importFile,
  publishRunbook,
  restoreVersion,
  seeStarter,
  setRemoved,
  startDraft,
  takeStarterStep,
} from '@/lib/runbooks';
import { AddStarter, CreatePlan, RunbookId, TakeStarterStep } from '@/lib/runbooks/schema';
import { action } from '@/lib/web';

const tick = z.literal('on').optional();
const whole = z.string().regex(/^\d{1,9}$/, 'is not a number');

export const beginDraft = action(RunbookId, async (ctx, input, practice) => {
  const { slug } = await startDraft(ctx, input);
  redirect(`/p/${practice}/runbooks/${slug}/edit`);
});

const tells = Object.fromEntries(JOB_ROLES.map((role) => [`tell-${role}`, tick]));
const optional = (value: string): string | undefined => (value === '' ? undefined : value);

const PublishForm = z.strictObject({
  runbookId: id,
  seq: whole,
  changeNote: z.string().max(2000),
  ownerId: z.union([id, z.literal('')]),
  approvedBy: z.union([id, z.literal('')]),
  effectiveOn: z.string().max(20),
  reviewOn: z.string().max(20),
  warningsSeen: tick,
  ...tells,
});

export const publish = action(PublishForm, async (ctx, form, practice) => {
  const fields: Record<string, unknown> = form;
  const { slug, number, inForce } = await publishRunbook(ctx, {
    runbookId: form.runbookId,
    seq: Number(form.seq),
    changeNote: form.changeNote,
    tellRoles: JOB_ROLES.filter((role) => fields[`tell-${role}`] === 'on'),
    ownerId: optional(form.ownerId),
    approvedBy: optional(form.approvedBy),
    effectiveOn: optional(form.effectiveOn),
    reviewOn: optional(form.reviewOn),
    warningsSeen: form.warningsSeen === 'on',
  }).catch((error: unknown) => {
    // The draft moved on: the page shows what it says now, beside what was typed.
    if (isAppError(error) && error.code === 'conflict')
      revalidatePath('/p/[practice]/runbooks/[slug]/publish', 'page');
    throw error;
  });
  // One that is to come in force stands in the list; its own page shows what is in force.
  redirect(`/p/${practice}/runbooks${inForce ? `/${slug}?published=${number}` : '?done=later'}`);
});

const RestoreForm = z.strictObject({ runbookId: id, number: whole, overDraft: tick });

export const restore = action(RestoreForm, async (ctx, { runbookId, number, overDraft }, practice) => {
  const restored = { runbookId, number: Number(number), overDraft: overDraft === 'on' };
  const { slug } = await restoreVersion(ctx, restored);
  redirect(`/p/${practice}/runbooks/${slug}/edit`);
});

export const discard = action(RunbookId, async (ctx, input, practice) => {
  await discardDraft(ctx, input);
  redirect(`/p/${practice}/runbooks?done=discarded`);
});

export const remove = action(RunbookId, async (ctx, input, practice) => {
  await setRemoved(ctx, input, true);
  redirect(`/p/${practice}/runbooks?done=removed`);
});

export const bringBack = action(RunbookId, async (ctx, input) => {
  await setRemoved(ctx, input, false);
  revalidatePath('/p/[practice]/runbooks', 'page');
  return 'The plan is on the shelf again.';
});

export const addFromStarter = action(AddStarter.omit({ edition: true }), async (ctx, input, practice) => {
  const { slug } = await addStarter(ctx, input);
  redirect(`/p/${practice}/runbooks/${slug}/edit`);
});

export const addBlank = action(CreatePlan, async (ctx, input, practice) => {
  const { slug } = await createPlan(ctx, input);
  redirect(`/p/${practice}/runbooks/${slug}/edit`);
});

const ImportForm = z.strictObject({
  file: z.string().max(12_000_000),
  into: z.union([id, z.literal('')]),
  overDraft: tick,
});

export const addFromFile = action(ImportForm, async (ctx, { file, into, overDraft }, practice) => {
  const from = { file, into: into === '' ? null : into, overDraft: overDraft === 'on' };
  const { slug } = await importFile(ctx, from);
  redirect(`/p/${practice}/runbooks/${slug}/edit`);
});

export const takeStep = action(TakeStarterStep, async (ctx, input) => {
  await takeStarterStep(ctx, input);
  revalidatePath('/p/[practice]/runbooks/[slug]/starter', 'page');
  return 'It is in your draft.';
});

export const markSeen = action(RunbookId, async (ctx, input) => {
  await seeStarter(ctx, input);
  revalidatePath('/p/[practice]/runbooks/[slug]/starter', 'page');
  return 'Marked as looked at.';
});
