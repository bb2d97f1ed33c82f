// What screens and messages read about people and trees.
import { authorize, type Ctx } from '@/lib/access';
import { may } from '@/lib/access/rules';
import { AppError, isId } from '@/lib/core';
import { inPracticeSql, isoText, type Sql } from '@/lib/db';
import { isReachable, reachProblems } from './rules';
import type { Branch, Person, Reach, Reachability, Tree, TreePerson } from './schema';

interface ReachRow extends Omit<Reach, 'address'> {
  personId: string;
  address: string;
}

/** Active people by name. Numbers and addresses only for leads and up, and one's own. @throws AppError forbidden. */
export async function readPeople(ctx: Ctx): Promise<Person[]> {
  authorize(ctx, 'contacts.read');
  const { actor, practiceId } = ctx;
  const own = actor.kind === 'member' ? actor.personId : null;
  const all = actor.kind === 'system' || (actor.kind === 'member' && may(actor.right, 'contacts.reach'));
  return inPracticeSql(ctx, async ({ sql }) => {
    const people = await sql<Omit<Person, 'reaches'>>(
      `select id, name, "jobRoles", "siteId", "right", language from person
       where "practiceId" = $1::uuid and "deactivatedAt" is null order by name, id`,
      [practiceId],
    );
    const rows = await sql<ReachRow>(
      `select r."personId", r.id, r.kind, r.address, r."verifiedAt" is not null as verified,
         r."optedOutAt" is not null as "optedOut",
         ${isoText('r."lastAnsweredAt"')} as "lastAnsweredAt"
       from reach r join person p on p."practiceId" = r."practiceId" and p.id = r."personId"
       where r."practiceId" = $1::uuid and r."removedAt" is null and p."deactivatedAt" is null order by r.position, r.id`,
      [practiceId],
    );
    const byPerson = new Map<string, Reach[]>();
    for (const { personId, ...way } of rows) {
      const list = byPerson.get(personId) ?? [];
      list.push({ ...way, address: all || personId === own ? way.address : null });
      byPerson.set(personId, list);
    }
    return people.map((person) => ({ ...person, reaches: byPerson.get(person.id) ?? [] }));
  });
}

/** Branches by tree, each in its order; of one tree or of all. */
export async function branchesOf(
  sql: Sql,
  practiceId: string,
  treeId: string | null,
): Promise<Map<string, Branch[]>> {
  const rows = await sql<Branch & { treeId: string }>(
    `select b."treeId", b.id, b."parentId", b.name, b."leadId", b."deputyId", b."waitMinutes", b."needRole",
       b."needCount", array(select m."personId"::text from tree_member m where m."practiceId" = b."practiceId"
         and m."branchId" = b.id order by m.position, m.id) as "memberIds"
     from tree_branch b where b."practiceId" = $1::uuid and ($2::uuid is null or b."treeId" = $2::uuid)
     order by b.position, b.id`,
    [practiceId, treeId],
  );
  const byTree = new Map<string, Branch[]>();
  for (const { treeId: of, ...branch } of rows) byTree.set(of, [...(byTree.get(of) ?? []), branch]);
  return byTree;
}

/** Active trees in their order, branches and members in theirs. @throws AppError forbidden. */
export async function readTrees(ctx: Ctx): Promise<Tree[]> {
  authorize(ctx, 'contacts.read');
  return inPracticeSql(ctx, async ({ sql }) => {
    const trees = await sql<Omit<Tree, 'branches'>>(
      `select id, name from tree where "practiceId" = $1::uuid and "deactivatedAt" is null order by position, name, id`,
      [ctx.practiceId],
    );
    const byTree = await branchesOf(sql, ctx.practiceId, null);
    return trees.map((tree) => ({ ...tree, branches: byTree.get(tree.id) ?? [] }));
  });
}

/**
 * Everybody of a tree once, in tree order, active, with every way to reach them. Holds numbers: for the product's
 * own use inside a transaction. An unknown tree has nobody.
 */
export async function treePeople(sql: Sql, practiceId: string, treeId: string): Promise<TreePerson[]> {
  if (!isId(treeId)) return [];
  return sql<TreePerson>(
    `with place as (
       select b.position as branch, -2 as place, b.id as "branchId", b."leadId" as "personId" from tree_branch b
         where b."practiceId" = $1::uuid and b."treeId" = $2::uuid
       union all
       select b.position, -1, b.id, b."deputyId" from tree_branch b
         where b."practiceId" = $1::uuid and b."treeId" = $2::uuid and b."deputyId" is not null
       union all
       select b.position, m.position, b.id, m."personId" from tree_branch b
         join tree_member m on m."practiceId" = b."practiceId" and m."branchId" = b.id
         where b."practiceId" = $1::uuid and b."treeId" = $2::uuid),
     member as (
       select "personId", array_agg("branchId"::text order by branch, place) as "branchIds",
         min(array[branch, place]) as rank from place group by "personId")
     select p.id as "personId", p.name, p."jobRoles", p."siteId", p.language, member."branchIds",
       coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'kind', r.kind, 'address', r.address,
           'verified', r."verifiedAt" is not null, 'consent', r."consentAt" is not null,
           'optedOut', r."optedOutAt" is not null) order by r.position, r.id)
         from reach r where r."practiceId" = p."practiceId" and r."personId" = p.id and r."removedAt" is null), '[]') as reaches
     from member join person p on p."practiceId" = $1::uuid and p.id = member."personId"
     where p."deactivatedAt" is null order by member.rank, p.id`,
    [practiceId, treeId],
  );
}

/** How many of a tree can be told, and whose ways need care. @throws AppError forbidden; not-found. */
export async function readReachability(ctx: Ctx, treeId: string): Promise<Reachability> {
  authorize(ctx, 'contacts.read');
  const people = await inPracticeSql(ctx, async ({ sql }) => {
    const trees = isId(treeId)
      ? await sql(`select 1 from tree where "practiceId" = $1::uuid and id = $2::uuid`, [
          ctx.practiceId,
          treeId,
        ])
      : [];
    if (trees.length === 0) throw new AppError('not-found', 'There is no such contact tree.');
    // All of them may have left: then nobody can be told, and that is said.
    return treePeople(sql, ctx.practiceId, treeId);
  });
  return {
    reachable: people.filter((person) => isReachable(person.reaches)).length,
    total: people.length,
    problems: people.flatMap(({ personId, name, reaches }) => {
      const [problem] = reachProblems(reaches);
      return problem === undefined ? [] : [{ personId, name, problem }];
    }),
  };
}
