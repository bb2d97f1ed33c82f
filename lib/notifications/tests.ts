// A contact test from the side of its messages: answers by link and by text, and its end, after which nothing is sent.
import { authorize, type Ctx } from '@/lib/access';
import { answerTest, closeTest } from '@/lib/contacts';
import { TestId } from '@/lib/contacts/schema';
import { isId, newId } from '@/lib/core';
import { parse } from '@/lib/core/parse';
import { inPracticeSql, type SqlDoor } from '@/lib/db';
import type { z } from 'zod';
import { sayTime } from './facts';
import { TEST_OVER } from './needed';
import type { Link } from './recipients';
import { cleanName } from './rules';

/** How long an answer is still written down after the end, as late. */
const LATE_HOURS = 24;

async function end(ctx: Ctx, testId: string, when: 'due' | 'now'): Promise<void> {
  await inPracticeSql(ctx, async (door) => {
    const eventId = await closeTest(ctx, door, testId, when);
    if (eventId === null) return;
    await door.sql(
      `update delivery set state = 'dropped', reason = $3, "settledAt" = $4::timestamptz
       where "practiceId" = $1::uuid and "eventId" = $2::uuid and state = 'waiting'`,
      [ctx.practiceId, eventId, TEST_OVER, door.now.toISOString()],
    );
  });
}

/** Ends a test before its time. One that has ended stays as it is. @throws AppError forbidden, not-found. */
export async function stopTest(ctx: Ctx, input: z.input<typeof TestId>): Promise<void> {
  authorize(ctx, 'contacts.test');
  await end(ctx, parse(TestId, input).testId, 'now');
}

/** Ends a test whose time is over, once, however often and by whomever it is asked. @throws AppError not-found. */
export async function endTest(practiceId: string, testId: string): Promise<void> {
  await end({ practiceId, actor: { kind: 'system', name: 'Holdfast' } }, testId, 'due');
}

/** Somebody who was asked, and by which message. */
interface Asked {
  deliveryId: string;
  testId: string;
  personId: string;
  reachId: string;
  name: string;
  language: 'en' | 'es';
  practiceName: string;
  smsName: string;
  zone: string;
  open: boolean;
  answeredAt: Date | null;
  late: boolean;
}

/** Those of the messages that may still be answered, the newest first. */
async function askedBy(door: SqlDoor, practiceId: string, deliveryIds: readonly string[]): Promise<Asked[]> {
  return door.sql<Asked>(
    `select d.id as "deliveryId", t.id as "testId", d."personId", d."reachId", p.name, p.language,
       pr.name as "practiceName", pr."smsName", pr.zone,
       t."endedAt" is null and t."endsAt" > $3::timestamptz as open, a."answeredAt", a.late
     from delivery d
     join contact_test t on t."practiceId" = d."practiceId" and t."eventId" = d."eventId"
     join contact_test_person a on a."practiceId" = t."practiceId" and a."testId" = t.id
       and a."personId" = d."personId"
     join person p on p."practiceId" = d."practiceId" and p.id = d."personId" and p."deactivatedAt" is null
     join reach r on r."practiceId" = d."practiceId" and r.id = d."reachId" and r."removedAt" is null
     join practice pr on pr."practiceId" = d."practiceId"
     where d."practiceId" = $1::uuid and d.id = any($2::uuid[])
       and least(t."endsAt", t."endedAt") > $3::timestamptz - interval '${LATE_HOURS} hours'
     order by d."createdAt" desc, d.id`,
    [practiceId, deliveryIds.filter(isId), door.now.toISOString()],
  );
}

async function take(door: SqlDoor, practiceId: string, asked: Asked, via: 'text' | 'link'): Promise<boolean> {
  const { testId, personId, name, reachId, deliveryId } = asked;
  const answer = { testId, personId, name, reachId, deliveryId, via };
  const { late, eventId } = await answerTest(door, practiceId, answer);
  await door.sql(
    `update delivery set state = 'dropped', reason = 'Answered already.', "settledAt" = $4::timestamptz
     where "practiceId" = $1::uuid and "eventId" = $2::uuid and "personId" = $3::uuid and state = 'waiting'`,
    [practiceId, eventId, personId, door.now.toISOString()],
  );
  return late;
}

export interface TestPage {
  language: 'en' | 'es';
  practiceName: string;
  name: string;
  over: boolean;
  /** When the reader answered, "8:05 AM CST"; null while they have not. */
  answered: { at: string; late: boolean } | null;
}

/** What a test's link shows; null when it leads nowhere (any more). Changes nothing. */
export async function readTestPage(link: Link): Promise<TestPage | null> {
  return inPracticeSql(link, async (door) => {
    const [asked] = await askedBy(door, link.practiceId, [link.deliveryId]);
    if (!asked) return null;
    const { language, practiceName, name, open, answeredAt, late, zone } = asked;
    return {
      language,
      practiceName: cleanName(practiceName),
      name,
      over: !open,
      answered: answeredAt && { at: sayTime(answeredAt, zone, door.now), late },
    };
  });
}

/** Takes the answer of whoever holds the link. False when it leads nowhere (any more). */
export async function answerTestByLink(link: Link): Promise<boolean> {
  return inPracticeSql(link, async (door) => {
    const [asked] = await askedBy(door, link.practiceId, [link.deliveryId]);
    if (!asked) return false;
    await take(door, link.practiceId, asked, 'link');
    return true;
  });
}

export interface TestReply {
  key: 'testGot' | 'testLate' | 'testSeveral';
  language: 'en' | 'es';
  smsName: string;
}

/**
 * Takes a texted answer when it can mean one test and one person, over all practices; null when no test waits for it.
 * Only asked when no incident does: practice must not keep an answer from what is real.
 */
export async function answerTestByText(
  sid: string,
  windows: ReadonlyMap<string, string[]>,
): Promise<TestReply | null> {
  const places: { practiceId: string; asked: Asked }[] = [];
  for (const [practiceId, deliveryIds] of windows) {
    const all = await inPracticeSql({ practiceId }, (door) => askedBy(door, practiceId, deliveryIds));
    const newest = new Map(all.toReversed().map((asked) => [`${asked.testId}:${asked.personId}`, asked]));
    places.push(...[...newest.values()].map((asked) => ({ practiceId, asked })));
  }
  const open = places.filter(({ asked }) => asked.open);
  const [only, ...others] = open.length > 0 ? open : places;
  if (!only) return null;
  const { practiceId, asked } = only;
  const { language, smsName } = asked;
  if (others.length > 0) return open.length > 0 ? { key: 'testSeveral', language, smsName } : null;
  const late = await inPracticeSql({ practiceId }, async (door) => {
    await door.sql(
      `insert into receipt ("practiceId", id, "deliveryId", "providerEventId", state, detail, at)
       values ($1::uuid, $2::uuid, $3::uuid, $4, 'answered', 'test', $5::timestamptz) on conflict do nothing`,
      [practiceId, newId(), asked.deliveryId, `in:${sid}`, door.now.toISOString()],
    );
    return take(door, practiceId, asked, 'text');
  });
  // The first answer counts: who said it in time and says it again later is not late.
  const inTime = asked.answeredAt !== null && !asked.late;
  return { key: late && !inTime ? 'testLate' : 'testGot', language, smsName };
}
