// A finished plan as the rows of a new version. Sealed at the end: from then on the database refuses any change.
import type { z } from 'zod';
import { actingPerson, type Ctx } from '@/lib/access';
import { newId } from '@/lib/core';
import type { SqlDoor } from '@/lib/db';
import type { FinishedPlan, PublishRunbook } from './schema';

/** Writes the rows of a version and seals them. */
export async function writeVersion(
  { sql, now }: SqlDoor,
  ctx: Ctx,
  runbookId: string,
  plan: z.output<typeof FinishedPlan>,
  given: z.output<typeof PublishRunbook>,
  days: { effectiveOn: string; reviewOn: string },
): Promise<{ versionId: string; number: number }> {
  const versionId = newId();
  const [made] = await sql<{ number: number }>(
    `insert into runbook_version ("practiceId", "runbookId", id, number, title, kind, trigger, anchor, "escalatesTo",
       "changeNote", "createdAt", "publishedBy", "approvedBy", "effectiveOn", "tellRoles", "reviewOn")
     select $1::uuid, $2::uuid, $3::uuid, coalesce(max(number), 0) + 1, $4, $5, $6, $7,
       array(select jsonb_array_elements_text($8::jsonb)), $9, $10::timestamptz, $11::uuid, $12::uuid, $13::date,
       array(select jsonb_array_elements_text($14::jsonb)), $15::date
     from runbook_version where "practiceId" = $1::uuid and "runbookId" = $2::uuid returning number`,
    [
      ctx.practiceId,
      runbookId,
      versionId,
      plan.title,
      plan.kind,
      plan.trigger,
      plan.anchor,
      JSON.stringify(plan.escalatesTo),
      given.changeNote,
      now.toISOString(),
      actingPerson(ctx.actor),
      given.approvedBy ?? null,
      days.effectiveOn,
      JSON.stringify(given.tellRoles),
      days.reviewOn,
    ],
  );
  const sections = plan.sections.map((section, position) => ({ ...section, id: newId(), position }));
  await sql(
    `insert into runbook_section ("practiceId", id, "versionId", position, key, title)
     select $1::uuid, x.id, $2::uuid, x.position, x.key, x.title
     from jsonb_to_recordset($3::jsonb) as x(id uuid, position int, key text, title text)`,
    [ctx.practiceId, versionId, JSON.stringify(sections)],
  );
  const steps = sections.flatMap((section) =>
    section.steps.map((step, position) => ({ ...step, id: newId(), sectionId: section.id, position })),
  );
  await sql(
    `insert into runbook_step ("practiceId", id, "versionId", "sectionId", position, key, title, detail, role, due,
       critical, needs, evidence)
     select $1::uuid, x.id, $2::uuid, x."sectionId", x.position, x.key, x.title, x.detail, x.role,
       case when x.due <> 'null'::jsonb then x.due end, x.critical,
       array(select jsonb_array_elements_text(x.needs)), x.evidence
     from jsonb_to_recordset($3::jsonb) as x(id uuid, "sectionId" uuid, position int, key text, title text,
       detail text, role text, due jsonb, critical boolean, needs jsonb, evidence text)`,
    [ctx.practiceId, versionId, JSON.stringify(steps)],
  );
  await sql(
    `update runbook_version set "publishedAt" = $3::timestamptz where "practiceId" = $1::uuid and id = $2::uuid`,
    [ctx.practiceId, versionId, now.toISOString()],
  );
  return { versionId, number: made?.number ?? 0 };
}
