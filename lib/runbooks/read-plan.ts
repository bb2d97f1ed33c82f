// A published version as the document it is: text as written, for comparing and for starting a draft from it.
import { authorize, type Ctx } from '@/lib/access';
import { AppError, isId } from '@/lib/core';
import { inPracticeSql } from '@/lib/db';
import type { Plan } from './rules';

export interface PlanVersion {
  plan: Plan;
  number: number;
  publishedAt: string;
}

type Row = Plan & { number: number; publishedAt: Date };

const VERSION = `select v.title, v.kind, v.trigger, v.anchor, v."escalatesTo", v.number, v."publishedAt",
    coalesce((select jsonb_agg(jsonb_build_object('key', c.key, 'title', c.title, 'steps',
        coalesce((select jsonb_agg(jsonb_build_object('key', s.key, 'title', s.title, 'detail', s.detail,
            'role', s.role, 'due', s.due, 'critical', s.critical, 'needs', s.needs,
            'evidence', s.evidence) order by s.position)
          from runbook_step s where s."practiceId" = c."practiceId" and s."versionId" = c."versionId"
            and s."sectionId" = c.id), '[]')) order by c.position)
      from runbook_section c where c."practiceId" = v."practiceId" and c."versionId" = v.id), '[]') as sections
  from runbook r
  join runbook_version v on v."practiceId" = r."practiceId" and v."runbookId" = r.id and v."publishedAt" is not null
  where r."practiceId" = $1::uuid and v.number = $3::int`;

/** @throws AppError forbidden; not-found for a plan or a published version of that number. */
export async function readPlan(ctx: Ctx, idOrSlug: string, number: number): Promise<PlanVersion> {
  authorize(ctx, 'runbook.read');
  const missing = new AppError('not-found', 'There is no such version of this plan.');
  const known = isId(idOrSlug) ? 'id = $2::uuid' : /^[a-z0-9-]{1,48}$/.test(idOrSlug) ? 'slug = $2' : null;
  if (known === null || !Number.isInteger(number) || Math.abs(number) >= 2 ** 31) throw missing;
  return inPracticeSql(ctx, async ({ sql }) => {
    const [row] = await sql<Row>(`${VERSION} and r.${known}`, [ctx.practiceId, idOrSlug, number]);
    if (!row) throw missing;
    const { number: found, publishedAt, ...plan } = row;
    return { plan, number: found, publishedAt: publishedAt.toISOString() };
  });
}
