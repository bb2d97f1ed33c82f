// A plan was published: those whose jobs it concerns are told, and where to read it.
import type { SqlDoor } from '@/lib/db';
import type { Rendered } from '../keep';
import { renderNotice } from '../mail/notice';
import { planMail, planText } from '../notice-words';
import { peopleOfRoles, type NoticePerson } from '../people';
import { planNotice, type PlannedDelivery } from '../plan';
import { PlanPublished } from '../schema';
import { asText, toOf, type Notice } from './notice';

export const planPublished: Notice = async (door, practiceId, event) => {
  const parsed = PlanPublished.safeParse(event.payload);
  if (!parsed.success) return null;
  const plan = parsed.data;
  // The page that says what changed, also of a version whose day has not come.
  const path = `/p/${event.slug}/runbooks/${plan.slug}?version=${plan.number}`;
  const people = await peopleOfRoles(door.sql, practiceId, plan.tellRoles);
  const rendered = new Map<string, Promise<Rendered>>();
  return {
    planned: await spared(door, practiceId, planNotice(people, door.now)),
    words({ person, channel }) {
      const key = `${person.language}:${person.member}:${channel}`;
      const to = toOf(event, person, path);
      const words =
        rendered.get(key) ??
        (channel === 'sms' ? Promise.resolve(asText(planText(plan, to))) : renderNotice(planMail(plan, to)));
      rendered.set(key, words);
      return words;
    },
  };
};

/** Changed plans one is told of in an hour; the next ones wait on the plans' own pages. */
const MOST_AN_HOUR = 6;

/** Nobody's pocket buzzes all day because somebody publishes all day: what is too much is kept as a dropped row. */
async function spared(
  { sql, now }: SqlDoor,
  practiceId: string,
  planned: PlannedDelivery<NoticePerson>[],
): Promise<PlannedDelivery<NoticePerson>[]> {
  const rows = await sql<{ personId: string }>(
    `select "personId" from delivery where "practiceId" = $1::uuid and kind = 'plan' and state <> 'dropped'
       and "createdAt" > $2::timestamptz - interval '1 hour'
     group by "personId" having count(*) >= ${MOST_AN_HOUR}`,
    [practiceId, now.toISOString()],
  );
  const enough = new Set(rows.map(({ personId }) => personId));
  return planned.map((one) =>
    enough.has(one.person.id) && one.state === 'waiting'
      ? { ...one, state: 'dropped', reason: `Told of ${MOST_AN_HOUR} changed plans within the hour already.` }
      : one,
  );
}
