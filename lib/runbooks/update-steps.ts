// A running checklist against the version in force now: what would change, and changing it. Only ever when asked to.
import { AppError, isId, newId } from '@/lib/core';
import type { Sql, SqlDoor } from '@/lib/db';
import { requireSite } from '@/lib/practices';
import { fillSteps, findPublished, insertSteps, type FilledStep } from './freeze';
import { comparePlans, type Plan, type PlanChange, type PlanSection, type RunbookKind } from './rules';

export interface StepsUpdate {
  runId: string;
  title: string;
  /** What it runs on. */
  versionId: string;
  version: number;
  minuteZero: Date;
  /** What is in force now. */
  newest: { versionId: string; version: number; publishedAt: Date; title: string; kind: RunbookKind };
  /** From the steps as they run to the newest as it would run here. Dues are minutes from minute 0. */
  changes: PlanChange[];
  /** The newest version's steps, filled. */
  steps: FilledStep[];
}

interface RunRow {
  runbookId: string;
  versionId: string;
  version: number;
  title: string;
  kind: RunbookKind;
  minuteZero: Date;
}

async function requireRun(sql: Sql, practiceId: string, incidentId: string, runId: string): Promise<RunRow> {
  const [run] = isId(runId)
    ? await sql<RunRow>(
        `select v."runbookId", r."versionId", v.number as version, r.title, r.kind, r."minuteZero"
         from run r join runbook_version v on v."practiceId" = r."practiceId" and v.id = r."versionId"
         where r."practiceId" = $1::uuid and r."incidentId" = $2::uuid and r.id = $3::uuid`,
        [practiceId, incidentId, runId],
      )
    : [];
  if (!run) throw new AppError('not-found', 'There is no such plan in this incident. Reload the page.');
  return run;
}

/** The steps that run, in order. Their sections are those of the version they came from: titles may be given twice. */
async function readRunning(sql: Sql, practiceId: string, runId: string): Promise<FilledStep[]> {
  const rows = await sql<Omit<FilledStep, 'dueAt'> & { dueAt: Date | null }>(
    `select t.key, t.section, coalesce(c.key, t.section) as "sectionKey", t.title, t.detail, t.role, t."dueAt",
       t.critical, t.needs, t.evidence
     from run_step t
     join run r on r."practiceId" = t."practiceId" and r.id = t."runId"
     left join runbook_step s on s."practiceId" = t."practiceId" and s."versionId" = r."versionId" and s.key = t.key
     left join runbook_section c on c."practiceId" = s."practiceId" and c.id = s."sectionId"
     where t."practiceId" = $1::uuid and t."runId" = $2::uuid and t."withdrawnAt" is null order by t.position`,
    [practiceId, runId],
  );
  return rows.map((row) => ({ ...row, dueAt: row.dueAt?.toISOString() ?? null }));
}

/** What a checklist holds, as a plan. What a checklist does not hold is left empty. */
function planOf(title: string, kind: RunbookKind, steps: readonly FilledStep[], minuteZero: Date): Plan {
  const sections = new Map<string, PlanSection>();
  for (const { section, sectionKey, dueAt, ...step } of steps) {
    const due = dueAt && { minutes: (new Date(dueAt).getTime() - minuteZero.getTime()) / 60_000 };
    const before = sections.get(sectionKey) ?? { key: sectionKey, title: section, steps: [] };
    sections.set(sectionKey, { ...before, steps: [...before.steps, { ...step, due: due || null }] });
  }
  return { title, kind, trigger: '', anchor: '', escalatesTo: [], sections: [...sections.values()] };
}

/**
 * What the version in force would change about a run of this incident, text filled for the incident's site.
 * @throws AppError not-found for a run that is not of this incident, or a site that is no longer used
 */
export async function compareSteps(
  { sql }: SqlDoor,
  practiceId: string,
  incident: { id: string; siteId: string },
  runId: string,
): Promise<StepsUpdate> {
  const run = await requireRun(sql, practiceId, incident.id, runId);
  const { title, versionId, version, minuteZero } = run;
  const site = await requireSite(sql, practiceId, incident.siteId);
  const published = await findPublished(sql, practiceId, run.runbookId);
  if (!published) throw new AppError('not-found', 'This plan is no longer published.');
  const running = await readRunning(sql, practiceId, runId);
  const steps = fillSteps(published, site, minuteZero);
  const { steps: _, ...newest } = published;
  return {
    runId,
    title,
    versionId,
    version,
    minuteZero,
    newest,
    steps,
    changes: comparePlans(
      planOf(title, run.kind, running, minuteZero),
      planOf(newest.title, newest.kind, steps, minuteZero),
    ),
  };
}

/**
 * Makes a run what its newest version says. A step with the same key stays the same step, with whatever was said about
 * it; what the newest version does not have is withdrawn, never deleted.
 */
export async function updateSteps(
  { sql, now }: SqlDoor,
  practiceId: string,
  update: StepsUpdate,
): Promise<void> {
  const { runId, newest } = update;
  const at = now.toISOString();
  const steps = JSON.stringify(update.steps.map((step) => ({ ...step, id: newId() })));
  await sql(
    `update run set "versionId" = $3::uuid, title = $4, kind = $5 where "practiceId" = $1::uuid and id = $2::uuid`,
    [practiceId, runId, newest.versionId, newest.title, newest.kind],
  );
  await sql(
    `update run_step set "withdrawnAt" = $3::timestamptz
     where "practiceId" = $1::uuid and "runId" = $2::uuid and "withdrawnAt" is null
       and key not in (select s->>'key' from jsonb_array_elements($4::jsonb) s)`,
    [practiceId, runId, at, steps],
  );
  // One that was withdrawn and is back is new to everybody who looks.
  await sql(
    `update run_step t set position = s.ordinality::int - 1, section = s.value->>'section', title = s.value->>'title',
       detail = s.value->>'detail', role = s.value->>'role', "dueAt" = (s.value->>'dueAt')::timestamptz,
       critical = (s.value->>'critical')::boolean, needs = array(select jsonb_array_elements_text(s.value->'needs')),
       evidence = s.value->>'evidence', "withdrawnAt" = null,
       "addedAt" = case when t."withdrawnAt" is null then t."addedAt" else $3::timestamptz end
     from jsonb_array_elements($4::jsonb) with ordinality s
     where t."practiceId" = $1::uuid and t."runId" = $2::uuid and t.key = s.value->>'key'`,
    [practiceId, runId, at, steps],
  );
  await sql(
    `${insertSteps('run', '$4', '$3')} where r."practiceId" = $1::uuid and r.id = $2::uuid
     on conflict ("practiceId", "runId", key) do nothing`,
    [practiceId, runId, at, steps],
  );
}
