'use server';
// What the forms of contact trees change. Who is told is sensitive: each asks for a proof of the last minutes.
import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { isAppError } from '@/lib/core';
import { addTree, bringBackTree, changeTree, moveTree, removeTree } from '@/lib/contacts';
import { MoveTree, TreeId } from '@/lib/contacts/schema';
import { action } from '@/lib/web';
import { EditTree, filledIn, NewTree } from './forms';

const FRESH = { fresh: true } as const;

/** Trees stand on many pages; what this browser keeps of them is out of date. */
function goTo(slug: string, path = ''): never {
  revalidatePath('/p/[practice]', 'layout');
  redirect(`/p/${slug}/contacts/trees${path}`);
}

export const makeTree = action(
  NewTree,
  async (ctx, input, slug) => {
    const treeId = await addTree(ctx, { ...input, branches: filledIn(input.branches) });
    return goTo(slug, `/${treeId}`);
  },
  FRESH,
);

export const saveTree = action(
  EditTree,
  async (ctx, input, slug) => {
    try {
      await changeTree(ctx, { ...input, branches: filledIn(input.branches) });
    } catch (error) {
      // The form learns what is stored now, so that the next press is an answer to it.
      if (isAppError(error) && error.code === 'conflict') revalidatePath('/p/[practice]', 'layout');
      throw error;
    }
    return goTo(slug, `/${input.treeId}`);
  },
  FRESH,
);

export const takeOffTree = action(
  TreeId,
  async (ctx, input, slug) => {
    await removeTree(ctx, input);
    return goTo(slug);
  },
  FRESH,
);

export const bringBack = action(
  TreeId,
  async (ctx, input, slug) => {
    await bringBackTree(ctx, input);
    return goTo(slug);
  },
  FRESH,
);

export const shiftTree = action(
  MoveTree,
  async (ctx, input, slug) => {
    await moveTree(ctx, input);
    return goTo(slug);
  },
  FRESH,
);
