// Readiness in words, from facts only: who can be reached, and when a drill was last run.
import 'server-only';
import { daysAgo } from '@/components/words';
import type { MemberCtx } from '@/lib/access';
import { readReachability, readTrees } from '@/lib/contacts';
import { readIncidents } from '@/lib/incidents';

export interface Readiness {
  /** "11 of 12 people reachable, last drill 41 days ago" */
  facts: string[];
  /** "Lee Park has no second number" */
  fixes: string[];
}

const DRILL_DAYS = 92;

export async function readReadiness(ctx: MemberCtx, zone: string, now: Date): Promise<Readiness> {
  const [trees, closed] = await Promise.all([
    readTrees(ctx),
    readIncidents(ctx, { state: 'closed', limit: 100 }),
  ]);
  const facts: string[] = [];
  const fixes: string[] = [];
  const [tree] = trees;
  if (tree) {
    const { reachable, total, problems } = await readReachability(ctx, tree.id);
    facts.push(`${reachable} of ${total} people reachable`);
    fixes.push(...problems.map(({ name, problem }) => `${name}: ${problem}`));
  } else {
    fixes.push('No contact tree yet: nobody would be told');
  }
  const drill = closed.find((card) => card.drill);
  if (drill) {
    const at = new Date(drill.noticedAt);
    facts.push(`last drill ${daysAgo(at, now, zone)}`);
    if (now.getTime() - at.getTime() > DRILL_DAYS * 86_400_000) fixes.push('No drill in three months');
  } else {
    fixes.push('No drill yet: run one this week, it takes three minutes');
  }
  return { facts, fixes };
}
