// A tree's branches as rows: what is kept, what is new, what goes; and in words what that changes.
import { newId } from '@/lib/core';
import type { Door } from '@/lib/db';
import type { Branch } from './schema';

export type NewBranch = Branch;

/** Puts the branches in place of those there are. Branches that stay keep their ids. */
export async function writeBranches(
  door: Door,
  practiceId: string,
  treeId: string,
  before: readonly Branch[],
  after: readonly NewBranch[],
): Promise<void> {
  const ids = before.map(({ id }) => id);
  await door.db.treeMember.deleteMany({ where: { practiceId, branchId: { in: ids } } });
  // Nothing hangs on a branch that goes, nor for a moment on one that is not there yet.
  await door.db.treeBranch.updateMany({ where: { practiceId, treeId }, data: { parentId: null } });
  const kept = new Set(after.map(({ id }) => id));
  await door.db.treeBranch.deleteMany({
    where: { practiceId, treeId, id: { in: ids.filter((id) => !kept.has(id)) } },
  });
  const known = new Set(ids);
  const rows = after.map(({ memberIds: _, parentId: __, ...branch }, position) => ({
    practiceId,
    treeId,
    position,
    ...branch,
  }));
  await door.db.treeBranch.createMany({ data: rows.filter(({ id }) => !known.has(id)) });
  for (const { id, ...data } of rows.filter((row) => known.has(row.id))) {
    await door.db.treeBranch.update({ where: { practiceId_id: { practiceId, id } }, data });
  }
  for (const { id, parentId } of after) {
    if (parentId === null) continue;
    await door.db.treeBranch.update({ where: { practiceId_id: { practiceId, id } }, data: { parentId } });
  }
  await door.db.treeMember.createMany({
    data: after.flatMap(({ id: branchId, memberIds }) =>
      memberIds.map((personId, position) => ({ practiceId, id: newId(), branchId, personId, position })),
    ),
  });
}

interface Said {
  name: string;
  branches: readonly Branch[];
}

const FIELDS: readonly [string, (branch: Branch) => string][] = [
  ['name', (branch) => branch.name],
  ['told by', (branch) => branch.parentId ?? ''],
  ['lead', (branch) => branch.leadId],
  ['deputy', (branch) => branch.deputyId ?? ''],
  ['people', (branch) => branch.memberIds.join()],
  ['wait', (branch) => String(branch.waitMinutes)],
  ['how many must come', (branch) => `${branch.needCount} ${branch.needRole ?? ''}`],
];

/** What differs, in words for the record: "Desk: lead, people", "Nights: added". */
export function changesOf(before: Said, after: Said): string[] {
  const old = new Map(before.branches.map((branch) => [branch.id, branch]));
  const now = new Set(after.branches.map(({ id }) => id));
  const stayed = after.branches.filter(({ id }) => old.has(id));
  const order = before.branches.filter(({ id }) => now.has(id));
  return [
    ...(before.name === after.name ? [] : [`name: ${after.name}`]),
    ...after.branches.flatMap((branch) => {
      const was = old.get(branch.id);
      if (!was) return [`${branch.name}: added`];
      const fields = FIELDS.filter(([, say]) => say(was) !== say(branch)).map(([word]) => word);
      return fields.length === 0 ? [] : [`${branch.name}: ${fields.join(', ')}`];
    }),
    ...before.branches.filter(({ id }) => !now.has(id)).map(({ name }) => `${name}: removed`),
    ...(stayed.some(({ id }, place) => order[place]?.id !== id) ? ['order of branches'] : []),
  ];
}
