'use server';
// What the forms of vendors change. Each goes on to the list.
import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import type { MemberCtx } from '@/lib/access';
import { isAppError } from '@/lib/core';
import { addVendor, bringBackVendor, changeVendor, readPractice, removeVendor } from '@/lib/practices';
import { VendorId } from '@/lib/practices/schema';
import { action } from '@/lib/web';
import { EditVendor, NewVendor } from './forms';

async function goToList(ctx: MemberCtx, id = ''): Promise<never> {
  const { slug } = await readPractice(ctx);
  revalidatePath('/p/[practice]', 'layout');
  redirect(`/p/${slug}/vendors${id && `#${id}`}`);
}

export const makeVendor = action(NewVendor, async (ctx, input) => goToList(ctx, await addVendor(ctx, input)));

export const saveVendor = action(EditVendor, async (ctx, input) => {
  try {
    await changeVendor(ctx, input);
  } catch (error) {
    // The form learns what is stored now, so that the next press is an answer to it.
    if (isAppError(error) && error.code === 'conflict') revalidatePath('/p/[practice]', 'layout');
    throw error;
  }
  return goToList(ctx, input.vendorId);
});

export const takeOffVendor = action(VendorId, async (ctx, input) => {
  await removeVendor(ctx, input);
  return goToList(ctx);
});

export const bringBack = action(VendorId, async (ctx, input) => {
  await bringBackVendor(ctx, input);
  return goToList(ctx, input.vendorId);
});
