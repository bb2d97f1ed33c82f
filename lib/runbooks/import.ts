// A plan comes in whole, from a starter or a file: as a new plan, or written into the draft of one that is there.
import type { z } from 'zod';
import { actingPerson, authorize, type Ctx } from '@/lib/access';
import { AppError, newId } from '@/lib/core';
import { parse } from '@/lib/core/parse';
import { inPracticeSql, type Sql, type SqlDoor } from '@/lib/db';
import { record } from '@/lib/events';
import { writePlan } from './draft';
import { editDraft } from './store';
import { takeDraft } from './writing';
import { lockRunbook } from './rows';
import { CreatePlan, ImportRunbook } from './schema';

/** More is no practice's shelf but a loop. */
const MOST_PLANS = 200;

/** The runbook of that slug, made when there is none; its row stays locked, so that two imports take turns. */
async function takeRunbook(sql: Sql, ctx: Ctx, slug: string): Promise<string> {
  await sql(
    `insert into runbook ("practiceId", id, slug, "ownerId", position)
     select $1::uuid, $2::uuid, $3, $4::uuid, count(*)::int from runbook where "practiceId" = $1::uuid
     on conflict ("practiceId", slug) do nothing`,
    [ctx.practiceId, newId(), slug, actingPerson(ctx.actor)],
  );
  const [row] = await sql<{ id: string; plans: number }>(
    `select id, (select count(*)::int from runbook where "practiceId" = $1::uuid) as plans
     from runbook where "practiceId" = $1::uuid and slug = $2 for update`,
    [ctx.practiceId, slug],
  );
  if (!row) throw new Error('The plan was not made');
  if (row.plans > MOST_PLANS) {
    throw new AppError('limit', `A practice can keep ${MOST_PLANS} plans. Bring back a removed one instead.`);
  }
  return row.id;
}

/** Held until the transaction ends: who gives a plan its short name, and who takes one off the shelf, take turns. */
export async function lockShelf(sql: Sql, practiceId: string): Promise<void> {
  await sql(`select 1 from practice where "practiceId" = $1::uuid for no key update`, [practiceId]);
}

/** A slug nobody has yet, made from a title: short-downtime, then short-downtime-2. */
export async function freeSlug(sql: Sql, practiceId: string, title: string): Promise<string> {
  await lockShelf(sql, practiceId);
  const plain = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
  const base = plain === '' ? 'plan' : plain;
  const rows = await sql<{ slug: string }>(
    `select slug from runbook where "practiceId" = $1::uuid and (slug = $2 or slug like $2 || '-%')`,
    [practiceId, base],
  );
  const taken = new Set(rows.map(({ slug }) => slug));
  if (!taken.has(base)) return base;
  for (let n = 2; ; n += 1) if (!taken.has(`${base}-${n}`)) return `${base}-${n}`;
}

/** What importRunbook does, inside the caller's transaction. */
export async function importInto(
  door: SqlDoor,
  ctx: Ctx,
  { slug, ...plan }: z.output<typeof ImportRunbook>,
  starter: { slug: string; edition: number } | null = null,
): Promise<string> {
  const { practiceId } = ctx;
  const runbookId = await takeRunbook(door.sql, ctx, slug);
  const draft = await takeDraft(door, ctx, await lockRunbook(door.sql, practiceId, runbookId));
  await editDraft(door, ctx, draft, (doc) => writePlan(doc, plan));
  if (starter) {
    await door.sql(
      `update runbook set starter = $3, edition = $4::int where "practiceId" = $1::uuid and id = $2::uuid`,
      [practiceId, runbookId, starter.slug, starter.edition],
    );
  }
  await record(ctx, door, {
    chainId: practiceId,
    kind: 'runbook.imported',
    payload: { runbookId, slug, title: plan.title, ...(starter && { starter }) },
  });
  return runbookId;
}

/** A plan from nothing: a title, a kind and one section to begin in. @throws AppError forbidden; invalid; limit. */
export async function createPlan(ctx: Ctx, input: z.input<typeof CreatePlan>): Promise<{ slug: string }> {
  authorize(ctx, 'runbook.edit');
  const { title, kind } = parse(CreatePlan, input);
  return inPracticeSql(ctx, async (door) => {
    const slug = await freeSlug(door.sql, ctx.practiceId, title);
    const sections = [{ key: 'first', title: 'First', steps: [] }];
    await importInto(door, ctx, { slug, title, kind, trigger: '', anchor: '', escalatesTo: [], sections });
    return { slug };
  });
}

/**
 * Takes a plan in as a draft: a new runbook, or the next version of the one with that slug, whose draft is overwritten.
 * @throws AppError forbidden; invalid, naming what is wrong and where; limit.
 */
export async function importRunbook(
  ctx: Ctx,
  input: z.input<typeof ImportRunbook>,
): Promise<{ runbookId: string }> {
  authorize(ctx, 'runbook.edit');
  const plan = parse(ImportRunbook, input);
  return inPracticeSql(ctx, async (door) => ({ runbookId: await importInto(door, ctx, plan) }));
}
