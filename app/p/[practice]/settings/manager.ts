// What the pages of settings start with. Whoever may not change them finds no such page.
import 'server-only';
import { notFound } from 'next/navigation';
import { may, type Act } from '@/lib/access/rules';
import { requireAccount } from '@/lib/web';
import { here } from '../here';

export async function settingsHere(slug: string, act: Act = 'settings.edit') {
  const found = await here(slug);
  if (!may(found.ctx.actor.right, act)) notFound();
  return { ...found, account: await requireAccount() };
}
