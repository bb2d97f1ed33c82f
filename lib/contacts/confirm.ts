// Each quarter everybody is asked whether their numbers are right. Who was asked is a row in `reminder`; the answer
// comes by a link, without a log-in (./confirm-link), or on their own page.
import type { z } from 'zod';
import { authorize, type Ctx } from '@/lib/access';
import { AppError, newId } from '@/lib/core';
import { inPracticeSql, type Sql, type SqlDoor } from '@/lib/db';
import { record } from '@/lib/events';
import { checkPerson, lockPerson, requireOwnOrEdit } from './people';
import { PersonId } from './people-schema';

/** Nobody is asked before this hour of the practice's morning. */
const FROM_HOUR = 8;
/** People of one event: more are told by more events. */
const MOST_AT_ONCE = 500;

interface Clock {
  hour: number;
  today: string;
  days: number;
}

async function clockOf({ sql, now }: SqlDoor, practiceId: string): Promise<Clock | null> {
  const [row] = await sql<Clock>(
    `select extract(hour from $2::timestamptz at time zone zone)::int as hour,
       to_char($2::timestamptz at time zone zone, 'YYYYMMDD') as today, "confirmDays" as days
     from practice where "practiceId" = $1::uuid`,
    [practiceId, now.toISOString()],
  );
  return row ?? null;
}

/**
 * Asks everybody of a practice who has not said for so long that their numbers are right, from eight in its morning on,
 * each once. Whoever was added lately is asked later. Returns the events that ask. `at` is for seeds and tests.
 */
export async function askDue(practiceId: string, at?: Date): Promise<string[]> {
  const ctx: Ctx = { practiceId, actor: { kind: 'system', name: 'Holdfast' }, ...(at && { at }) };
  return inPracticeSql(ctx, async (door) => {
    const clock = await clockOf(door, practiceId);
    if (!clock || clock.hour < FROM_HOUR) return [];
    // Another worker on the same round waits here, and then finds everybody asked.
    await door.sql(`select pg_advisory_xact_lock(hashtextextended('confirm:' || $1, 0))`, [practiceId]);
    const due = await door.sql<{ id: string }>(
      `with lately as (
         select e.payload ->> 'personId' as id from event e
         where e."practiceId" = $1::uuid and e."chainId" = $1::uuid and e.kind = 'person.added'
           and e.at > $2::timestamptz - make_interval(days => $3::int)
         union all
         select jsonb_array_elements_text(e.payload -> 'added') from event e
         where e."practiceId" = $1::uuid and e."chainId" = $1::uuid and e.kind = 'people.imported'
           and e.at > $2::timestamptz - make_interval(days => $3::int))
       select p.id from person p where p."practiceId" = $1::uuid and p."deactivatedAt" is null
         and coalesce(p."confirmedAt", '-infinity') <= $2::timestamptz - make_interval(days => $3::int)
         and p.id::text not in (select id from lately where id is not null)
         and exists (select 1 from reach r where r."practiceId" = p."practiceId" and r."personId" = p.id
           and r."removedAt" is null and r."optedOutAt" is null)
         and not exists (select 1 from reminder m where m."practiceId" = p."practiceId" and m."personId" = p.id
           and m.about like 'confirm:%' and m.at > $2::timestamptz - make_interval(days => $3::int))
       order by p.name, p.id`,
      [practiceId, door.now.toISOString(), clock.days],
    );
    return ask(
      ctx,
      door,
      clock.today,
      due.map(({ id }) => id),
    );
  });
}

/** One event for at most MOST_AT_ONCE people, and a row each. Whoever was asked that day is left out. */
async function ask(ctx: Ctx, door: SqlDoor, today: string, personIds: readonly string[]): Promise<string[]> {
  const { practiceId } = ctx;
  const about = `confirm:${today}`;
  const events: string[] = [];
  const asked = await door.sql<{ personId: string }>(
    `select "personId" from reminder where "practiceId" = $1::uuid and about = $2 and "personId" = any($3::uuid[])`,
    [practiceId, about, personIds],
  );
  const before = new Set(asked.map(({ personId }) => personId));
  const fresh = personIds.filter((id) => !before.has(id));
  for (let from = 0; from < fresh.length; from += MOST_AT_ONCE) {
    const some = fresh.slice(from, from + MOST_AT_ONCE);
    const { id: eventId } = await record(ctx, door, {
      chainId: practiceId,
      kind: 'people.asked',
      payload: { personIds: some },
      announces: true,
    });
    await door.sql(
      `insert into reminder ("practiceId", id, about, "personId", "eventId", at)
       select $1::uuid, x.id, $2, x."personId", $3::uuid, $4::timestamptz
       from jsonb_to_recordset($5::jsonb) as x(id uuid, "personId" uuid)`,
      [
        practiceId,
        about,
        eventId,
        door.now.toISOString(),
        JSON.stringify(some.map((personId) => ({ id: newId(), personId }))),
      ],
    );
    events.push(eventId);
  }
  return events;
}

/**
 * Asks one person now. Once a day is enough.
 * @throws AppError forbidden; not-found; conflict when they left, were asked today or have no open way.
 */
export async function askPerson(ctx: Ctx, input: z.input<typeof PersonId>): Promise<void> {
  authorize(ctx, 'contacts.edit');
  const { personId } = checkPerson(PersonId, input);
  await inPracticeSql(ctx, async (door) => {
    const { name, gone } = await lockPerson(door.sql, ctx.practiceId, personId);
    if (gone) throw new AppError('conflict', `${name} left the practice. Bring them back first.`);
    const open = await door.sql(
      `select 1 from reach where "practiceId" = $1::uuid and "personId" = $2::uuid and "removedAt" is null
         and "optedOutAt" is null limit 1`,
      [ctx.practiceId, personId],
    );
    if (open.length === 0) {
      throw new AppError(
        'conflict',
        `Nobody was asked: ${name} has no number and no e-mail that takes our messages. Call them, or add one.`,
      );
    }
    const clock = await clockOf(door, ctx.practiceId);
    const events = await ask(ctx, door, clock?.today ?? '', [personId]);
    if (events.length === 0) {
      throw new AppError('conflict', `${name} was asked today already. Give them until tomorrow.`);
    }
  });
}

/** Asks everybody now who was not asked today. Returns how many. @throws AppError forbidden. */
export async function askEverybody(ctx: Ctx): Promise<number> {
  authorize(ctx, 'contacts.edit');
  return inPracticeSql(ctx, async (door) => {
    const clock = await clockOf(door, ctx.practiceId);
    await door.sql(`select pg_advisory_xact_lock(hashtextextended('confirm:' || $1, 0))`, [ctx.practiceId]);
    const people = await door.sql<{ id: string }>(
      `select p.id from person p where p."practiceId" = $1::uuid and p."deactivatedAt" is null
         and exists (select 1 from reach r where r."practiceId" = p."practiceId" and r."personId" = p.id
           and r."removedAt" is null and r."optedOutAt" is null)
         and not exists (select 1 from reminder m where m."practiceId" = p."practiceId" and m."personId" = p.id
           and m.about = $2)
       order by p.name, p.id`,
      [ctx.practiceId, `confirm:${clock?.today ?? ''}`],
    );
    await ask(
      ctx,
      door,
      clock?.today ?? '',
      people.map(({ id }) => id),
    );
    return people.length;
  });
}

/** Their numbers are right: the person says so on their own page, or a manager who has them on the line. */
export async function confirmPerson(ctx: Ctx, input: z.input<typeof PersonId>): Promise<void> {
  const { personId } = checkPerson(PersonId, input);
  requireOwnOrEdit(ctx, personId);
  await inPracticeSql(ctx, async (door) => {
    const { name } = await lockPerson(door.sql, ctx.practiceId, personId);
    await keepConfirmed(door.sql, ctx.practiceId, personId, door.now);
    const payload = { personId, name, via: 'app' };
    await record(ctx, door, { chainId: ctx.practiceId, kind: 'person.confirmed', payload });
  });
}

export async function keepConfirmed(
  sql: Sql,
  practiceId: string,
  personId: string,
  now: Date,
): Promise<void> {
  await sql(
    `update person set "confirmedAt" = $3::timestamptz where "practiceId" = $1::uuid and id = $2::uuid`,
    [practiceId, personId, now.toISOString()],
  );
}
