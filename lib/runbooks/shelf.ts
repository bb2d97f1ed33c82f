// The shelf: every plan as its keepers see it, with drafts, what is to come and what was removed.
import type { z } from 'zod';
import { authorize, type Ctx } from '@/lib/access';
import { AppError } from '@/lib/core';
import { parse } from '@/lib/core/parse';
import { inPracticeSql, isoText } from '@/lib/db';
import { record } from '@/lib/events';
import { enqueue } from '@/lib/jobs';
import { draftOf, readDraft } from './draft';
import { lockShelf } from './import';
import { lockRunbook } from './rows';
import { RunbookId, type ShelfCard } from './schema';
import { findStarter } from './starters';

interface Row extends Omit<ShelfCard, 'draft' | 'newerStarter' | 'title' | 'kind' | 'steps'> {
  title: string | null;
  kind: ShelfCard['kind'] | null;
  steps: number;
  starter: string | null;
  edition: number | null;
  savedAt: string | null;
  savedBy: string | null;
  /** Only of a plan that has no version yet: its draft says what it is called. */
  state: string | null;
}

/** Every plan, removed ones last. @throws AppError forbidden. */
export async function readShelf(ctx: Ctx): Promise<ShelfCard[]> {
  authorize(ctx, 'runbook.edit');
  const rows = await inPracticeSql(ctx, ({ sql }) =>
    sql<Row>(
      `select r.id, r.slug, r.starter, r.edition, v.title, v.kind, v.number as version,
         ${isoText('v."publishedAt"')} as "publishedAt", to_char(r."reviewOn", 'YYYY-MM-DD') as "reviewOn",
         o.name as "ownerName", r."deactivatedAt" is not null as removed,
         case when d."endedAt" is null then ${isoText('d."savedAt"')} end as "savedAt", p.name as "savedBy",
         case when v.id is null then encode(d.state, 'base64') end as state,
         (select count(*)::int from runbook_step s where s."practiceId" = v."practiceId" and s."versionId" = v.id) as steps,
         (select jsonb_build_object('number', n.number, 'effectiveOn', to_char(n."effectiveOn", 'YYYY-MM-DD'))
          from runbook_version n where n."practiceId" = r."practiceId" and n."runbookId" = r.id
            and n."publishedAt" is not null and n.number > coalesce(v.number, 0)
          order by n.number desc limit 1) as upcoming
       from runbook r
       left join runbook_version v on v."practiceId" = r."practiceId" and v.id = r."currentId"
       left join runbook_draft d on d."practiceId" = r."practiceId" and d.id = r."draftId"
       left join person p on p."practiceId" = r."practiceId" and p.id = d."savedBy"
       left join person o on o."practiceId" = r."practiceId" and o.id = r."ownerId"
       where r."practiceId" = $1::uuid
       order by r."deactivatedAt" is not null, r.position, coalesce(v.title, r.slug), r.id`,
      [ctx.practiceId],
    ),
  );
  return rows.map(({ starter, edition, savedAt, savedBy, state, title, kind, steps, ...row }) => {
    const plan = state === null ? null : readDraft(draftOf(Buffer.from(state, 'base64'))).plan;
    const newest = starter === null ? null : findStarter(starter);
    return {
      ...row,
      title: title ?? (plan?.title.trim() || 'A plan without a title'),
      kind: kind ?? plan?.kind ?? 'short',
      steps: plan ? plan.sections.flatMap((section) => section.steps).length : steps,
      draft: savedAt === null ? null : { savedAt, savedBy },
      newerStarter: newest !== null && newest.edition > (edition ?? newest.edition),
    };
  });
}

/**
 * Takes a plan off the shelf, or puts it back. Its versions stay in the record; an incident that runs keeps its copy.
 * @throws AppError forbidden; not-found.
 */
export async function setRemoved(
  ctx: Ctx,
  input: z.input<typeof RunbookId>,
  removed: boolean,
): Promise<void> {
  authorize(ctx, 'runbook.publish');
  const { runbookId } = parse(RunbookId, input);
  const { practiceId } = ctx;
  await inPracticeSql(ctx, async (door) => {
    await lockShelf(door.sql, practiceId);
    const runbook = await lockRunbook(door.sql, practiceId, runbookId);
    const [others] = await door.sql<{ count: number }>(
      `select count(*)::int as count from runbook where "practiceId" = $1::uuid and id <> $2::uuid
         and "currentId" is not null and "deactivatedAt" is null`,
      [practiceId, runbookId],
    );
    if (removed && runbook.currentId !== null && (others?.count ?? 0) === 0) {
      throw new AppError(
        'conflict',
        'This is the last plan in force. Publish another one before you remove it.',
      );
    }
    await door.sql(
      `update runbook set "deactivatedAt" = case when $3::boolean then $4::timestamptz end
       where "practiceId" = $1::uuid and id = $2::uuid`,
      [practiceId, runbookId, removed, door.now.toISOString()],
    );
    await enqueue(door.sql, 'binder', { practiceId });
    await record(ctx, door, {
      chainId: practiceId,
      kind: removed ? 'runbook.removed' : 'runbook.brought-back',
      payload: { runbookId, slug: runbook.slug },
    });
  });
}
