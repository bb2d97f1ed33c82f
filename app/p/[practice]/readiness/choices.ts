// Where a thing of the kit may be, and who may look after it.
import 'server-only';
import type { MemberCtx } from '@/lib/access';
import { readPeople } from '@/lib/contacts';
import { readSites } from '@/lib/practices';
import type { Choices } from './kit-item-form';

export async function readChoices(ctx: MemberCtx): Promise<Choices> {
  const [sites, people] = await Promise.all([readSites(ctx), readPeople(ctx)]);
  const option = ({ id, name }: { id: string; name: string }) => ({ value: id, word: name });
  return { sites: sites.map(option), people: people.map(option) };
}
