// The roster of one incident: who has been reached, who answered what, who is tried next.
import { authorize, type Ctx } from '@/lib/access';
import { may, partAt } from '@/lib/access/rules';
import { maskAddress } from '@/lib/core/addresses';
import { inPracticeSql } from '@/lib/db';
import { hashNumber } from './links';
import { loadRoster, textNumbers, type PersonRow, type RosterRows } from './roster-rows';
import { rosterWord, type RosterWord } from './rules';
import type { Roster, RosterAttempt, RosterPerson } from './schema';

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
  const rows = await inPracticeSql(ctx, (door) => loadRoster(door, ctx.practiceId, incidentId));
  const { actor } = ctx;
  const all =
    actor.kind === 'system' ||
    (actor.kind === 'member' && may(partAt(actor, rows.siteId).right, 'contacts.reach'));
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
      notReached: people.filter((person) => person.word === 'not-reached' || person.word === 'opted-out')
        .length,
    },
    waiting: waitingOf(rows),
  };
}

/** They stopped our texts: no number is left that may be texted. */
function optedOut(person: PersonRow, stopped: ReadonlySet<string>): boolean {
  const numbers = textNumbers(person);
  return (
    numbers.length > 0 && numbers.every((reach) => reach.optedOut || stopped.has(hashNumber(reach.address)))
  );
}

function describe(person: PersonRow, rows: RosterRows, mayReach: boolean): RosterPerson {
  const deliveries = rows.deliveries.filter((delivery) => delivery.personId === person.id);
  const answers = rows.answers.filter((answer) => answer.personId === person.id);
  const word = rosterWord({
    answers: answers.map((answer) => answer.value),
    deliveries,
    optedOut: optedOut(person, rows.stopped),
  });
  const answer = answers.findLast((one) => one.value !== 'told') ?? answers.at(-1);
  const attempts = deliveries.map((delivery): RosterAttempt => ({
    channel: delivery.channel,
    kind: delivery.kind,
    state: delivery.state,
    reason: delivery.reason,
    at: (delivery.settledAt ?? delivery.handedOverAt ?? delivery.createdAt).toISOString(),
    address: mayReach ? delivery.address : maskAddress(delivery.address),
  }));
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

function needsOf({ branches, people, answers }: RosterRows): Roster['needs'] {
  const newest = new Map(
    answers.filter((one) => one.value !== 'told').map((one) => [one.personId, one.value]),
  );
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

function waitingOf({ people, deliveries }: RosterRows): Roster['waiting'] {
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
