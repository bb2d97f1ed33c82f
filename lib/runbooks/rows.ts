// Loading plans inside a transaction: the runbook under its lock, a version as a document, what lint holds it against.
import type { JobRole } from '@/lib/access/rules';
import { AppError, isId } from '@/lib/core';
import type { Sql } from '@/lib/db';
import type { LintWorld } from './lint';
import type { Plan } from './plan';

export interface RunbookRow {
  id: string;
  slug: string;
  currentId: string | null;
  /** The newest published, also one whose day has not come. */
  newestId: string | null;
  draftId: string | null;
  ownerId: string | null;
  starter: string | null;
  edition: number | null;
}

/** The runbook of that id under its row lock. @throws AppError not-found. */
export async function lockRunbook(sql: Sql, practiceId: string, runbookId: string): Promise<RunbookRow> {
  const [row] = isId(runbookId)
    ? await sql<RunbookRow>(
        `select id, slug, "currentId", "draftId", "ownerId", starter, edition,
           (select v.id from runbook_version v where v."practiceId" = $1::uuid and v."runbookId" = $2::uuid
              and v."publishedAt" is not null order by v.number desc limit 1) as "newestId"
         from runbook
         where "practiceId" = $1::uuid and id = $2::uuid for update`,
        [practiceId, runbookId],
      )
    : [];
  if (!row) throw new AppError('not-found', 'There is no such plan.');
  return row;
}

/** Steps of section c as JSON, in order; s is the step. */
export const STEPS_JSON = `coalesce((select jsonb_agg(jsonb_build_object('key', s.key, 'title', s.title,
    'detail', s.detail, 'role', s.role, 'due', s.due, 'critical', s.critical, 'needs', s.needs,
    'evidence', s.evidence) order by s.position)
  from runbook_step s where s."practiceId" = c."practiceId" and s."versionId" = c."versionId"
    and s."sectionId" = c.id), '[]')`;

/** A version as a document, with {{site.x}} as written; null for none. */
export async function findPlan(sql: Sql, practiceId: string, versionId: string | null): Promise<Plan | null> {
  if (versionId === null) return null;
  const [plan] = await sql<Plan>(
    `select v.title, v.kind, v.trigger, v.anchor,
       array(select unnest(v."escalatesTo") order by 1) as "escalatesTo",
       coalesce((select jsonb_agg(jsonb_build_object('key', c.key, 'title', c.title, 'steps', ${STEPS_JSON})
           order by c.position)
         from runbook_section c where c."practiceId" = v."practiceId" and c."versionId" = v.id), '[]') as sections
     from runbook_version v where v."practiceId" = $1::uuid and v.id = $2::uuid`,
    [practiceId, versionId],
  );
  return plan ?? null;
}

/** What lint holds a plan against: active people, active sites with the practice's own facts, plans in force. */
export async function readLintWorld(sql: Sql, practiceId: string, hasOwner: boolean): Promise<LintWorld> {
  const people = await sql<{ name: string; jobRoles: JobRole[] }>(
    `select name, "jobRoles" from person where "practiceId" = $1::uuid and "deactivatedAt" is null order by name`,
    [practiceId],
  );
  const sites = await sql<LintWorld['sites'][number]>(
    `select s.name, s.address, s.phone, s.hours, p.facts || s.facts as facts from site s
     join practice p on p."practiceId" = s."practiceId"
     where s."practiceId" = $1::uuid and s."deactivatedAt" is null order by s.position, s.name`,
    [practiceId],
  );
  const plans = await sql<{ slug: string }>(
    `select slug from runbook where "practiceId" = $1::uuid and "currentId" is not null and "deactivatedAt" is null`,
    [practiceId],
  );
  return { hasOwner, people, sites, plans: plans.map(({ slug }) => slug) };
}
