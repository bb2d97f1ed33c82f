// A published version as the document it is: text as written, for comparing and for starting a draft from it.
import { authorize, type Ctx } from '@/lib/access';
import { AppError, isId } from '@/lib/core';
import { inPracticeSql } from '@/lib/db';
import type { Plan } from './plan';
import { findPlan } from './rows';

export interface PlanVersion {
  plan: Plan;
  number: number;
  publishedAt: string;
}

/** @throws AppError forbidden; not-found for a plan or a published version of that number. */
export async function readPlan(ctx: Ctx, idOrSlug: string, number: number): Promise<PlanVersion> {
  authorize(ctx, 'runbook.read');
  const missing = new AppError('not-found', 'There is no such version of this plan.');
  const known = isId(idOrSlug) ? 'id = $2::uuid' : /^[a-z0-9-]{1,48}$/.test(idOrSlug) ? 'slug = $2' : null;
  if (known === null || !Number.isInteger(number) || Math.abs(number) >= 2 ** 31) throw missing;
  return inPracticeSql(ctx, async ({ sql }) => {
    const [version] = await sql<{ id: string; publishedAt: Date }>(
      `select v.id, v."publishedAt" from runbook r
       join runbook_version v on v."practiceId" = r."practiceId" and v."runbookId" = r.id and v."publishedAt" is not null
       where r."practiceId" = $1::uuid and v.number = $3::int and r.${known}`,
      [ctx.practiceId, idOrSlug, number],
    );
    const plan = await findPlan(sql, ctx.practiceId, version?.id ?? null);
    if (!version || !plan) throw missing;
    return { plan, number, publishedAt: version.publishedAt.toISOString() };
  });
}
