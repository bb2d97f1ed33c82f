// What became of notices: who was told of a plan, who was reminded, who could not be.
import { authorize, type Ctx } from '@/lib/access';
import { day, plural } from '@/lib/core';
import { inPracticeSql, type SqlDoor } from '@/lib/db';
import { noticeState, type DeliveryState, type NoticeKind } from './rules';
import { PlanPublished, ReminderDue, type Notice } from './schema';

interface EventLine {
  id: string;
  kind: string;
  at: Date;
  payload: unknown;
}

interface SentRow {
  eventId: string;
  personId: string;
  name: string;
  state: DeliveryState;
  reason: string;
}

/** The last notices, newest first, at most 20. @throws AppError forbidden. */
export async function readNotices(ctx: Ctx, limit = 8): Promise<Notice[]> {
  authorize(ctx, 'contacts.read');
  return inPracticeSql(ctx, async (door) => {
    const events = await door.sql<EventLine>(
      `select id, kind, at, payload from event where "practiceId" = $1::uuid and "chainId" = $1::uuid
         and (kind = 'reminder.due' or kind = 'runbook.published' and payload -> 'tellRoles' ->> 0 is not null)
       order by seq desc limit $2::int`,
      [ctx.practiceId, Math.min(limit, 20)],
    );
    return noticesOf(door, ctx.practiceId, events);
  });
}

async function noticesOf(door: SqlDoor, practiceId: string, events: readonly EventLine[]): Promise<Notice[]> {
  const rows = await door.sql<SentRow>(
    `select d."eventId", d."personId", p.name, d.state, d.reason from delivery d
     join person p on p."practiceId" = d."practiceId" and p.id = d."personId"
     where d."practiceId" = $1::uuid and d."eventId" = any($2::uuid[]) order by p.name, p.id, d.channel`,
    [practiceId, events.map(({ id }) => id)],
  );
  // Without a number or an address there is no row to fail: they are named all the same.
  const wayless = await door.sql<{ id: string; name: string; jobRoles: string[] }>(
    `select p.id, p.name, p."jobRoles" from person p where p."practiceId" = $1::uuid and p."deactivatedAt" is null
       and not exists (select 1 from reach r where r."practiceId" = p."practiceId" and r."personId" = p.id
         and r."removedAt" is null)
     order by p.name, p.id`,
    [practiceId],
  );
  return events.flatMap(({ id, kind, at, payload }) => {
    const said = sayingOf(kind, payload);
    if (!said) return [];
    const people = peopleOf(rows.filter(({ eventId }) => eventId === id));
    for (const person of wayless.filter(said.isFor)) {
      const reason = 'No number and no e-mail. Tell them yourself.';
      people.push({ personId: person.id, name: person.name, state: null, reason });
    }
    return [{ eventId: id, kind: said.kind, at: at.toISOString(), about: said.about, people }];
  });
}

interface Saying {
  kind: NoticeKind;
  about: string;
  isFor: (person: { id: string; jobRoles: string[] }) => boolean;
}

function sayingOf(kind: string, payload: unknown): Saying | null {
  if (kind === 'reminder.due') {
    const due = ReminderDue.safeParse(payload);
    if (!due.success) return null;
    const about = `Reminder of ${plural(due.data.items.length, 'thing')}`;
    return { kind: 'reminder', about, isFor: ({ id }) => id === due.data.personId };
  }
  const plan = PlanPublished.safeParse(payload);
  if (!plan.success) return null;
  const { title, number, tellRoles } = plan.data;
  const isFor: Saying['isFor'] = ({ jobRoles }) => tellRoles.some((role) => jobRoles.includes(role));
  return { kind: 'plan', about: `${title}, version ${number}`, isFor };
}

/** One line a person, however many addresses were tried. */
function peopleOf(rows: readonly SentRow[]): Notice['people'] {
  return [...new Set(rows.map(({ personId }) => personId))].flatMap((id) => {
    const mine = rows.filter(({ personId }) => personId === id);
    const state = noticeState(mine.map((row) => row.state));
    const row = mine.find((one) => one.state === state);
    return row ? [{ personId: row.personId, name: row.name, state, reason: row.reason }] : [];
  });
}

const COUNTED = [
  ['delivered', 'delivered'],
  ['handed-over', 'handed over'],
  ['sending', 'being sent'],
  ['waiting', 'waiting'],
] as const;

/** "Told on Nov 28, 2026: 9 of 11 handed over, 1 waiting. Walt Dempsey: the phone was off." */
export function noticeSentence({ people, at }: Notice, zone: string): string {
  const of = people.length;
  const counts = COUNTED.flatMap(([state, word]) => {
    const n = people.filter((person) => person.state === state).length;
    return n === 0 ? [] : [`${n} of ${of} ${word}`];
  });
  const lost = people.filter(
    ({ state }) => state === null || state === 'failed' || state === 'unknown' || state === 'dropped',
  );
  if (lost.length > 0) counts.push(`${lost.length} not known to have been told`);
  const what = counts.length === 0 ? 'nobody to tell' : counts.join(', ');
  return `${day(new Date(at), zone)}: ${what}.`;
}
