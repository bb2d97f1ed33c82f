// What every page of a practice starts with: who is acting and which practice this is. Asked once a request.
import 'server-only';
import { cache } from 'react';
import { readPractice } from '@/lib/practices';
import { currentCtx } from '@/lib/web';

export const here = cache(async (slug: string) => {
  const ctx = await currentCtx(slug);
  return { slug, ctx, practice: await readPractice(ctx) };
});
