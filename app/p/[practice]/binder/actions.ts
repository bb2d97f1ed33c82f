'use server';
// What a person does about the binder: has it made again, and says that the print is on the shelf.
import { revalidatePath } from 'next/cache';
import { makeBinder, tickBinder } from '@/lib/binder';
import { MakeBinder, TickBinder } from '@/lib/binder/schema';
import { action } from '@/lib/web';

const PAGE = '/p/[practice]/binder';

export const makeAgain = action(MakeBinder, async (ctx, input) => {
  await makeBinder(ctx, input);
  revalidatePath(PAGE, 'page');
  return 'The binder is made again and up to date.';
});

export const tick = action(TickBinder, async (ctx, input) => {
  await tickBinder(ctx, input);
  revalidatePath(PAGE, 'page');
  return 'Kept: this print is in the binder.';
});
