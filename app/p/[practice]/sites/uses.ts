// Which plans in force ask for which fact of a site.
import 'server-only';
import type { Ctx } from '@/lib/access';
import { readCurrentRunbooks } from '@/lib/runbooks';
import { placeholdersIn } from '@/lib/runbooks/rules';

/** Titles of plans by fact. */
export type Uses = Readonly<Record<string, readonly string[]>>;

export async function readUses(ctx: Ctx): Promise<Uses> {
  const uses = new Map<string, Set<string>>();
  for (const plan of await readCurrentRunbooks(ctx, { raw: true })) {
    const steps = plan.sections.flatMap(({ steps: each }) => each);
    const words = [plan.trigger, plan.anchor, ...steps.flatMap(({ title, detail }) => [title, detail])];
    for (const name of words.flatMap((text) => placeholdersIn(text).names)) {
      const titles = uses.get(name) ?? new Set();
      uses.set(name, titles.add(plan.title));
    }
  }
  return Object.fromEntries([...uses].map(([name, titles]) => [name, [...titles]]));
}
