// What the roster is made of: one incident's people, deliveries, answers and branches, in one transaction.
import type { JobRole } from '@/lib/access/rules';
import { AppError, isId } from '@/lib/core';
import type { SqlDoor } from '@/lib/db';
import { hashNumber } from './links';
import { stoppedNumbers } from './people';
import type { AnswerValue, Channel, DeliveryState } from './rules';

export interface PersonRow {
  id: string;
  name: string;
  jobRoles: JobRole[];
  /** Numbers and addresses that were opted out, or could have been by STOP. */
  reaches: { kind: string; address: string; optedOut: boolean }[];
}

interface DeliveryRow {
  personId: string;
  channel: Channel;
  kind: string;
  address: string;
  state: DeliveryState;
  reason: string;
  createdAt: Date;
  handedOverAt: Date | null;
  settledAt: Date | null;
  dueAt: Date;
}

interface AnswerRow {
  personId: string;
  value: AnswerValue;
  at: Date;
}

interface BranchRow {
  name: string;
  needRole: JobRole | null;
  needCount: number;
  team: string[];
}

export interface RosterRows {
  siteId: string;
  people: PersonRow[];
  deliveries: DeliveryRow[];
  answers: AnswerRow[];
  branches: BranchRow[];
  stopped: Set<string>;
}

/** @throws AppError not-found */
export async function loadRoster(
  { sql }: SqlDoor,
  practiceId: string,
  incidentId: string,
): Promise<RosterRows> {
  const here = [practiceId, incidentId];
  const [incident] = isId(incidentId)
    ? await sql<{ siteId: string; treeId: string | null }>(
        `select "siteId", "treeId" from incident where "practiceId" = $1::uuid and id = $2::uuid`,
        here,
      )
    : [];
  if (!incident)
    throw new AppError('not-found', 'There is no such incident. Go back to the list and open it again.');
  const branches = await sql<BranchRow>(
    `select b.name, b."needRole", b."needCount",
       array(select b."leadId"::text union select b."deputyId"::text where b."deputyId" is not null
         union select m."personId"::text from tree_member m
           where m."practiceId" = b."practiceId" and m."branchId" = b.id) as team
     from tree_branch b where b."practiceId" = $1::uuid and b."treeId" = $2::uuid order by b.position, b.id`,
    [practiceId, incident.treeId],
  );
  const deliveries = await sql<DeliveryRow>(
    `select "personId", channel, kind, address, state, reason, "createdAt", "handedOverAt", "settledAt", "dueAt"
     from delivery where "practiceId" = $1::uuid and "incidentId" = $2::uuid order by "createdAt", channel, id`,
    here,
  );
  const answers = await sql<AnswerRow>(
    `select "personId", value, at from answer where "practiceId" = $1::uuid and "incidentId" = $2::uuid order by seq`,
    here,
  );
  const told = [...deliveries, ...answers].map((row) => row.personId);
  const people = await sql<PersonRow>(
    `select p.id, p.name, coalesce(nullif(s."jobRoles", '{}'), p."jobRoles") as "jobRoles",
       coalesce((select jsonb_agg(jsonb_build_object('kind', r.kind, 'address', r.address,
           'optedOut', r."optedOutAt" is not null) order by r.position, r.id)
         from reach r where r."practiceId" = p."practiceId" and r."personId" = p.id and r."removedAt" is null), '[]') as reaches
     from person p
     left join person_site s on s."practiceId" = p."practiceId" and s."personId" = p.id and s."siteId" = $4::uuid
     where p."practiceId" = $1::uuid
       and (p.id = any($2::uuid[]) or (p.id = any($3::uuid[]) and p."deactivatedAt" is null))`,
    [practiceId, told, branches.flatMap((branch) => branch.team), incident.siteId],
  );
  const numbers = people.flatMap((person) => textNumbers(person).map((reach) => hashNumber(reach.address)));
  return {
    siteId: incident.siteId,
    people,
    deliveries,
    answers,
    branches,
    stopped: await stoppedNumbers(sql, numbers),
  };
}

/** The numbers a text may go to. */
export function textNumbers(person: PersonRow): PersonRow['reaches'] {
  return person.reaches.filter((reach) => reach.kind !== 'email');
}
