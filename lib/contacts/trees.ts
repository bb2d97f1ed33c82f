// What changes contact trees. A tree is saved as a whole; a downtime that is open keeps who it told.
import type { z } from 'zod';
import { authorize, type Ctx } from '@/lib/access';
import { AppError, newId } from '@/lib/core';
import { parse } from '@/lib/core/parse';
import { inPractice, type Door, type SqlDoor } from '@/lib/db';
import { record } from '@/lib/events';
import { enqueue } from '@/lib/jobs';
import { branchesOf } from './read';
import { printOf, treeFacts } from './tree-read';
import { treeFindings } from './rules';
import { AddTree, ChangeTree, MoveTree, TreeId } from './schema';
import { changesOf, writeBranches, type NewBranch } from './tree-write';

type Given = z.output<typeof AddTree>;

/** Records what changed and has what is printed made again, in the same transaction. */
async function changed(
  ctx: Ctx,
  door: SqlDoor,
  kind: string,
  payload: Record<string, unknown>,
): Promise<void> {
  const { practiceId } = ctx;
  await record(ctx, door, { chainId: practiceId, kind, payload });
  // While the product itself sets a practice up there is nothing printed yet.
  if (ctx.actor.kind !== 'system') await enqueue(door.sql, 'binder', { practiceId });
}

const KEPT = 'Nothing was saved, and what you typed is kept.';

/** @throws AppError invalid, with what keeps the tree from working, or with what its writer has not looked at. */
async function requireWorks(
  door: Door,
  practiceId: string,
  treeId: string | null,
  given: Given,
): Promise<void> {
  const { people, elsewhere } = await treeFacts(door.sql, practiceId, treeId);
  const branches = given.branches.map((branch, place) => ({ ...branch, key: branch.key ?? `b${place}` }));
  const findings = treeFindings(branches, people, elsewhere);
  const errors = findings.filter(({ level }) => level === 'error').map(({ text }) => text);
  if (errors.length > 0) throw new AppError('invalid', `${KEPT} ${errors.slice(0, 8).join(' ')}`);
  const warnings = findings.map(({ text }) => text);
  if (warnings.length > 0 && !given.warningsSeen) {
    throw new AppError(
      'invalid',
      `${KEPT} Look at this first, then tick that you saw it: ${warnings.slice(0, 8).join(' ')}`,
    );
  }
}

/** Ids for branches: those of this tree keep theirs, so that who changes a name does not make a new branch. */
function withIds(given: Given, known: ReadonlySet<string>): NewBranch[] {
  const idOf = new Map(
    given.branches.map(({ key }, place) => [
      key ?? `b${place}`,
      key !== undefined && known.has(key) ? key : newId(),
    ]),
  );
  return given.branches.map(({ key, parentKey, ...branch }, place) => ({
    ...branch,
    id: idOf.get(key ?? `b${place}`) ?? newId(),
    parentId: parentKey === null ? null : (idOf.get(parentKey) ?? null),
    needCount: branch.needRole === null ? 0 : branch.needCount,
  }));
}

/**
 * Adds a contact tree at the end of the list.
 * @throws AppError forbidden; invalid for what keeps it from working: circles, somebody twice in a branch, unknown
 * people, a count nobody can reach; and for warnings nobody looked at.
 */
export async function addTree(ctx: Ctx, input: z.input<typeof AddTree>): Promise<string> {
  authorize(ctx, 'contacts.edit');
  const given = parse(AddTree, input);
  const { practiceId } = ctx;
  const treeId = newId();
  await inPractice(ctx, async (door) => {
    await requireWorks(door, practiceId, null, given);
    const position = await door.db.tree.count({ where: { practiceId } });
    await door.db.tree.create({ data: { practiceId, id: treeId, name: given.name, position } });
    await writeBranches(door, practiceId, treeId, [], withIds(given, new Set()));
    const payload = { treeId, name: given.name, branches: given.branches.length };
    await changed(ctx, door, 'tree.added', payload);
  });
  return treeId;
}

interface Locked {
  name: string;
  removed: boolean;
}

async function lockTree(door: SqlDoor, practiceId: string, treeId: string): Promise<Locked> {
  const [row] = await door.sql<Locked>(
    `select name, "deactivatedAt" is not null as removed from tree
     where "practiceId" = $1::uuid and id = $2::uuid for update`,
    [practiceId, treeId],
  );
  if (!row) throw new AppError('not-found', 'There is no such contact tree.');
  return row;
}

/**
 * Saves a whole tree. What is open keeps who was told; from the next downtime on the new tree is asked.
 * @throws AppError as addTree does; not-found; conflict when somebody saved it meanwhile (a second press decides).
 */
export async function changeTree(ctx: Ctx, input: z.input<typeof ChangeTree>): Promise<void> {
  authorize(ctx, 'contacts.edit');
  const { treeId, opened, seen, ...given } = parse(ChangeTree, input);
  const { practiceId } = ctx;
  await inPractice(ctx, async (door) => {
    const { name, removed } = await lockTree(door, practiceId, treeId);
    if (removed) {
      throw new AppError(
        'conflict',
        `${name} was taken off the list while you had it open. Nothing was saved, and what you typed is kept. Bring it back on the page of all trees, then press the button again.`,
      );
    }
    const before = (await branchesOf(door.sql, practiceId, treeId)).get(treeId) ?? [];
    const print = printOf({ name, branches: before });
    if (opened !== null && print !== opened && print !== seen) throw await saved(door, practiceId, treeId);
    await requireWorks(door, practiceId, treeId, given);
    const after = withIds(given, new Set(before.map(({ id }) => id)));
    const changes = changesOf({ name, branches: before }, { name: given.name, branches: after });
    if (changes.length === 0) return;
    await door.db.tree.update({
      where: { practiceId_id: { practiceId, id: treeId } },
      data: { name: given.name },
    });
    await writeBranches(door, practiceId, treeId, before, after);
    await changed(ctx, door, 'tree.changed', { treeId, name: given.name, changes });
  });
}

async function saved(door: SqlDoor, practiceId: string, treeId: string): Promise<AppError> {
  const [last] = await door.sql<{ actor: string; changes: string[] | null }>(
    `select actor, payload -> 'changes' as changes from event where "practiceId" = $1::uuid and "chainId" = $1::uuid
       and kind = 'tree.changed' and payload ->> 'treeId' = $2 order by seq desc limit 1`,
    [practiceId, treeId],
  );
  const what = last?.changes?.slice(0, 6).join('; ') ?? '';
  return new AppError(
    'conflict',
    `${last?.actor ?? 'Somebody'} saved this tree while you had it open${what === '' ? '' : ` (${what})`}. Nothing of yours was saved yet, and what you typed is kept. Open the tree in a new tab to see theirs. Press the button once more to put yours in its place.`,
  );
}

async function turn(
  ctx: Ctx,
  input: z.input<typeof TreeId>,
  kind: 'tree.removed' | 'tree.brought-back',
): Promise<void> {
  authorize(ctx, 'contacts.edit');
  const { treeId } = parse(TreeId, input);
  const { practiceId } = ctx;
  const off = kind === 'tree.removed';
  await inPractice(ctx, async (door) => {
    // Two who take off the last two trees at once wait for each other.
    await door.sql(`select 1 from practice where "practiceId" = $1::uuid for update`, [practiceId]);
    const { name, removed } = await lockTree(door, practiceId, treeId);
    if (removed === off) return;
    if (off) await requireSpare(door, practiceId, treeId, name);
    const where = { practiceId_id: { practiceId, id: treeId } };
    await door.db.tree.update({ where, data: { deactivatedAt: off ? door.now : null } });
    await changed(ctx, door, kind, { treeId, name });
  });
}

async function requireSpare(door: SqlDoor, practiceId: string, treeId: string, name: string): Promise<void> {
  const [use] = await door.sql<{ others: number; tests: number }>(
    `select (select count(*)::int from tree where "practiceId" = $1::uuid and id <> $2::uuid
         and "deactivatedAt" is null) as others,
       (select count(*)::int from contact_test where "practiceId" = $1::uuid and "treeId" = $2::uuid
         and "endedAt" is null and "endsAt" > $3::timestamptz) as tests`,
    [practiceId, treeId, door.now.toISOString()],
  );
  if (use?.others === 0) {
    throw new AppError(
      'conflict',
      `${name} was not taken off the list. It is your only contact tree, and without one a downtime tells nobody: add the other one first.`,
    );
  }
  if (use && use.tests > 0) {
    throw new AppError(
      'conflict',
      `${name} was not taken off the list. A contact test of it runs: wait for its end or stop it first.`,
    );
  }
}

/** Takes a tree off the list; nothing of it is deleted. @throws AppError forbidden; not-found; conflict for the only one. */
export function removeTree(ctx: Ctx, input: z.input<typeof TreeId>): Promise<void> {
  return turn(ctx, input, 'tree.removed');
}

/** Puts it back on the list, as it was. @throws AppError forbidden; not-found. */
export function bringBackTree(ctx: Ctx, input: z.input<typeof TreeId>): Promise<void> {
  return turn(ctx, input, 'tree.brought-back');
}

/** Moves a tree one place up or down; the first is what a downtime offers. @throws AppError forbidden; not-found. */
export async function moveTree(ctx: Ctx, input: z.input<typeof MoveTree>): Promise<void> {
  authorize(ctx, 'contacts.edit');
  const { treeId, to } = parse(MoveTree, input);
  const { practiceId } = ctx;
  await inPractice(ctx, async (door) => {
    const rows = await door.sql<{ id: string; name: string }>(
      `select id, name from tree where "practiceId" = $1::uuid and "deactivatedAt" is null
       order by position, name, id for update`,
      [practiceId],
    );
    const from = rows.findIndex(({ id }) => id === treeId);
    const [moved] = rows.slice(from, from + 1);
    if (from < 0 || !moved) throw new AppError('not-found', 'There is no such contact tree.');
    const at = to === 'up' ? from - 1 : from + 1;
    if (at < 0 || at >= rows.length) return;
    const order = rows.toSpliced(from, 1).toSpliced(at, 0, moved);
    await door.sql(
      `update tree t set position = x.position from jsonb_to_recordset($2::jsonb) as x(id uuid, position int)
       where t."practiceId" = $1::uuid and t.id = x.id`,
      [practiceId, JSON.stringify(order.map(({ id }, position) => ({ id, position })))],
    );
    await changed(ctx, door, 'tree.moved', { treeId, name: moved.name, place: at + 1 });
  });
}
