// What every page of contact tests starts with. Whoever may not test finds no such page.
import 'server-only';
import { notFound } from 'next/navigation';
import { may } from '@/lib/access/rules';
import { here } from '../../here';

export async function testerHere(slug: string) {
  const found = await here(slug);
  if (!may(found.ctx.actor.right, 'contacts.test')) notFound();
  return found;
}
