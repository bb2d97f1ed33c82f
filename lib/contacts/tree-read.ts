// What trees are checked against and edited with: who there is, who stands elsewhere, what was put aside.
import { createHash } from 'node:crypto';
import { authorize, type Ctx } from '@/lib/access';
import type { JobRole } from '@/lib/access/rules';
import { AppError, isId } from '@/lib/core';
import { inPracticeSql, isoText, type Sql } from '@/lib/db';
import { readTrees } from './read';
import type { TreePersonFacts } from './rules';
import type { RemovedTree, Tree, TreeForEditing } from './schema';

export interface TreeFacts {
  /** Everybody active, by id. */
  people: Map<string, TreePersonFacts>;
  /** Who stands in another tree in use. */
  elsewhere: Set<string>;
}

interface FactRow {
  id: string;
  name: string;
  jobRoles: JobRole[];
  ways: number;
  open: number;
  numbers: number;
}

/** What the rules for a tree look at. `treeId` null: for a new one. */
export async function treeFacts(sql: Sql, practiceId: string, treeId: string | null): Promise<TreeFacts> {
  const rows = await sql<FactRow>(
    `select p.id, p.name, p."jobRoles", count(r.id)::int as ways,
       count(r.id) filter (where r."optedOutAt" is null)::int as open,
       count(r.id) filter (where r.kind <> 'email')::int as numbers
     from person p left join reach r on r."practiceId" = p."practiceId" and r."personId" = p.id and r."removedAt" is null
     where p."practiceId" = $1::uuid and p."deactivatedAt" is null
     group by p.id, p.name, p."jobRoles" order by p.name, p.id`,
    [practiceId],
  );
  const others = await sql<{ id: string }>(
    `with other as (select b.id, b."leadId", b."deputyId" from tree_branch b
       join tree t on t."practiceId" = b."practiceId" and t.id = b."treeId"
       where b."practiceId" = $1::uuid and t."deactivatedAt" is null and t.id is distinct from $2::uuid)
     select "leadId" as id from other union select "deputyId" from other where "deputyId" is not null
     union select m."personId" from tree_member m join other on other.id = m."branchId" where m."practiceId" = $1::uuid`,
    [practiceId, treeId],
  );
  const people = rows.map(({ id, name, jobRoles, ways, open, numbers }): [string, TreePersonFacts] => [
    id,
    { name, jobRoles, reachable: open > 0, stopped: ways > 0 && open === 0, callable: numbers > 0 },
  ]);
  return { people: new Map(people), elsewhere: new Set(others.map(({ id }) => id)) };
}

/** The same for pages. @throws AppError forbidden. */
export async function readTreeFacts(ctx: Ctx, treeId: string | null): Promise<TreeFacts> {
  authorize(ctx, 'contacts.read');
  const known = treeId !== null && isId(treeId) ? treeId : null;
  return inPracticeSql(ctx, ({ sql }) => treeFacts(sql, ctx.practiceId, known));
}

/** One text for everything a tree says: two are alike when their prints are. */
export function printOf({ name, branches }: Pick<Tree, 'name' | 'branches'>): string {
  const said = branches.map((branch) => [
    branch.id,
    branch.parentId,
    branch.name,
    branch.leadId,
    branch.deputyId,
    branch.waitMinutes,
    branch.needRole,
    branch.needCount,
    branch.memberIds,
  ]);
  return createHash('sha256')
    .update(JSON.stringify([name, said]))
    .digest('hex')
    .slice(0, 32);
}

/** A tree in use, to be changed. @throws AppError forbidden; not-found. */
export async function readTreeForEditing(ctx: Ctx, treeId: string): Promise<TreeForEditing> {
  authorize(ctx, 'contacts.edit');
  const tree = (await readTrees(ctx)).find(({ id }) => id === treeId);
  if (!tree) throw new AppError('not-found', 'There is no such contact tree.');
  return { tree, print: printOf(tree) };
}

/** Trees that were taken off the list, the newest first. @throws AppError forbidden. */
export async function readRemovedTrees(ctx: Ctx): Promise<RemovedTree[]> {
  authorize(ctx, 'contacts.edit');
  return inPracticeSql(ctx, ({ sql }) =>
    sql<RemovedTree>(
      `select id, name, ${isoText('"deactivatedAt"')} as "closedAt" from tree
       where "practiceId" = $1::uuid and "deactivatedAt" is not null order by "deactivatedAt" desc, id`,
      [ctx.practiceId],
    ),
  );
}
