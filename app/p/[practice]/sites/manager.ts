// What every page that edits a practice, or one of its sites, starts with. Whoever may not edit finds no such page.
import 'server-only';
import { notFound } from 'next/navigation';
import { mayAt } from '@/lib/access/rules';
import { here } from '../here';

/** `siteId`: the one site the page is about, where somebody may be something else than everywhere. */
export async function managerHere(slug: string, siteId: string | null = null) {
  const found = await here(slug);
  if (!mayAt(found.ctx.actor, 'practice.edit', siteId)) notFound();
  return found;
}
