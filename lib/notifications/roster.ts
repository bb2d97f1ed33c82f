// The roster of one incident: who has been reached, who answered what, who is tried next.
import { authorize, type Ctx } from '@/lib/access';
import { may, type JobRole } from '@/lib/access/rules';
import { AppError, isId } from '@/lib/core';
import { inPracticeSql, type SqlDoor } from '@/lib/db';
import { hashNumber, mask } from './links';
import { stoppedNumbers } from './people';
import { rosterWord, type AnswerValue, type Channel, type DeliveryState, type RosterWord } from './rules';
import type { Roster, RosterAttempt, RosterPerson } from './schema';

interface PersonRow {
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

interface Rows {
  people: PersonRow[];
  deliveries: DeliveryRow[];
  answers: AnswerRow[];
  branches: BranchRow[];
  stopped: Set<string>;
}

/** Who needs a lead's eye comes first. */
const URGENCY: RosterWord[] = [
  'needs-help',
  'opted-out',
  'not-reached',
  'handed-over',
  'delivered',
  'cannot',
  'told-in-person',
  'coming',
  'here',
];

/** Everybody of the incident's tree and everybody who was written to or answered. @throws AppError forbidden, not-found */
export async function readRoster(ctx: Ctx, incidentId: string): Promise<Roster> {
  authorize(ctx, 'incident.read');
  const rows = await inPracticeSql(ctx, (door) => load(door, ctx.practiceId, incidentId));
  const { actor } = ctx;
  const all = actor.kind === 'system' || (actor.kind === 'member' && may(actor.right, 'contacts.reach'));
  const own = actor.kind === 'system' ? null : actor.personId;
  const people = rows.people
    .map((person) => describe(person, rows, all || person.id === own))
    .sort((a, b) => URGENCY.indexOf(a.word) - URGENCY.indexOf(b.word) || a.name.localeCompare(b.name));
  return {
    people,
    needs: needsOf(rows),
    counts: {
      total: people.length,
      answered: people.filter((person) => person.answer !== null).length,
      notReached: people.filter((person) => person.word === 'not-reached' || person.word === 'opted-out').length,
    },
    waiting: waitingOf(rows),
  };
}

async function load({ sql }: SqlDoor, practiceId: string, incidentId: string): Promise<Rows> {
  const here = [practiceId, incidentId];
  const [incident] = isId(incidentId)
    ? await sql<{ treeId: string | null }>(
        `select "treeId" from incident where "practiceId" = $1::uuid and id = $2::uuid`,
        here,
      )
    : [];
  if (!incident) throw new AppError('not-found', 'There is no such incident. Go back to the list and open it again.');
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
    `select p.id, p.name, p."jobRoles",
       coalesce((select jsonb_agg(jsonb_build_object('kind', r.kind, 'address', r.address,
           'optedOut', r."optedOutAt" is not null) order by r.position, r.id)
         from reach r where r."practiceId" = p."practiceId" and r."personId" = p.id), '[]') as reaches
     from person p where p."practiceId" = $1::uuid
       and (p.id = any($2::uuid[]) or (p.id = any($3::uuid[]) and p."deactivatedAt" is null))`,
    [practiceId, told, branches.flatMap((branch) => branch.team)],
  );
  const numbers = people.flatMap((person) => textNumbers(person).map((reach) => hashNumber(reach.address)));
  return { people, deliveries, answers, branches, stopped: await stoppedNumbers(sql, numbers) };
}

function textNumbers(person: PersonRow): PersonRow['reaches'] {
  return person.reaches.filter((reach) => reach.kind !== 'email');
}

/** They stopped our texts: no number is left that may be texted. */
function optedOut(person: PersonRow, stopped: ReadonlySet<string>): boolean {
  const numbers = textNumbers(person);
  return numbers.length > 0 && numbers.every((reach) => reach.optedOut || stopped.has(hashNumber(reach.address)));
}

function describe(person: PersonRow, rows: Rows, mayReach: boolean): RosterPerson {
  const deliveries = rows.deliveries.filter((delivery) => delivery.personId === person.id);
  const answers = rows.answers.filter((answer) => answer.personId === person.id);
  const word = rosterWord({
    answers: answers.map((answer) => answer.value),
    deliveries,
    optedOut: optedOut(person, rows.stopped),
  });
  const answer = answers.findLast((one) => one.value !== 'told') ?? answers.at(-1);
  const attempts = deliveries.map(
    (delivery): RosterAttempt => ({
      channel: delivery.channel,
      kind: delivery.kind,
      state: delivery.state,
      reason: delivery.reason,
      at: (delivery.settledAt ?? delivery.handedOverAt ?? delivery.createdAt).toISOString(),
      address: mayReach ? delivery.address : mask(delivery.address),
    }),
  );
  return {
    personId: person.id,
    name: person.name,
    jobRoles: person.jobRoles,
    word,
    since: answer?.at.toISOString() ?? attempts.findLast((attempt) => attempt.state === word)?.at ?? null,
    answer: answer?.value ?? null,
    attempts,
  };
}

function needsOf({ branches, people, answers }: Rows): Roster['needs'] {
  const newest = new Map(answers.filter((one) => one.value !== 'told').map((one) => [one.personId, one.value]));
  return branches.flatMap(({ name, needRole, needCount, team }) => {
    if (needRole === null || needCount === 0) return [];
    const have = people.filter(
      (person) =>
        team.includes(person.id) &&
        person.jobRoles.includes(needRole) &&
        ['coming', 'here'].includes(newest.get(person.id) ?? ''),
    ).length;
    return [{ branch: name, role: needRole, need: needCount, have }];
  });
}

const MOST_WAITING = 20;

function waitingOf({ people, deliveries }: Rows): Roster['waiting'] {
  const next = new Map<string, Date>();
  for (const { personId, state, settledAt, dueAt } of deliveries) {
    const pending = state === 'waiting' || (state === 'unknown' && settledAt === null);
    const known = next.get(personId);
    if (pending && (!known || dueAt < known)) next.set(personId, dueAt);
  }
  return people
    .flatMap((person) => {
      const dueAt = next.get(person.id);
      return dueAt ? [{ name: person.name, dueAt: dueAt.toISOString() }] : [];
    })
    .sort((a, b) => a.dueAt.localeCompare(b.dueAt))
    .slice(0, MOST_WAITING);
}
