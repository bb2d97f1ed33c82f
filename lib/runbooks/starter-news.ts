// A plan beside the starter it came from: what a newer edition changed, and every step of it one does not have so.
import { authorize, type Ctx } from '@/lib/access';
import { inPracticeSql } from '@/lib/db';
import { comparePlans, type PlanChange } from './compare';
import { draftOf, readDraft } from './draft';
import type { Plan } from './plan';
import { findPlan } from './rows';
import { editionNews, findStarter } from './starters';
import { readEditor } from './writing';

export interface StarterNews {
  runbookId: string;
  title: string;
  /** The edition last looked at, and the newest. */
  seen: number;
  newest: number;
  /** What the newest edition is about; '' when it was looked at. */
  news: string;
  /** What the newer edition changed in the starter itself. */
  changed: PlanChange[];
  /** From the draft (else the version in force) to the starter: steps one does not have, or has otherwise. */
  missing: PlanChange[];
}

/** Null for a plan that came from no starter. @throws AppError forbidden; not-found. */
export async function readStarterNews(ctx: Ctx, slug: string): Promise<StarterNews | null> {
  authorize(ctx, 'runbook.edit');
  const editor = await readEditor(ctx, slug);
  const row = await inPracticeSql(ctx, async ({ sql }) => {
    const [found] = await sql<{
      id: string;
      starter: string | null;
      edition: number | null;
      currentId: string | null;
    }>(`select id, starter, edition, "currentId" from runbook where "practiceId" = $1::uuid and slug = $2`, [
      ctx.practiceId,
      slug,
    ]);
    return found && { ...found, current: await findPlan(sql, ctx.practiceId, found.currentId) };
  });
  const starter = findStarter(row?.starter ?? '');
  const own: Plan | null = editor
    ? readDraft(draftOf(Buffer.from(editor.view.state, 'base64'))).plan
    : (row?.current ?? null);
  if (!row || !starter || !own) return null;
  const seen = row.edition ?? starter.edition;
  const before = findStarter(starter.slug, seen);
  return {
    runbookId: row.id,
    title: own.title,
    seen,
    newest: starter.edition,
    news: seen < starter.edition ? editionNews(starter.edition) : '',
    changed: before && seen < starter.edition ? comparePlans(before, starter) : [],
    missing: comparePlans(own, starter).filter(
      ({ kind }) => kind === 'step-added' || kind === 'step-changed',
    ),
  };
}
