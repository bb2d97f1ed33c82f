// Who a message may go to: everybody of a tree, or those who may declare, with every way to reach them.
import { RIGHTS, may, type JobRole, type Right } from '@/lib/access/rules';
import { treePeople } from '@/lib/contacts';
import type { Sql } from '@/lib/db';
import { hashNumber } from './links';
import type { PlanPerson } from './plan';

type Reached = Omit<PlanPerson, 'reaches'> & {
  reaches: { id: string; kind: string; address: string; optedOut: boolean }[];
};

const DECLARERS = RIGHTS.filter((right) => may(right, 'incident.declare'));

/** A tree's people in tree order. Numbers that said STOP to anybody count as opted out here too. */
export async function peopleOfTree(sql: Sql, practiceId: string, treeId: string): Promise<PlanPerson[]> {
  const people = await treePeople(sql, practiceId, treeId);
  return withStops(
    sql,
    people.map(({ personId, name, language, reaches }) => ({ id: personId, name, language, reaches })),
  );
}

/** The people a report of a site is for: those who may declare there. */
export async function peopleWhoDeclare(sql: Sql, practiceId: string, siteId: string): Promise<PlanPerson[]> {
  // A person without any right has none at a site either.
  return peopleWho(
    sql,
    practiceId,
    `p."right" is not null and coalesce((select s."right" from person_site s where s."practiceId" = p."practiceId"
       and s."personId" = p.id and s."siteId" = $3::uuid), p."right") = any($2::text[])`,
    DECLARERS,
    siteId,
  );
}

export interface NoticePerson extends PlanPerson {
  /** Has a log-in here: a link to our pages is of use. */
  member: boolean;
}

/** Everybody who holds one of these job roles, with or without a log-in. */
export async function peopleOfRoles(
  sql: Sql,
  practiceId: string,
  roles: readonly JobRole[],
): Promise<NoticePerson[]> {
  return peopleWho(sql, practiceId, `p."jobRoles" && $2::text[]`, roles);
}

/** Everybody with that right. */
export async function peopleOfRight(sql: Sql, practiceId: string, right: Right): Promise<NoticePerson[]> {
  return peopleWho(sql, practiceId, `p."right" = any($2::text[])`, [right]);
}

/** One person; nobody when they have left. */
export async function personById(sql: Sql, practiceId: string, personId: string): Promise<NoticePerson[]> {
  return peopleById(sql, practiceId, [personId]);
}

/** These people, but those who have left. */
export async function peopleById(
  sql: Sql,
  practiceId: string,
  personIds: readonly string[],
): Promise<NoticePerson[]> {
  return peopleWho(sql, practiceId, `p.id = any($2::uuid[])`, personIds);
}

/** These people, without those who have left. */
export async function peopleByIds(
  sql: Sql,
  practiceId: string,
  ids: readonly string[],
): Promise<NoticePerson[]> {
  return peopleWho(sql, practiceId, `p.id = any($2::uuid[])`, ids);
}

async function peopleWho(
  sql: Sql,
  practiceId: string,
  which: string,
  values: readonly string[],
  ...more: readonly string[]
): Promise<NoticePerson[]> {
  const people = await sql<Reached & { member: boolean }>(
    `select p.id, p.name, p.language, p."right" is not null and p."accountId" is not null as member,
       coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'kind', r.kind, 'address', r.address,
           'optedOut', r."optedOutAt" is not null) order by r.position, r.id)
         from reach r where r."practiceId" = p."practiceId" and r."personId" = p.id and r."removedAt" is null), '[]') as reaches
     from person p where p."practiceId" = $1::uuid and p."deactivatedAt" is null and ${which}
     order by p.name, p.id`,
    [practiceId, values, ...more],
  );
  return withStops(sql, people);
}

type WithPlaces<P extends Reached> = Omit<P, 'reaches'> & Pick<PlanPerson, 'reaches'>;

async function withStops<P extends Reached>(sql: Sql, people: P[]): Promise<WithPlaces<P>[]> {
  const numbers = people.flatMap(({ reaches }) =>
    reaches.filter((reach) => reach.kind !== 'email').map((reach) => hashNumber(reach.address)),
  );
  const stopped = await stoppedNumbers(sql, numbers);
  return people.map((person) => ({
    ...person,
    reaches: person.reaches.map((reach, position) => ({
      ...reach,
      position,
      optedOut: reach.optedOut || (reach.kind !== 'email' && stopped.has(hashNumber(reach.address))),
    })),
  }));
}

/** Which of these hashed numbers said STOP, to whichever practice. */
export async function stoppedNumbers(sql: Sql, hashes: readonly string[]): Promise<Set<string>> {
  if (hashes.length === 0) return new Set();
  const rows = await sql<{ numberHash: string }>(
    `select "numberHash" from number_opt_out where "numberHash" = any($1::text[])`,
    [hashes],
  );
  return new Set(rows.map((row) => row.numberHash));
}
