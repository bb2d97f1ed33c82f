// Writing a plan: opening its draft, saving edits as they are made, taking it back, going back to an older version.
import type { z } from 'zod';
import * as Y from 'yjs';
import { authorize, type Ctx } from '@/lib/access';
import { AppError } from '@/lib/core';
import { parse } from '@/lib/core/parse';
import { inPracticeSql, isoText, type Sql, type SqlDoor } from '@/lib/db';
import { record } from '@/lib/events';
import { writePlan } from './draft';
import { editDraft, lockDraft, makeDraft, settleDraft, takeChange, type StoredDraft } from './store';
import type { LintWorld } from './lint';
import { findPlan, lockRunbook, readLintWorld, type RunbookRow } from './rows';
import {
  RestoreVersion,
  RunbookId,
  SaveDraft,
  type DraftChange,
  type EditorView,
  type SavedDraft,
} from './schema';

/** What one answer carries; an editor asks again for the rest. */
const MOST_CHANGES = 200;
const MOST_CHANGE_BYTES = 1_000_000;

/** The draft of a runbook whose row is locked; made from the newest version when there is none yet. */
export async function takeDraft(door: SqlDoor, ctx: Ctx, runbook: RunbookRow): Promise<StoredDraft> {
  const known = runbook.draftId && (await lockDraft(door.sql, ctx.practiceId, runbook.draftId));
  if (known) return known;
  const doc = new Y.Doc();
  const plan = await findPlan(door.sql, ctx.practiceId, runbook.newestId);
  if (plan) writePlan(doc, plan);
  return makeDraft(door, ctx, runbook.id, doc, runbook.newestId);
}

/** Makes sure a plan has a draft to write in. Twice is once. @throws AppError forbidden; not-found. */
export async function startDraft(ctx: Ctx, input: z.input<typeof RunbookId>): Promise<{ slug: string }> {
  authorize(ctx, 'runbook.edit');
  const { runbookId } = parse(RunbookId, input);
  return inPracticeSql(ctx, async (door) => {
    const runbook = await lockRunbook(door.sql, ctx.practiceId, runbookId);
    await takeDraft(door, ctx, runbook);
    return { slug: runbook.slug };
  });
}

/** The draft as an editor opens it, and what it is held against; null while nobody has started one. */
export async function readEditor(
  ctx: Ctx,
  slug: string,
): Promise<{ view: EditorView; world: LintWorld } | null> {
  authorize(ctx, 'runbook.edit');
  if (!/^[a-z0-9-]{1,48}$/.test(slug)) throw new AppError('not-found', 'There is no such plan.');
  return inPracticeSql(ctx, async ({ sql }) => {
    const [row] = await sql<Omit<EditorView, 'draftId'> & { draftId: string | null; hasOwner: boolean }>(
      `select r.id, r.slug, d.id as "draftId", d.seq, encode(d.state, 'base64') as state,
         ${isoText('d."savedAt"')} as "savedAt", p.name as "savedBy", d."endedAt" is null as changed,
         v.number as version, r.starter, r."ownerId" is not null as "hasOwner"
       from runbook r
       left join runbook_draft d on d."practiceId" = r."practiceId" and d.id = r."draftId"
       left join person p on p."practiceId" = r."practiceId" and p.id = d."savedBy"
       left join runbook_version v on v."practiceId" = r."practiceId" and v.id = r."currentId"
       where r."practiceId" = $1::uuid and r.slug = $2`,
      [ctx.practiceId, slug],
    );
    if (!row) throw new AppError('not-found', 'There is no such plan.');
    const { hasOwner, draftId, ...view } = row;
    if (draftId === null) return null;
    const state = view.state.replaceAll('\n', '');
    return { view: { ...view, draftId, state }, world: await readLintWorld(sql, ctx.practiceId, hasOwner) };
  });
}

async function changesSince(sql: Sql, ctx: Ctx, draftId: string, since: number): Promise<DraftChange[]> {
  const me = ctx.actor.kind === 'member' ? ctx.actor.personId : null;
  const rows = await sql<DraftChange>(
    `select e.seq, p.name as by, coalesce(e."personId" = $4::uuid, false) as mine, ${isoText('e.at')} as at,
       encode(e.change, 'base64') as bytes
     from (select x.*, sum(length(x.change)) over (order by x.seq) as size from runbook_edit x
       where x."practiceId" = $1::uuid and x."draftId" = $2::uuid and x.seq > $3::int order by x.seq limit ${MOST_CHANGES}) e
     left join person p on p."practiceId" = e."practiceId" and p.id = e."personId"
     where e.size <= ${MOST_CHANGE_BYTES} or e.seq = $3::int + 1 order by e.seq`,
    [ctx.practiceId, draftId, since, me],
  );
  return rows.map((row) => ({ ...row, bytes: row.bytes.replaceAll('\n', '') }));
}

/**
 * Keeps what an editor changed and brings what others did. The same change sent twice is kept once; two people's
 * changes come together in any order.
 * @throws AppError forbidden; not-found; invalid and limit for what no editor of ours would send.
 */
export async function saveDraft(ctx: Ctx, input: unknown): Promise<SavedDraft> {
  authorize(ctx, 'runbook.edit');
  const { draft: draftId, since, change } = parse(SaveDraft, input);
  return inPracticeSql(ctx, async (door) => {
    if (change) {
      const draft = await lockDraft(door.sql, ctx.practiceId, draftId);
      if (!draft) throw new AppError('not-found', 'There is no such draft.');
      const [known] = await door.sql<{ same: boolean }>(
        `select "draftId" = $3::uuid and change = decode($4, 'base64') as same from runbook_edit
         where "practiceId" = $1::uuid and id = $2::uuid`,
        [ctx.practiceId, change.id, draft.id, change.bytes],
      );
      if (known && !known.same) {
        throw new AppError(
          'invalid',
          'This change came under a number that was used for another one. Reload the page and make it again.',
        );
      }
      if (!known) await takeChange(door, ctx, draft, change.id, Buffer.from(change.bytes, 'base64'));
    }
    const [now] = await door.sql<Omit<SavedDraft, 'changes'>>(
      `select d.seq, ${isoText('d."savedAt"')} as "savedAt", v.number as version,
         r."deactivatedAt" is not null as removed
       from runbook_draft d
       join runbook r on r."practiceId" = d."practiceId" and r.id = d."runbookId"
       left join runbook_version v on v."practiceId" = r."practiceId" and v.id = r."currentId"
       where d."practiceId" = $1::uuid and d.id = $2::uuid`,
      [ctx.practiceId, draftId],
    );
    if (!now) throw new AppError('not-found', 'There is no such draft.');
    return { ...now, changes: await changesSince(door.sql, ctx, draftId, since) };
  });
}

/**
 * Takes the draft back to what was published last. Every edit stays kept, and an open editor sees it happen.
 * @throws AppError forbidden; not-found; conflict while nothing is published.
 */
export async function discardDraft(ctx: Ctx, input: z.input<typeof RunbookId>): Promise<void> {
  authorize(ctx, 'runbook.edit');
  const { runbookId } = parse(RunbookId, input);
  await inPracticeSql(ctx, async (door) => {
    const runbook = await lockRunbook(door.sql, ctx.practiceId, runbookId);
    const plan = await findPlan(door.sql, ctx.practiceId, runbook.newestId);
    if (!plan || !runbook.newestId) {
      throw new AppError(
        'conflict',
        'Nothing was published yet, so there is nothing to go back to. Remove the plan instead.',
      );
    }
    const draft = await takeDraft(door, ctx, runbook);
    await editDraft(door, ctx, draft, (doc) => writePlan(doc, plan));
    await settleDraft(door, ctx, draft.id, runbook.newestId);
    await record(ctx, door, {
      chainId: ctx.practiceId,
      kind: 'runbook.draft-discarded',
      payload: { runbookId, title: plan.title, seq: draft.seq },
    });
  });
}

/** @throws AppError conflict when the draft holds changes nobody has published. */
export async function requireUnchanged(sql: Sql, ctx: Ctx, draftId: string): Promise<void> {
  const [changed] = await sql<{ by: string | null }>(
    `select p.name as by from runbook_draft d
     left join person p on p."practiceId" = d."practiceId" and p.id = d."savedBy"
     where d."practiceId" = $1::uuid and d.id = $2::uuid and d."endedAt" is null`,
    [ctx.practiceId, draftId],
  );
  if (changed) {
    throw new AppError(
      'conflict',
      `The draft holds changes${changed.by ? ` by ${changed.by}` : ''} that are not published. Publish or discard them first, or tick “overwrite a draft with changes”.`,
    );
  }
}

/**
 * Writes an older version into the draft, to be published anew.
 * @throws AppError forbidden; not-found; conflict when the draft has changes and they may not be overwritten.
 */
export async function restoreVersion(
  ctx: Ctx,
  input: z.input<typeof RestoreVersion>,
): Promise<{ slug: string }> {
  authorize(ctx, 'runbook.edit');
  const { runbookId, number, overDraft } = parse(RestoreVersion, input);
  return inPracticeSql(ctx, async (door) => {
    const { sql } = door;
    const runbook = await lockRunbook(sql, ctx.practiceId, runbookId);
    const [version] = await sql<{ id: string }>(
      `select id from runbook_version where "practiceId" = $1::uuid and "runbookId" = $2::uuid and number = $3::int`,
      [ctx.practiceId, runbookId, number],
    );
    const plan = await findPlan(sql, ctx.practiceId, version?.id ?? null);
    if (!plan) throw new AppError('not-found', 'There is no such version.');
    const draft = await takeDraft(door, ctx, runbook);
    if (!overDraft) await requireUnchanged(sql, ctx, draft.id);
    await editDraft(door, ctx, draft, (doc) => writePlan(doc, plan));
    await record(ctx, door, {
      chainId: ctx.practiceId,
      kind: 'runbook.restored',
      payload: { runbookId, number, title: plan.title },
    });
    return { slug: runbook.slug };
  });
}
