// One contact test as its leads watch it and keep it: per person how far it came, and what counts. And before it starts:
// who would get what.
import { authorize, type Ctx } from '@/lib/access';
import { JOB_ROLE_WORDS } from '@/lib/access/rules';
import { inTimePercent, testWord, type TestWord } from '@/lib/contacts/rules';
import { silentIn } from '@/lib/contacts';
import { AppError, dayAndClock, isId, newId, stopwatch } from '@/lib/core';
import { csvOf } from '@/lib/core/csv';
import { inPracticeSql, isoText, type Sql } from '@/lib/db';
import { env } from '@/lib/env';
import { linkFor } from './links';
import { peopleOfTree } from './people';
import { planDeliveries } from './plan';
import { fillLink, linkPlaceholder } from './rules';
import type { TestBoard, TestPerson, TestPreview } from './schema';
import { testMail, testText } from './test-words';
import { endTest } from './tests';

interface TestRow extends Omit<TestBoard, 'people' | 'counts' | 'now'> {
  eventId: string;
  due: boolean;
}

interface PersonRow extends Pick<TestPerson, 'personId' | 'name' | 'jobRoles' | 'via'> {
  answeredAt: string | null;
  late: boolean;
}

interface SentRow {
  personId: string;
  channel: string;
  state: string;
  reason: string;
}

async function findTest(sql: Sql, practiceId: string, testId: string, at: string): Promise<TestRow> {
  const [row] = await sql<TestRow>(
    `select t.id, t."treeId", t."treeName", ${isoText('t."startedAt"')} as "startedAt",
       ${isoText('t."endsAt"')} as "endsAt", ${isoText('t."endedAt"')} as "endedAt", t."windowMinutes",
       s.name as "startedBy", t."eventId", t."endedAt" is null and t."endsAt" <= $3::timestamptz as due
     from contact_test t left join person s on s."practiceId" = t."practiceId" and s.id = t."startedBy"
     where t."practiceId" = $1::uuid and t.id = $2::uuid`,
    [practiceId, testId, at],
  );
  if (!row) throw new AppError('not-found', 'There is no such contact test.');
  return row;
}

/** Who needs a lead's eye comes first. */
const URGENCY: readonly TestWord[] = [
  'not-reached',
  'opted-out',
  'waiting',
  'handed-over',
  'delivered',
  'late',
  'answered',
];

/**
 * One test and everybody who was in the tree when it began. One whose time is over is ended here, should no worker have
 * done it. @throws AppError forbidden; not-found.
 */
export async function readTest(ctx: Ctx, testId: string): Promise<TestBoard> {
  authorize(ctx, 'contacts.test');
  const { practiceId } = ctx;
  if (!isId(testId)) throw new AppError('not-found', 'There is no such contact test.');
  const read = () =>
    inPracticeSql(ctx, async ({ sql, now }) => {
      const at = now.toISOString();
      const test = await findTest(sql, practiceId, testId, at);
      const people = await sql<PersonRow>(
        `select "personId", name, "jobRoles", ${isoText('"answeredAt"')} as "answeredAt", via, late
         from contact_test_person where "practiceId" = $1::uuid and "testId" = $2::uuid order by name, "personId"`,
        [practiceId, testId],
      );
      const sent = await sql<SentRow>(
        `select "personId", channel, state, reason from delivery
         where "practiceId" = $1::uuid and "eventId" = $2::uuid order by channel, "createdAt", id`,
        [practiceId, test.eventId],
      );
      return { test, people, sent, at };
    });
  let found = await read();
  if (found.test.due) {
    await endTest(practiceId, testId);
    found = await read();
  }
  const { test, people, sent, at } = found;
  const { due: _, eventId: __, ...shown } = test;
  const lines = people
    .map((person) => describe(person, test, sent))
    .sort((a, b) => URGENCY.indexOf(a.word) - URGENCY.indexOf(b.word) || (a.seconds ?? 0) - (b.seconds ?? 0));
  const count = (word: TestWord) => lines.filter((person) => person.word === word).length;
  const [total, inTime, late] = [lines.length, count('answered'), count('late')];
  return {
    ...shown,
    now: at,
    people: lines,
    counts: { total, inTime, late, percent: inTimePercent(inTime, total) },
  };
}

const STOPPED = /^They stopped our/;

function describe(person: PersonRow, test: TestRow, all: readonly SentRow[]): TestPerson {
  const sent = all.filter(({ personId }) => personId === person.personId);
  const texts = sent.filter(({ channel }) => channel === 'sms');
  const wayless = sent.length === 0 && all.length > 0;
  const word = testWord({
    ...person,
    optedOut: texts.length > 0 && texts.every(({ reason }) => STOPPED.test(reason)),
    // Nothing is planned in the first moment: that is no word on anybody.
    states: all.length === 0 && test.endedAt === null ? ['waiting'] : sent.map(({ state }) => state),
  });
  const { personId, name, jobRoles, via, answeredAt } = person;
  const trouble = sent.find(({ state, reason }) => reason !== '' && /^(failed|dropped|unknown)$/.test(state));
  return {
    personId,
    name,
    jobRoles,
    word,
    via,
    seconds:
      answeredAt === null ? null : Math.round((Date.parse(answeredAt) - Date.parse(test.startedAt)) / 1000),
    reason:
      answeredAt !== null ? '' : wayless ? 'No number and no e-mail on their page.' : (trouble?.reason ?? ''),
  };
}

/**
 * Exactly who would get a test of this tree, and its words. An unknown tree has nobody. `again`: only who was silent in
 * that test. @throws AppError forbidden; not-found when there is no such test.
 */
export async function previewTest(
  ctx: Ctx,
  treeId: string,
  again: string | null = null,
): Promise<TestPreview> {
  authorize(ctx, 'contacts.test');
  const { practiceId } = ctx;
  return inPracticeSql(ctx, async ({ sql, now }) => {
    const [practice] = await sql<{ practiceName: string; smsName: string }>(
      `select name as "practiceName", "smsName" from practice where "practiceId" = $1::uuid`,
      [practiceId],
    );
    if (!practice) throw new AppError('not-found', 'There is no such practice.');
    const silent = again === null ? null : await silentIn(sql, practiceId, treeId, again);
    const all = await peopleOfTree(sql, practiceId, treeId);
    const people = silent === null ? all : all.filter(({ id }) => silent.has(id));
    const going = planDeliveries(people, now).filter(({ state }) => state === 'waiting');
    const ways = (id: string) => going.filter(({ person }) => person.id === id).map(({ channel }) => channel);
    const link = linkFor(newId());
    const placeholder = linkPlaceholder(link.length);
    const shown = new URL('/r/…', env().APP_URL).href.replace('%E2%80%A6', '…');
    const to = { language: 'en' as const, ...practice };
    const mail = testMail(to, placeholder);
    const [real] = await sql(
      `select 1 from incident where "practiceId" = $1::uuid and state in ('reported', 'open') and not drill limit 1`,
      [practiceId],
    );
    return {
      people: people.map(({ id, name, language }) => ({ personId: id, name, language, ways: ways(id) })),
      text: fillLink(testText(to, placeholder), shown),
      subject: mail.subject,
      lines: mail.lines,
      realOpen: real !== undefined,
    };
  });
}

const WORDS: Record<TestWord, string> = {
  answered: 'answered in time',
  late: 'answered late, counts as none',
  delivered: 'delivered, no answer',
  'handed-over': 'handed over, no answer',
  waiting: 'waiting to be sent',
  'opted-out': 'opted out',
  'not-reached': 'not reached',
};

/** A test's result as a table for a spreadsheet; what begins like a formula stays text. @throws as readTest does. */
export async function readTestCsv(ctx: Ctx, testId: string, zone: string): Promise<string> {
  const test = await readTest(ctx, testId);
  return csvOf([
    ['Tree', 'Started', 'Minutes given', 'Person', 'Jobs', 'Result', 'Answered after', 'By', 'Note'],
    ...test.people.map(({ name, jobRoles, word, seconds, via, reason }) => [
      test.treeName,
      dayAndClock(new Date(test.startedAt), zone),
      test.windowMinutes,
      name,
      jobRoles.map((role) => JOB_ROLE_WORDS[role]).join(', '),
      WORDS[word],
      seconds === null ? '' : stopwatch(seconds * 1000),
      via ?? '',
      reason,
    ]),
  ]);
}
