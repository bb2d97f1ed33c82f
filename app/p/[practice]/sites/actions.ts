'use server';
// What the forms of sites change. Each goes on to the page that shows it.
import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import type { MemberCtx } from '@/lib/access';
import { isAppError } from '@/lib/core';
import {
  addAlternateSite,
  addSite,
  bringBackAlternateSite,
  changeAlternateSite,
  changePracticeFacts,
  changeSite,
  changeSystems,
  closeSite,
  readPractice,
  removeAlternateSite,
  reopenSite,
} from '@/lib/practices';
import { AlternateSiteId, SiteId } from '@/lib/practices/schema';
import { action } from '@/lib/web';
import { EditAlternate, EditFacts, EditSite, EditSystems, NewAlternate, NewSite } from './forms';

/** Places stand on many pages; what this browser keeps of them is out of date. */
async function goTo(ctx: MemberCtx, path: string): Promise<never> {
  const { slug } = await readPractice(ctx);
  revalidatePath('/p/[practice]', 'layout');
  redirect(`/p/${slug}/sites${path}`);
}

/** When somebody else changed it meanwhile, the form learns what is stored now, so that the next press is an answer. */
async function orShow(saving: Promise<void>): Promise<void> {
  try {
    await saving;
  } catch (error) {
    if (isAppError(error) && error.code === 'conflict') revalidatePath('/p/[practice]', 'layout');
    throw error;
  }
}

export const makeSite = action(NewSite, async (ctx, input) => goTo(ctx, `#${await addSite(ctx, input)}`));

export const saveSite = action(EditSite, async (ctx, input) => {
  await orShow(changeSite(ctx, input));
  return goTo(ctx, `#${input.siteId}`);
});

export const saveFacts = action(EditFacts, async (ctx, input) => {
  await orShow(changePracticeFacts(ctx, input));
  return goTo(ctx, '');
});

export const saveSystems = action(EditSystems, async (ctx, { systems, ...input }) => {
  // What is no number is refused by the verb, with its line.
  const numbered = systems.map((each) => ({ ...each, canWaitMinutes: each.canWaitMinutes ?? Number.NaN }));
  await orShow(changeSystems(ctx, { ...input, systems: numbered }));
  return goTo(ctx, `#${input.siteId}`);
});

export const shutSite = action(SiteId, async (ctx, input) => {
  await closeSite(ctx, input);
  return goTo(ctx, '');
});

export const openSite = action(SiteId, async (ctx, input) => {
  await reopenSite(ctx, input);
  return goTo(ctx, `#${input.siteId}`);
});

export const makeAlternate = action(NewAlternate, async (ctx, input) =>
  goTo(ctx, `/${input.siteId}/alternate/${await addAlternateSite(ctx, input)}`),
);

export const saveAlternate = action(EditAlternate, async (ctx, { siteId, ...input }) => {
  await orShow(changeAlternateSite(ctx, input));
  return goTo(ctx, `/${siteId}/alternate/${input.alternateSiteId}`);
});

export const takeOffAlternate = action(AlternateSiteId, async (ctx, input) => {
  await removeAlternateSite(ctx, input);
  return goTo(ctx, '');
});

export const bringBackAlternate = action(AlternateSiteId, async (ctx, input) => {
  await bringBackAlternateSite(ctx, input);
  return goTo(ctx, '');
});
