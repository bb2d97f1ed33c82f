// Goes round every practice and reminds people of what is due: once each, one message a person and day. The rows in
// `reminder` are the memory; whoever dies half way leaves nothing behind, and two at once wait for each other.
import type { Ctx } from '@/lib/access';
import { askDue } from '@/lib/contacts';
import { newId } from '@/lib/core';
import { log } from '@/lib/core/log';
import { inPracticeSql, inSystem, type SqlDoor } from '@/lib/db';
import { record } from '@/lib/events';
import type { ReminderDue } from '@/lib/notifications/schema';
import { dueThings, type DueThing } from './due';
import { isTold, markOf } from './rules';

/** Nobody is reminded before this hour of the practice's morning. */
const FROM_HOUR = 8;

interface Reminder {
  thing: DueThing;
  about: string;
}

/** All practices, one after the other; one that fails does not keep the others from being looked at. */
export async function makeRounds(): Promise<void> {
  const practices = await inSystem(({ sql }) =>
    sql<{ practiceId: string }>(`select "practiceId" from practice_directory order by "practiceId"`),
  );
  for (const { practiceId } of practices) {
    await remind(practiceId).catch((error: unknown) => log.error({ err: error, practiceId }, 'rounds'));
    await askDue(practiceId).catch((error: unknown) =>
      log.error({ err: error, practiceId }, 'rounds: asking'),
    );
  }
}

/**
 * Reminds one practice's people of what has become due, from eight in its morning on. Returns the events that tell
 * them. `at` is for seeds and tests.
 */
export async function remind(practiceId: string, at?: Date): Promise<string[]> {
  const ctx: Ctx = { practiceId, actor: { kind: 'system', name: 'Holdfast' }, ...(at && { at }) };
  return inPracticeSql(ctx, async (door) => {
    const [local] = await door.sql<{ hour: number }>(
      `select extract(hour from $2::timestamptz at time zone zone)::int as hour from practice
       where "practiceId" = $1::uuid`,
      [practiceId, door.now.toISOString()],
    );
    if (!local || local.hour < FROM_HOUR) return [];
    // Another worker on the same round waits here, and then finds everything told.
    await door.sql(`select pg_advisory_xact_lock(hashtextextended('rounds:' || $1, 0))`, [practiceId]);
    const events: string[] = [];
    for (const [personId, reminders] of await findNew(door, practiceId)) {
      events.push(await tell(ctx, door, personId, reminders));
    }
    return events;
  });
}

/** What each person has not been told yet, unless they were reminded of something today. */
async function findNew(door: SqlDoor, practiceId: string): Promise<Map<string, Reminder[]>> {
  const things = (await dueThings(door, practiceId)).flatMap((thing) => {
    const mark = markOf(thing.kind, thing.days);
    return mark === null ? [] : [{ thing, mark }];
  });
  const fresh = new Map<string, Reminder[]>();
  if (things.length === 0) return fresh;
  const told = await door.sql<{ key: string; mark: number; personId: string }>(
    `select regexp_replace(about, ':\\d+$', '') as key, substring(about from '\\d+$')::int as mark, "personId"
     from reminder where "practiceId" = $1::uuid and regexp_replace(about, ':\\d+$', '') = any($2::text[])`,
    [practiceId, things.map(({ thing }) => thing.key)],
  );
  const today = await door.sql<{ personId: string }>(
    `select distinct r."personId" from reminder r join practice p on p."practiceId" = r."practiceId"
     where r."practiceId" = $1::uuid and r.about not like 'confirm:%'
       and (r.at at time zone p.zone)::date = ($2::timestamptz at time zone p.zone)::date`,
    [practiceId, door.now.toISOString()],
  );
  const done = new Set(today.map(({ personId }) => personId));
  for (const { thing, mark } of things) {
    for (const personId of thing.personIds) {
      const before = told.filter((row) => row.key === thing.key && row.personId === personId);
      const marks = before.map((row) => row.mark);
      if (done.has(personId) || isTold(thing.kind, mark, marks)) continue;
      fresh.set(personId, [...(fresh.get(personId) ?? []), { thing, about: `${thing.key}:${mark}` }]);
    }
  }
  return fresh;
}

async function tell(ctx: Ctx, door: SqlDoor, personId: string, reminders: Reminder[]): Promise<string> {
  const { practiceId } = ctx;
  const payload: ReminderDue = {
    personId,
    items: reminders.map(({ thing: { kind, name, on, days } }) => ({ about: kind, name, on, days })),
  };
  const { id: eventId } = await record(ctx, door, {
    chainId: practiceId,
    kind: 'reminder.due',
    payload: { ...payload },
    announces: true,
  });
  await door.sql(
    `insert into reminder ("practiceId", id, about, "personId", "eventId", at)
     select $1::uuid, x.id, x.about, $2::uuid, $3::uuid, $4::timestamptz
     from jsonb_to_recordset($5::jsonb) as x(id uuid, about text)`,
    [
      practiceId,
      personId,
      eventId,
      door.now.toISOString(),
      JSON.stringify(reminders.map(({ about }) => ({ id: newId(), about }))),
    ],
  );
  return eventId;
}
