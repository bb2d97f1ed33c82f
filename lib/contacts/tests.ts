// A contact test: a drill message to a tree, who answers it in time, and its end. What was said after the end is kept
// as late and counts as nothing.
import type { z } from 'zod';
import { authorize, type Ctx } from '@/lib/access';
import { AppError, addMinutes, newId } from '@/lib/core';
import { parse } from '@/lib/core/parse';
import { inPracticeSql, isoText, type Sql, type SqlDoor } from '@/lib/db';
import { record } from '@/lib/events';
import { enqueue } from '@/lib/jobs';
import { treePeople } from './read';
import { inTimePercent, isReachable } from './rules';
import { StartTest, type TestCard } from './schema';
import { countTest } from './sending-limits';
import { silentIn } from './test-again';

async function requireCalm(sql: Sql, practiceId: string): Promise<void> {
  const rows = await sql(
    `select 1 from incident where "practiceId" = $1::uuid and state in ('reported', 'open') and not drill limit 1`,
    [practiceId],
  );
  if (rows.length === 0) return;
  throw new AppError(
    'conflict',
    'The test was not started: a real downtime is open, and its messages come first. Test when it is closed.',
  );
}

/**
 * Starts a test of a tree: everybody in it now, or who was silent in an earlier one, is written down, told that it is a
 * drill, and has so many minutes.
 * @throws AppError forbidden, invalid; not-found; limit; conflict during a real downtime, or while the
 *   tree is tested.
 */
export async function startTest(ctx: Ctx, input: z.input<typeof StartTest>): Promise<string> {
  authorize(ctx, 'contacts.test');
  const { treeId, windowMinutes, again } = parse(StartTest, input);
  const { practiceId } = ctx;
  const testId = newId();
  await inPracticeSql(ctx, async (door) => {
    const { sql, now } = door;
    // Who presses at the same moment waits here, and then finds the tree being tested.
    const [tree] = await sql<{ name: string }>(
      `select name from tree where "practiceId" = $1::uuid and id = $2::uuid and "deactivatedAt" is null for update`,
      [practiceId, treeId],
    );
    if (!tree) throw new AppError('not-found', 'There is no such contact tree.');
    await requireCalm(sql, practiceId);
    const running = await sql(
      `select 1 from contact_test where "practiceId" = $1::uuid and "treeId" = $2::uuid and "endedAt" is null
         and "endsAt" > $3::timestamptz`,
      [practiceId, treeId, now.toISOString()],
    );
    if (running.length > 0) {
      throw new AppError(
        'conflict',
        `${tree.name} is being tested right now. Look at that test, or wait for its end.`,
      );
    }
    const silent = again === null ? null : await silentIn(sql, practiceId, treeId, again);
    const all = await treePeople(sql, practiceId, treeId);
    const people = silent === null ? all : all.filter(({ personId }) => silent.has(personId));
    const name = silent === null ? tree.name : `${tree.name}, who had not answered`;
    if (silent !== null && people.length === 0) {
      throw new AppError(
        'conflict',
        'The test was not started: nobody who was silent is in the tree any more, or they answered since.',
      );
    }
    if (!people.some(({ reaches }) => isReachable(reaches))) {
      throw new AppError(
        'invalid',
        `The test was not started: nobody in ${name} can be reached. Give them a number or an e-mail first.`,
      );
    }
    await countTest(door, practiceId);
    const endsAt = addMinutes(now, windowMinutes);
    const { id: eventId } = await record(ctx, door, {
      chainId: practiceId,
      kind: 'test.started',
      payload: { testId, treeId, name, minutes: windowMinutes, people: people.length },
      announces: true,
    });
    const startedBy = ctx.actor.kind === 'member' ? ctx.actor.personId : null;
    await sql(
      `insert into contact_test ("practiceId", id, "treeId", "treeName", "startedBy", "startedAt", "windowMinutes",
         "endsAt", "eventId", "againOf")
       values ($1::uuid, $2::uuid, $3::uuid, $4, $5::uuid, $6::timestamptz, $7::int, $8::timestamptz, $9::uuid,
         $10::uuid)`,
      [
        practiceId,
        testId,
        treeId,
        name,
        startedBy,
        now.toISOString(),
        windowMinutes,
        endsAt.toISOString(),
        eventId,
        again,
      ],
    );
    await sql(
      `insert into contact_test_person ("practiceId", id, "testId", "personId", name, "jobRoles")
       select $1::uuid, x.id, $2::uuid, x."personId", x.name, x."jobRoles"
       from jsonb_to_recordset($3::jsonb) as x(id uuid, "personId" uuid, name text, "jobRoles" text[])`,
      [
        practiceId,
        testId,
        JSON.stringify(
          people.map(({ personId, name, jobRoles }) => ({ id: newId(), personId, name, jobRoles })),
        ),
      ],
    );
    await enqueue(sql, 'test-clock', { practiceId, testId }, { startAfter: endsAt });
  });
  return testId;
}

interface OpenTest {
  treeName: string;
  eventId: string;
  endsAt: Date;
  endedAt: Date | null;
}

async function lockTest(sql: Sql, practiceId: string, testId: string): Promise<OpenTest | null> {
  const [row] = await sql<OpenTest>(
    `select "treeName", "eventId", "endsAt", "endedAt" from contact_test
     where "practiceId" = $1::uuid and id = $2::uuid for update`,
    [practiceId, testId],
  );
  return row ?? null;
}

/**
 * Ends a test, once: the result is counted and recorded. `when` due: only when its time is over. Returns the event whose
 * messages are not to be sent any more; null when it had ended or its time has not come.
 * @throws AppError not-found.
 */
export async function closeTest(
  ctx: Ctx,
  door: SqlDoor,
  testId: string,
  when: 'due' | 'now',
): Promise<string | null> {
  const { practiceId } = ctx;
  const test = await lockTest(door.sql, practiceId, testId);
  if (!test) throw new AppError('not-found', 'There is no such contact test.');
  if (test.endedAt !== null || (when === 'due' && test.endsAt > door.now)) return null;
  const [counted] = await door.sql<{ total: number; inTime: number }>(
    `select count(*)::int as total, count(*) filter (where "answeredAt" is not null and not late)::int as "inTime"
     from contact_test_person where "practiceId" = $1::uuid and "testId" = $2::uuid`,
    [practiceId, testId],
  );
  const { total = 0, inTime = 0 } = counted ?? {};
  await door.sql(
    `update contact_test set "endedAt" = $3::timestamptz where "practiceId" = $1::uuid and id = $2::uuid`,
    [practiceId, testId, door.now.toISOString()],
  );
  const early = test.endsAt > door.now;
  await record(ctx, door, {
    chainId: practiceId,
    kind: 'test.ended',
    payload: { testId, name: test.treeName, total, inTime, percent: inTimePercent(inTime, total), early },
  });
  return test.eventId;
}

export interface TestAnswer {
  testId: string;
  personId: string;
  name: string;
  /** The way the message went that is answered: it is shown to work. */
  reachId: string;
  deliveryId: string;
  via: 'text' | 'link';
}

/**
 * Takes one person's answer in. The first counts; after the end it is kept as late. Either way the address is known to
 * work. @throws AppError not-found.
 */
export async function answerTest(
  door: SqlDoor,
  practiceId: string,
  answer: TestAnswer,
): Promise<{ late: boolean; eventId: string }> {
  const { sql } = door;
  const { testId, personId, name, reachId, deliveryId, via } = answer;
  // In line with the end: an answer is in time or late, never both.
  const test = await lockTest(sql, practiceId, testId);
  if (!test) throw new AppError('not-found', 'There is no such contact test.');
  // A result that was counted stays as it is, whoever was on the way then.
  const late = test.endedAt !== null || door.now >= test.endsAt;
  const at = door.now.toISOString();
  const first = await sql(
    `update contact_test_person set "answeredAt" = $4::timestamptz, via = $5, late = $6::boolean
     where "practiceId" = $1::uuid and "testId" = $2::uuid and "personId" = $3::uuid and "answeredAt" is null
     returning id`,
    [practiceId, testId, personId, at, via, late],
  );
  if (first.length > 0) {
    const ctx: Ctx = { practiceId, actor: { kind: 'recipient', personId, name, deliveryId } };
    const payload = { testId, personId, via, late };
    await record(ctx, door, { chainId: practiceId, kind: 'test.answered', payload });
  }
  await sql(
    `update reach set "verifiedAt" = coalesce("verifiedAt", $4::timestamptz), "lastAnsweredAt" = $4::timestamptz
     where "practiceId" = $1::uuid and id = $2::uuid and "personId" = $3::uuid`,
    [practiceId, reachId, personId, at],
  );
  return { late, eventId: test.eventId };
}

/** The practice's tests, newest first, at most 100; of one tree when it is named. @throws AppError forbidden. */
export async function readTests(ctx: Ctx, treeId: string | null = null): Promise<TestCard[]> {
  authorize(ctx, 'contacts.test');
  return inPracticeSql(ctx, ({ sql }) =>
    sql<TestCard>(
      `select t.id, t."treeId", t."treeName", ${isoText('t."startedAt"')} as "startedAt",
         ${isoText('t."endsAt"')} as "endsAt", ${isoText('t."endedAt"')} as "endedAt", t."windowMinutes",
         s.name as "startedBy", t."againOf" is not null as again, n.total, n."inTime", n.late
       from contact_test t
       left join person s on s."practiceId" = t."practiceId" and s.id = t."startedBy"
       cross join lateral (select count(*)::int as total,
           count(*) filter (where p."answeredAt" is not null and not p.late)::int as "inTime",
           count(*) filter (where p.late)::int as late
         from contact_test_person p where p."practiceId" = t."practiceId" and p."testId" = t.id) n
       where t."practiceId" = $1::uuid and ($2::uuid is null or t."treeId" = $2::uuid)
       order by t."startedAt" desc, t.id limit 100`,
      [ctx.practiceId, treeId],
    ),
  );
}
