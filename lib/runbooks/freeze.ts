// A published plan copied into an incident: from then on nothing that happens to the plan can change the checklist.
import { AppError, isId, newId } from '@/lib/core';
import type { Sql, SqlDoor } from '@/lib/db';
import { requireSite } from '@/lib/practices';
import { dueInstant } from './due-instant';
import { fillSite, needsInRun, type RunbookKind } from './rules';
import type { FrozenRun, FrozenStep, RunbookStep } from './schema';

export interface FreezeRun {
  incidentId: string;
  runbookId: string;
  /** What the steps' due minutes count from; may depend on the plan's kind. */
  minuteZero: Date | ((kind: RunbookKind) => Date);
  /** Whose values fill {{site.x}}. */
  siteId: string;
  position: number;
  addedBy: string | null;
}

interface Published extends Pick<FrozenRun, 'versionId' | 'version' | 'title' | 'kind'> {
  publishedAt: Date;
  steps: (Omit<RunbookStep, 'id'> & { section: string; sectionKey: string })[];
}

/** The version of a plan that is in force, as published; undefined for an unknown or unpublished plan. */
export async function findPublished(
  sql: Sql,
  practiceId: string,
  runbookId: string,
): Promise<Published | undefined> {
  if (!isId(runbookId)) return undefined;
  const [row] = await sql<Published>(
    `select v.id as "versionId", v.number as version, v."publishedAt", v.title, v.kind,
       (select jsonb_agg(jsonb_build_object('key', s.key, 'section', c.title, 'sectionKey', c.key, 'title', s.title,
           'detail', s.detail, 'role', s.role, 'due', s.due, 'critical', s.critical, 'needs', s.needs,
           'evidence', s.evidence) order by c.position, s.position)
         from runbook_step s
         join runbook_section c on c."practiceId" = s."practiceId" and c.id = s."sectionId"
         where s."practiceId" = v."practiceId" and s."versionId" = v.id) as steps
     from runbook r join runbook_version v on v."practiceId" = r."practiceId" and v.id = r."currentId"
     where r."practiceId" = $1::uuid and r.id = $2::uuid and r."deactivatedAt" is null`,
    [practiceId, runbookId],
  );
  return row;
}

/** A step as a checklist takes it: filled for a site, with its due as an instant. */
export type FilledStep = Omit<FrozenStep, 'id' | 'runId'> & { sectionKey: string };

export function fillSteps(
  { kind, steps }: Published,
  site: Awaited<ReturnType<typeof requireSite>>,
  minuteZero: Date,
): FilledStep[] {
  return steps.map(({ due, ...step }) => ({
    ...step,
    title: fillSite(step.title, site),
    detail: fillSite(step.detail, site),
    needs: [...needsInRun(kind, step.needs)],
    dueAt: dueInstant(due, minuteZero, site)?.toISOString() ?? null,
  }));
}

/** SQL that writes the steps of a JSON parameter, in its order, into the runs that `runs` names. */
export const insertSteps = (runs: string, steps: string, addedAt: string): string =>
  `insert into run_step ("practiceId", id, "incidentId", "runId", position, key, section, title, detail, role, "dueAt",
     critical, needs, evidence, "addedAt")
   select r."practiceId", (s.value->>'id')::uuid, r."incidentId", r.id, s.ordinality::int - 1, s.value->>'key',
     s.value->>'section', s.value->>'title', s.value->>'detail', s.value->>'role', (s.value->>'dueAt')::timestamptz,
     (s.value->>'critical')::boolean, array(select jsonb_array_elements_text(s.value->'needs')), s.value->>'evidence',
     ${addedAt}::timestamptz
   from ${runs} r, jsonb_array_elements(${steps}::jsonb) with ordinality s`;

/**
 * Copies the plan's published version into the incident, inside the caller's transaction: one read, one write.
 * @throws AppError not-found for an unknown or unpublished plan, or site; conflict when that version is in it already.
 */
export async function freezeRun(door: SqlDoor, practiceId: string, run: FreezeRun): Promise<FrozenRun> {
  const { sql, now } = door;
  const site = await requireSite(sql, practiceId, run.siteId);
  const published = await findPublished(sql, practiceId, run.runbookId);
  if (!published) throw new AppError('not-found', 'There is no such plan, or it is not published yet.');

  const { versionId, version, title, kind } = published;
  const minuteZero = typeof run.minuteZero === 'function' ? run.minuteZero(kind) : run.minuteZero;
  const runId = newId();
  const steps = fillSteps(published, site, minuteZero).map(({ sectionKey: _, ...step }): FrozenStep => ({
    ...step,
    id: newId(),
    runId,
  }));
  const written = await sql(
    `with made as (
       insert into run ("practiceId", id, "incidentId", "versionId", position, title, kind, "minuteZero", "addedAt", "addedBy")
       values ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::int, $6, $7, $8::timestamptz, $9::timestamptz, $10::uuid)
       on conflict ("practiceId", "incidentId", "versionId") do nothing returning "practiceId", id, "incidentId")
     ${insertSteps('made', '$11', 'null')} returning id`,
    [
      practiceId,
      runId,
      run.incidentId,
      versionId,
      run.position,
      title,
      kind,
      minuteZero.toISOString(),
      now.toISOString(),
      run.addedBy,
      JSON.stringify(steps),
    ],
  );
  if (written.length === 0) throw new AppError('conflict', `"${title}" is already part of this incident.`);
  return { runId, versionId, version, title, kind, steps };
}
