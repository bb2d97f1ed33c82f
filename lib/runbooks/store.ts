// A draft in the database: the merged document, and every change beside it. What comes from a browser is checked
// before it is kept.
import * as Y from 'yjs';
import { actingPerson, type Ctx } from '@/lib/access';
import { AppError, newId } from '@/lib/core';
import { explain } from '@/lib/core/text';
import type { Sql, SqlDoor } from '@/lib/db';
import { draftOf, readDraft } from './draft';
import { countParts, isShaped } from './draft-shape';
import { DraftPlan } from './schema';

export interface StoredDraft {
  id: string;
  runbookId: string;
  seq: number;
  doc: Y.Doc;
}

const MOST_BYTES = 2_000_000;
/** Parts that were put aside count too, and every place in a list: somebody may bring them back. */
const MOST_PARTS = 6_000;

interface DraftRow {
  id: string;
  runbookId: string;
  seq: number;
  state: string;
}

/** A draft under its row lock; null when there is none of that id. */
export async function lockDraft(sql: Sql, practiceId: string, draftId: string): Promise<StoredDraft | null> {
  const [row] = await sql<DraftRow>(
    `select id, "runbookId", seq, encode(state, 'base64') as state from runbook_draft
     where "practiceId" = $1::uuid and id = $2::uuid for update`,
    [practiceId, draftId],
  );
  return row ? { ...row, doc: draftOf(Buffer.from(row.state, 'base64')) } : null;
}

/** A new draft of a runbook, which from now on points to it. */
export async function makeDraft(
  door: SqlDoor,
  ctx: Ctx,
  runbookId: string,
  doc: Y.Doc,
  basedOnId: string | null,
): Promise<StoredDraft> {
  const id = newId();
  const state = Y.encodeStateAsUpdate(doc);
  await door.sql(
    `insert into runbook_draft ("practiceId", id, "runbookId", "basedOnId", seq, state, "startedAt", "startedBy",
       "savedAt", "savedBy", "endedAt")
     values ($1::uuid, $2::uuid, $3::uuid, $4::uuid, 0, decode($5, 'base64'), $6::timestamptz, $7::uuid,
       $6::timestamptz, $7::uuid, case when $4::uuid is not null then $6::timestamptz end)`,
    [
      ctx.practiceId,
      id,
      runbookId,
      basedOnId,
      Buffer.from(state).toString('base64'),
      door.now.toISOString(),
      actingPerson(ctx.actor),
    ],
  );
  await door.sql(`update runbook set "draftId" = $3::uuid where "practiceId" = $1::uuid and id = $2::uuid`, [
    ctx.practiceId,
    runbookId,
    id,
  ]);
  return { id, runbookId, seq: 0, doc };
}

/**
 * Changes a stored draft by edits made here, and keeps them as one change. Nothing to change keeps nothing.
 * @throws AppError limit, invalid: what it would become is too large, or no plan.
 */
export async function editDraft(
  door: SqlDoor,
  ctx: Ctx,
  draft: StoredDraft,
  edit: (doc: Y.Doc) => void,
): Promise<void> {
  const before = Y.encodeStateVector(draft.doc);
  let changed = false;
  draft.doc.once('update', () => (changed = true));
  edit(draft.doc);
  if (!changed) return;
  const state = requireSound(draft.doc);
  await keepChange(door, ctx, draft, newId(), Y.encodeStateAsUpdate(draft.doc, before), state);
}

/**
 * Takes in what an editor sent. What is refused leaves no trace: the caller's transaction ends with it.
 * @throws AppError invalid when it is no change of such a document, or would make it boundless.
 */
export async function takeChange(
  door: SqlDoor,
  ctx: Ctx,
  draft: StoredDraft,
  changeId: string,
  bytes: Uint8Array,
): Promise<void> {
  let changed = false;
  draft.doc.once('update', () => (changed = true));
  try {
    Y.applyUpdate(draft.doc, bytes, 'server');
  } catch {
    throw new AppError('invalid', 'This change could not be read. Reload the page; what was saved is kept.');
  }
  const state = requireSound(draft.doc);
  // What is known already, sent under another id, is kept once.
  if (changed) await keepChange(door, ctx, draft, changeId, bytes, state);
}

async function keepChange(
  { sql, now }: SqlDoor,
  ctx: Ctx,
  draft: StoredDraft,
  changeId: string,
  bytes: Uint8Array,
  state: Uint8Array,
): Promise<void> {
  const by = actingPerson(ctx.actor);
  const at = now.toISOString();
  draft.seq += 1;
  await sql(
    `insert into runbook_edit ("practiceId", id, "draftId", seq, "personId", at, change)
     values ($1::uuid, $2::uuid, $3::uuid, $4::int, $5::uuid, $6::timestamptz, decode($7, 'base64'))`,
    [ctx.practiceId, changeId, draft.id, draft.seq, by, at, Buffer.from(bytes).toString('base64')],
  );
  await sql(
    `update runbook_draft set state = decode($3, 'base64'), seq = $4::int, "savedAt" = $5::timestamptz,
       "savedBy" = $6::uuid, "endedAt" = null
     where "practiceId" = $1::uuid and id = $2::uuid`,
    [ctx.practiceId, draft.id, Buffer.from(state).toString('base64'), draft.seq, at, by],
  );
}

/** Marks a draft as saying nothing new: it was published, or taken back to what was published last. */
export async function settleDraft(
  door: SqlDoor,
  ctx: Ctx,
  draftId: string,
  versionId: string,
): Promise<void> {
  await door.sql(
    `update runbook_draft set "basedOnId" = $3::uuid, "endedAt" = $4::timestamptz
     where "practiceId" = $1::uuid and id = $2::uuid`,
    [ctx.practiceId, draftId, versionId, door.now.toISOString()],
  );
}

/** The document as it is stored. @throws AppError invalid, limit: not one an editor of ours could have made. */
function requireSound(doc: Y.Doc): Uint8Array {
  if (!isShaped(doc) || doc.store.pendingStructs !== null || doc.store.pendingDs !== null) {
    throw new AppError(
      'invalid',
      'This change does not fit the draft as it is saved. Reload the page; what was saved is kept.',
    );
  }
  const state = Y.encodeStateAsUpdate(doc);
  if (countParts(doc) > MOST_PARTS || state.length > MOST_BYTES) {
    throw new AppError(
      'limit',
      'This plan is too large. Split it into two plans, or export it and import it anew.',
    );
  }
  const plan = DraftPlan.safeParse(readDraft(doc).plan);
  if (!plan.success) throw new AppError('invalid', `This change cannot be saved: ${explain(plan.error)}`);
  return state;
}
