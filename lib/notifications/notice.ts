// An event that tells people something without an incident: a plan that changed, things that are due. One message a
// person, by e-mail where that works, else by text. Nothing to answer, so no answer links and no reply windows.
import { env } from '@/lib/env';
import type { Sql, SqlDoor } from '@/lib/db';
import type { EventRow } from '@/lib/events';
import { keepDeliveries, type Kept, type Rendered } from './keep';
import { renderNotice } from './mail/notice';
import { planMail, planText, reminderMail, reminderText, type NoticeTo } from './notice-words';
import { peopleOfRoles, personById, type NoticePerson } from './people';
import { noticeKind, planNotice, type PlannedDelivery } from './plan';
import { PlanPublished, ReminderDue } from './schema';

interface Home {
  slug: string;
  practiceName: string;
  smsName: string;
}

interface Told {
  people: NoticePerson[];
  words: (to: PlannedDelivery<NoticePerson>) => Promise<Rendered>;
}

/** Plans one event's notices; nothing for an event that has none or was planned before. */
export async function announceNotice(door: SqlDoor, practiceId: string, eventId: string): Promise<Kept[]> {
  const [event] = await door.sql<Pick<EventRow, 'kind' | 'payload'> & Home>(
    `select e.kind, e.payload, p.slug, p.name as "practiceName", p."smsName"
     from event e join practice p on p."practiceId" = e."practiceId"
     where e."practiceId" = $1::uuid and e.id = $2::uuid and not exists (select 1 from delivery d
       where d."practiceId" = e."practiceId" and d."eventId" = e.id)`,
    [practiceId, eventId],
  );
  const kind = event && noticeKind(event.kind);
  if (!event || !kind) return [];
  const told =
    kind === 'plan'
      ? await planTold(door.sql, practiceId, event.payload, event)
      : await reminderTold(door.sql, practiceId, event.payload, event);
  if (!told) return [];
  const planned =
    kind === 'plan'
      ? await spared(door, practiceId, planNotice(told.people, door.now))
      : planNotice(told.people, door.now);
  return keepDeliveries(door, practiceId, { eventId, incidentId: null, kind }, planned, told.words);
}

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

function toOf({ practiceName, smsName }: Home, person: NoticePerson, path: string): NoticeTo {
  const href = person.member ? new URL(path, env().APP_URL).href : null;
  return { language: person.language, practiceName, smsName, href };
}

const asText = (body: string): Rendered => ({ subject: '', body, html: '' });

async function planTold(sql: Sql, practiceId: string, payload: unknown, home: Home): Promise<Told | null> {
  const parsed = PlanPublished.safeParse(payload);
  if (!parsed.success) return null;
  const plan = parsed.data;
  // The page that says what changed, also of a version whose day has not come.
  const path = `/p/${home.slug}/runbooks/${plan.slug}?version=${plan.number}`;
  const rendered = new Map<string, Promise<Rendered>>();
  return {
    people: await peopleOfRoles(sql, practiceId, plan.tellRoles),
    words({ person, channel }) {
      const key = `${person.language}:${person.member}:${channel}`;
      const to = toOf(home, person, path);
      const words =
        rendered.get(key) ??
        (channel === 'sms' ? Promise.resolve(asText(planText(plan, to))) : renderNotice(planMail(plan, to)));
      rendered.set(key, words);
      return words;
    },
  };
}

async function reminderTold(
  sql: Sql,
  practiceId: string,
  payload: unknown,
  home: Home,
): Promise<Told | null> {
  const parsed = ReminderDue.safeParse(payload);
  if (!parsed.success) return null;
  const due = parsed.data;
  return {
    people: await personById(sql, practiceId, due.personId),
    async words({ person, channel }) {
      const to = toOf(home, person, `/p/${home.slug}/readiness`);
      return channel === 'sms' ? asText(reminderText(due, to)) : renderNotice(reminderMail(due, to));
    },
  };
}
