'use server';
// What is done on the readiness pages: the kit is kept and checked, a plan is reviewed.
import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { plural } from '@/lib/core';
import { id, text, textOrEmpty } from '@/lib/core/text';
import { readPractice } from '@/lib/practices';
import {
  addKitItem,
  addUsualKit,
  checkKit,
  editKitItem,
  moveKitItem,
  readKitItem,
  removeKitItem,
} from '@/lib/readiness';
import { dateAndDistance, MOST_DAYS } from '@/lib/readiness/rules';
import { reviewRunbook } from '@/lib/runbooks';
import { action } from '@/lib/web';

const idOrNone = z.union([z.literal('').transform(() => null), id]);
const item = {
  name: text(120),
  detail: textOrEmpty(500),
  site: idOrNone,
  owner: idOrNone,
  days: z
    .string()
    .trim()
    .regex(/^\d{1,3}$/, 'is not a whole number')
    .transform(Number)
    .refine((days) => days >= 1 && days <= MOST_DAYS, `must be between 1 and ${MOST_DAYS}`),
};
const ofForm = ({ name, detail, site, owner, days }: z.output<z.ZodObject<typeof item>>) => ({
  name,
  detail,
  siteId: site,
  ownerId: owner,
  everyDays: days,
});

function refresh(): void {
  revalidatePath('/p/[practice]', 'layout');
}

export const addItem = action(z.strictObject(item), async (ctx, given) => {
  await addKitItem(ctx, ofForm(given));
  refresh();
  return `${given.name} is in the kit.`;
});

export const addUsual = action(z.strictObject({}), async (ctx) => {
  const added = await addUsualKit(ctx);
  refresh();
  if (added === 0) return 'All of the usual things are in the kit already.';
  return `${plural(added, 'thing')} added. Take out what you do not have, and say who looks after each.`;
});

export const editItem = action(
  z.strictObject({ item: id, ...item }),
  async (ctx, { item: itemId, ...given }) => {
    await editKitItem(ctx, { itemId, ...ofForm(given) });
    refresh();
    return 'Your changes are saved.';
  },
);

export const removeItem = action(z.strictObject({ item: id }), async (ctx, { item: itemId }) => {
  await removeKitItem(ctx, { itemId });
  refresh();
  redirect(`/p/${(await readPractice(ctx)).slug}/readiness`);
});

export const moveItem = action(
  z.strictObject({ item: id, to: z.enum(['up', 'down']) }),
  async (ctx, { item: itemId, to }) => {
    await moveKitItem(ctx, { itemId, to });
    refresh();
    return undefined;
  },
);

export const checkItem = action(
  z.strictObject({ item: id, fine: z.enum(['yes', 'no']), note: textOrEmpty(300) }),
  async (ctx, { item: itemId, fine, note }) => {
    await checkKit(ctx, { itemId, fine: fine === 'yes', note });
    const { dueOn, days } = await readKitItem(ctx, itemId);
    refresh();
    return fine === 'yes'
      ? `Checked by you just now. Next check by ${dateAndDistance(dueOn, days)}.`
      : 'Noted. It stands under “To fix” until somebody checks it and it is fine.';
  },
);

export const reviewPlan = action(
  z.strictObject({ runbook: id, note: textOrEmpty(500), next: z.iso.date() }),
  async (ctx, { runbook: runbookId, note, next }) => {
    await reviewRunbook(ctx, { runbookId, note, nextOn: next });
    refresh();
    // The plan leaves the list of those that are due, and its form with it: the page itself says that it worked.
    redirect(`/p/${(await readPractice(ctx)).slug}/readiness?reviewed=${runbookId}#reviews`);
  },
);
