// A plan comes in from outside (a starter, a file) as a draft.
import type { z } from 'zod';
import { actingPerson, authorize, type Ctx } from '@/lib/access';
import { newId } from '@/lib/core';
import { parse } from '@/lib/core/parse';
import { inPractice, type Sql } from '@/lib/db';
import { record } from '@/lib/events';
import { ImportRunbook } from './schema';

type Plan = z.output<typeof ImportRunbook>;

/** The runbook of that slug, made when there is none; its row stays locked, so that two imports take turns. */
async function takeRunbook(sql: Sql, ctx: Ctx, slug: string): Promise<string> {
  await sql(
    `insert into runbook ("practiceId", id, slug, "ownerId", position)
     select $1::uuid, $2::uuid, $3, $4::uuid, count(*)::int from runbook where "practiceId" = $1::uuid
     on conflict ("practiceId", slug) do nothing`,
    [ctx.practiceId, newId(), slug, actingPerson(ctx.actor)],
  );
  const [row] = await sql<{ id: string }>(
    `select id from runbook where "practiceId" = $1::uuid and slug = $2 for update`,
    [ctx.practiceId, slug],
  );
  if (!row) throw new Error('The plan was not made');
  return row.id;
}

/** An empty draft with the next number; a draft that was there is emptied and used again. */
async function takeDraft(
  sql: Sql,
  practiceId: string,
  runbookId: string,
  plan: Plan,
  now: Date,
): Promise<string> {
  const trigger = [plan.trigger, plan.note ?? ''].filter((part) => part !== '').join(' ');
  const fields = [
    practiceId,
    runbookId,
    plan.title,
    plan.kind,
    trigger,
    plan.anchor,
    JSON.stringify(plan.escalatesTo),
  ];
  const [draft] = await sql<{ id: string }>(
    `update runbook_version set title = $3, kind = $4, trigger = $5, anchor = $6,
       "escalatesTo" = array(select jsonb_array_elements_text($7::jsonb))
     where "practiceId" = $1::uuid and "runbookId" = $2::uuid and "publishedAt" is null returning id`,
    fields,
  );
  if (!draft) {
    const id = newId();
    await sql(
      `insert into runbook_version ("practiceId", "runbookId", title, kind, trigger, anchor, "escalatesTo", id, number, "createdAt")
       select $1::uuid, $2::uuid, $3, $4, $5, $6, array(select jsonb_array_elements_text($7::jsonb)), $8::uuid,
         coalesce(max(number), 0) + 1, $9::timestamptz
       from runbook_version where "practiceId" = $1::uuid and "runbookId" = $2::uuid`,
      [...fields, id, now.toISOString()],
    );
    return id;
  }
  await sql(`delete from runbook_step where "practiceId" = $1::uuid and "versionId" = $2::uuid`, [
    practiceId,
    draft.id,
  ]);
  await sql(`delete from runbook_section where "practiceId" = $1::uuid and "versionId" = $2::uuid`, [
    practiceId,
    draft.id,
  ]);
  return draft.id;
}

/**
 * Takes a plan in as a draft: a new runbook, or the next version of the one with that slug. An older draft is replaced.
 * @throws AppError forbidden; invalid, naming what is wrong and where.
 */
export async function importRunbook(
  ctx: Ctx,
  input: z.input<typeof ImportRunbook>,
): Promise<{ runbookId: string; versionId: string }> {
  authorize(ctx, 'runbook.publish');
  const plan = parse(ImportRunbook, input);
  const { practiceId } = ctx;
  return inPractice(ctx, async (door) => {
    const runbookId = await takeRunbook(door.sql, ctx, plan.slug);
    const versionId = await takeDraft(door.sql, practiceId, runbookId, plan, door.now);
    const sections = plan.sections.map((section, position) => ({ ...section, id: newId(), position }));
    await door.db.runbookSection.createMany({
      data: sections.map(({ id, key, title, position }) => ({
        practiceId,
        id,
        versionId,
        position,
        key,
        title,
      })),
    });
    await door.db.runbookStep.createMany({
      data: sections.flatMap((section) =>
        section.steps.map(({ due, ...step }, position) => ({
          practiceId,
          id: newId(),
          versionId,
          sectionId: section.id,
          position,
          ...step,
          ...(due !== null && { due }),
        })),
      ),
    });
    await record(ctx, door, {
      chainId: practiceId,
      kind: 'runbook.imported',
      payload: { runbookId, versionId, slug: plan.slug, title: plan.title },
    });
    return { runbookId, versionId };
  });
}
