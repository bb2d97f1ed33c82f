// What every page that edits people starts with. Whoever may not edit finds no such page.
import 'server-only';
import { notFound } from 'next/navigation';
import { may } from '@/lib/access/rules';
import { here } from '../../here';

export async function peopleManagerHere(slug: string) {
  const found = await here(slug);
  if (!may(found.ctx.actor.right, 'contacts.edit')) notFound();
  return found;
}
