// A practice's first plans: the starters as its own, published when nothing is wrong with them, and which it keeps.
import type { z } from 'zod';
import { authorize, type MemberCtx } from '@/lib/access';
import { AppError, isAppError } from '@/lib/core';
import { parse } from '@/lib/core/parse';
import { inPracticeSql } from '@/lib/db';
import { addStarter, publishRunbook, readStarters, setRemoved } from '@/lib/runbooks';
import { ChooseStarters, type StarterChoice } from './schema';

/** One who adds them keeps others from doing the same; whoever dies half way, for so long. */
const CLAIM_SECONDS = 60;

interface Shelved {
  id: string;
  slug: string;
  starter: string;
  state: 'in-force' | 'draft' | 'removed';
}

/** What stands here of each starter; of several copies the one in force, then the one not removed. */
async function shelved(ctx: MemberCtx): Promise<Map<string, Shelved>> {
  const rows = await inPracticeSql(ctx, ({ sql }) =>
    sql<Shelved>(
      `select id, slug, starter, case when "deactivatedAt" is not null then 'removed'
         when "currentId" is not null then 'in-force' else 'draft' end as state
       from runbook where "practiceId" = $1::uuid and starter is not null
       order by "deactivatedAt" is null, "currentId" is not null, position desc`,
      [ctx.practiceId],
    ),
  );
  return new Map(rows.map((row) => [row.starter, row]));
}

/** False when somebody else is at it. */
async function claim(ctx: MemberCtx): Promise<boolean> {
  const rows = await inPracticeSql(ctx, ({ sql, now }) =>
    sql(
      `update practice set "setUp" = "setUp" || jsonb_build_object('plansAt', $2::text)
       where "practiceId" = $1::uuid and coalesce(("setUp" ->> 'plansAt')::timestamptz, '-infinity')
         < $2::timestamptz - interval '${CLAIM_SECONDS} seconds' returning 1`,
      [ctx.practiceId, now.toISOString()],
    ),
  );
  return rows.length > 0;
}

async function release(ctx: MemberCtx): Promise<void> {
  await inPracticeSql(ctx, ({ sql }) =>
    sql(`update practice set "setUp" = "setUp" - 'plansAt' where "practiceId" = $1::uuid`, [ctx.practiceId]),
  );
}

/** Publishes a plan as its first version; what lint refuses stays a draft with what to fix. */
async function publishFirst(ctx: MemberCtx, runbookId: string): Promise<void> {
  const { personId } = ctx.actor;
  try {
    await publishRunbook(ctx, {
      runbookId,
      changeNote: 'First version, from the starter plan.',
      ownerId: personId,
      approvedBy: personId,
      warningsSeen: true,
    });
  } catch (error) {
    if (!isAppError(error) || (error.code !== 'invalid' && error.code !== 'conflict')) throw error;
  }
}

async function add(ctx: MemberCtx, starter: string, there: Shelved | undefined): Promise<void> {
  const runbookId = there?.id ?? (await addStarter(ctx, { starter })).runbookId;
  await publishFirst(ctx, runbookId);
}

/**
 * Adds every starter that is not here yet and publishes it. Again and again it adds nothing twice; cut off half way,
 * the next time goes on. While somebody else is at it, it does nothing.
 * @throws AppError forbidden.
 */
export async function addMissingStarters(ctx: MemberCtx): Promise<void> {
  authorize(ctx, 'runbook.publish');
  if (!(await claim(ctx))) return;
  try {
    const here = await shelved(ctx);
    for (const { slug } of readStarters()) {
      const there = here.get(slug);
      if (there === undefined || there.state === 'draft') await add(ctx, slug, there);
    }
  } finally {
    await release(ctx);
  }
}

/** Every starter and what became of it here. @throws AppError forbidden. */
export async function readStarterChoices(ctx: MemberCtx): Promise<StarterChoice[]> {
  authorize(ctx, 'runbook.edit');
  const here = await shelved(ctx);
  return readStarters().map(({ slug: starter, title, kind }) => {
    const there = here.get(starter);
    return { starter, title, kind, state: there?.state ?? 'none', slug: there?.slug ?? null };
  });
}

/**
 * Keeps the named starters and removes the others from the shelf; what is removed can be brought back.
 * @throws AppError forbidden; invalid when none is kept; conflict while somebody else chooses.
 */
export async function chooseStarters(ctx: MemberCtx, input: z.input<typeof ChooseStarters>): Promise<void> {
  authorize(ctx, 'runbook.publish');
  const keep = new Set(parse(ChooseStarters, input).keep);
  const starters = readStarters().map(({ slug }) => slug);
  if (!starters.some((starter) => keep.has(starter))) {
    throw new AppError(
      'invalid',
      'Nothing was changed: keep at least one plan. You can write your own later.',
    );
  }
  if (!(await claim(ctx))) {
    throw new AppError(
      'conflict',
      'Plans are being added right now. Wait a moment and press the button again.',
    );
  }
  try {
    const here = await shelved(ctx);
    // What is kept comes first: the last plan in force cannot be removed.
    for (const starter of starters.filter((one) => keep.has(one))) {
      const there = here.get(starter);
      if (there?.state === 'removed') await setRemoved(ctx, { runbookId: there.id }, false);
      else if (there?.state !== 'in-force') await add(ctx, starter, there);
    }
    for (const starter of starters.filter((one) => !keep.has(one))) {
      const there = here.get(starter);
      if (there && there.state !== 'removed') await setRemoved(ctx, { runbookId: there.id }, true);
    }
  } finally {
    await release(ctx);
  }
}
