'use server';
// A staff list is read, its columns are named, and it is taken in.
import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { givePeopleList, mapPeopleList, startPeopleImport } from '@/lib/contacts';
import { GiveList, ListId } from '@/lib/contacts/schema';
import { action } from '@/lib/web';
import { Columns } from './forms';

export const readList = action(GiveList, async (ctx, input, practice) =>
  redirect(`/p/${practice}/contacts/import/${await givePeopleList(ctx, input)}`),
);

export const nameColumns = action(Columns, async (ctx, input) => {
  await mapPeopleList(ctx, input);
  revalidatePath('/p/[practice]', 'layout');
  return 'Looked at again: see below.';
});

// Whoever takes a list in changes where everybody’s messages go.
export const takeIn = action(
  ListId,
  async (ctx, input) => {
    await startPeopleImport(ctx, input);
    revalidatePath('/p/[practice]', 'layout');
    return undefined;
  },
  { fresh: true },
);
