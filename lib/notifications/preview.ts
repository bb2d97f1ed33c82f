// Who would be told, before anybody is.
import { authorize, type Ctx } from '@/lib/access';
import { inPracticeSql } from '@/lib/db';
import { peopleOfTree } from './people';
import { planDeliveries } from './plan';
import type { TellingPreview } from './schema';

/** Counts exactly what a declaration would send. An unknown tree tells nobody. @throws AppError forbidden */
export async function previewTelling(ctx: Ctx, treeId: string): Promise<TellingPreview> {
  authorize(ctx, 'contacts.read');
  return inPracticeSql(ctx, async ({ sql, now }) => {
    const people = await peopleOfTree(sql, ctx.practiceId, treeId);
    const going = planDeliveries(people, now).filter((planned) => planned.state === 'waiting');
    const reached = new Set(going.map(({ person }) => person.id));
    const count = (channel: string) => going.filter((planned) => planned.channel === channel).length;
    return {
      people: reached.size,
      byEmail: count('email'),
      byText: count('sms'),
      unreachable: people.filter((person) => !reached.has(person.id)).map((person) => person.name),
    };
  });
}
