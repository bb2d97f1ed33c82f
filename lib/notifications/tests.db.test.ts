// A contact test: told as a drill by every way, answered by link and by text, late is none, ended once.
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { readTests, startTest } from '@/lib/contacts';
import { inPracticeSql } from '@/lib/db';
import { readEvents } from '@/lib/events';
import { useTestDatabase } from '@/lib/testing';
import { testPractice, type TestPractice } from '@/lib/testing/practice';
import { signTwilio } from '@/lib/testing/providers';
import { carryOut, declare, dispatchBoth, makeDue, startTelling } from '@/lib/testing/telling';
import { endTest, planEvent, previewTest, readRoster, readTest, readTestCsv, stopTest } from '.';
import { linkFor } from './links';

const database = await useTestDatabase();
const telling = await startTelling();
const { providers, url } = telling;

beforeEach(() => {
  providers.mode('resend', 'ok');
  providers.mode('twilio', 'ok');
  providers.callbacks('off');
});
afterAll(async () => {
  await telling.stop();
  await database.drop();
});

interface Row {
  id: string;
  personId: string;
  channel: string;
  state: string;
  reason: string;
  address: string;
}

async function eventOf(practice: TestPractice, testId: string): Promise<string> {
  const [row] = await inPracticeSql(practice.system, ({ sql }) =>
    sql<{ id: string }>(
      `select "eventId" as id from contact_test where "practiceId" = $1::uuid and id = $2::uuid`,
      [practice.practiceId, testId],
    ),
  );
  return row?.id ?? '';
}

async function sentOf(practice: TestPractice, testId: string): Promise<Row[]> {
  const eventId = await eventOf(practice, testId);
  return inPracticeSql(practice.system, ({ sql }) =>
    sql<Row>(
      `select id, "personId", channel, state, reason, address from delivery
       where "practiceId" = $1::uuid and "eventId" = $2::uuid order by channel, address`,
      [practice.practiceId, eventId],
    ),
  );
}

async function begun(send = true) {
  const practice = await testPractice({ others: 2 });
  const testId = await startTest(practice.lead, { treeId: practice.treeId, windowMinutes: 3 });
  await planEvent(practice.practiceId, await eventOf(practice, testId));
  if (send) await dispatchBoth(practice.practiceId);
  const [one, two] = practice.others;
  if (!one || !two) throw new Error('Nobody else');
  const sent = await sentOf(practice, testId);
  const linkOf = (address: string) => linkFor(sent.find((row) => row.address === address)?.id ?? '');
  return { practice, testId, one, two, linkOf };
}

/** Lets the test's time be over without waiting for it. */
async function timeIsOver(practice: TestPractice, testId: string, minutesAgo = 0): Promise<void> {
  await inPracticeSql(practice.system, ({ sql }) =>
    sql(
      `update contact_test set "endsAt" = now() - make_interval(mins => $3::int), "startedAt" = "startedAt" - interval '3 minutes'
       where "practiceId" = $1::uuid and id = $2::uuid`,
      [practice.practiceId, testId, minutesAgo],
    ),
  );
}

let sid = 0;
async function texted(from: string, body: string, sameSid?: string): Promise<string> {
  const fields = { MessageSid: sameSid ?? `SMtest${(sid += 1)}`, From: from, To: '+13125550199', Body: body };
  const hook = `${url}/api/hooks/twilio/inbound`;
  const answer = await fetch(hook, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': signTwilio(providers.credentials.twilioAuthToken, hook, fields),
    },
    body: new URLSearchParams(fields),
  });
  expect(answer.status).toBe(200);
  return answer.text();
}

const press = (link: string, body = 'answer=got-it') =>
  fetch(link, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: url },
    body,
  });

async function personOf(practice: TestPractice, testId: string, personId: string) {
  return (await readTest(practice.lead, testId)).people.find((one) => one.personId === personId);
}

async function ended(practice: TestPractice): Promise<Record<string, unknown>[]> {
  const rows = await inPracticeSql(practice.system, ({ sql }) =>
    sql<{ payload: Record<string, unknown> }>(
      `select payload from event where "practiceId" = $1::uuid and kind = 'test.ended'`,
      [practice.practiceId],
    ),
  );
  return rows.map(({ payload }) => payload);
}

describe('what goes out', () => {
  test('everybody gets both, DRILL first, with a link of their own; the preview said so', async () => {
    const { practice, one } = await begun();
    const preview = await previewTest(practice.lead, practice.treeId);
    expect(preview.people.map(({ ways }) => ways)).toEqual(Array.from({ length: 5 }, () => ['email', 'sms']));
    const text = providers.captured(one.phone)[0]?.text ?? '';
    expect(text).toMatch(
      /^DRILL TEST: Contact test, nothing is down\. Reply 1 now, or open http\S+\/r\/\w{16}$/,
    );
    expect(text.replace(/\/r\/\w+$/, '/r/…')).toBe(preview.text);
    const mail = providers.captured(one.email)[0];
    expect(mail?.subject).toBe(preview.subject);
    expect(mail?.subject).toMatch(/^DRILL: Test Practice: contact test/);
    expect(mail?.text).toContain(preview.lines[0]);
    expect(mail?.text).toMatch(/\/r\/\w{16}/);
  });
});

describe('answers', () => {
  test('by link: looking changes nothing, pressing counts once and shows that the way works', async () => {
    const { practice, testId, one, linkOf } = await begun();
    await inPracticeSql(practice.system, ({ sql }) =>
      sql(`update reach set "verifiedAt" = null where "practiceId" = $1::uuid`, [practice.practiceId]),
    );
    const link = linkOf(one.email);
    for (const method of ['GET', 'HEAD', 'GET']) {
      const seen = await fetch(link, { method });
      expect(seen.status).toBe(200);
      if (method === 'GET') expect(await seen.text()).toMatch(/DRILL.*For Other 1.*I got it/s);
    }
    expect((await personOf(practice, testId, one.personId))?.word).toBe('handed-over');
    expect((await press(link, 'answer=coming')).status).toBe(400);
    expect((await Promise.all([press(link), press(link)])).map(({ status }) => status)).toEqual([303, 303]);
    expect(await personOf(practice, testId, one.personId)).toMatchObject({ word: 'answered', via: 'link' });
    expect(await (await fetch(link)).text()).toContain('You answered at');
    const rows = await inPracticeSql(practice.system, ({ sql }) =>
      sql<{ kind: string; works: boolean; answers: number }>(
        `select kind, "verifiedAt" is not null and "lastAnsweredAt" is not null as works,
           (select count(*)::int from event e where e."practiceId" = r."practiceId" and e.kind = 'test.answered') as answers
         from reach r where "practiceId" = $1::uuid and "personId" = $2::uuid order by kind`,
        [practice.practiceId, one.personId],
      ),
    );
    expect(rows).toEqual([
      { kind: 'email', works: true, answers: 1 },
      { kind: 'mobile', works: false, answers: 1 },
    ]);
  });

  test('by text: a digit or a plain yes counts, anything else asks back', async () => {
    const { practice, testId, one, two } = await begun();
    for (const body of [
      '',
      'yes I am here at 1',
      '1a',
      '👍👍',
      `1${'x'.repeat(1599)}`,
      'Robert"); drop table reach',
    ]) {
      await texted(one.phone, body);
    }
    expect((await personOf(practice, testId, one.personId))?.word).toBe('handed-over');
    await texted(one.phone, '１');
    expect(await personOf(practice, testId, one.personId)).toMatchObject({ word: 'answered', via: 'text' });
    expect(await texted(two.phone, 'Got it!')).toContain('DRILL TEST: Got it, the test reached you.');
    expect((await readTest(practice.lead, testId)).counts).toEqual({
      total: 5,
      inTime: 2,
      late: 0,
      percent: 40,
    });
  });

  test('STOP stops and does not answer', async () => {
    const { practice, testId, one } = await begun();
    await texted(one.phone, 'STOP 1');
    expect((await personOf(practice, testId, one.personId))?.word).not.toBe('answered');
    const again = await testPracticeTest(practice);
    expect(await personOf(practice, again, one.personId)).toMatchObject({ word: 'opted-out' });
    // It is on the practice's record, under the name of who texted, as is START; said again, neither is news.
    for (const body of ['STOP', 'START', 'START']) await texted(one.phone, body);
    const { practiceId } = practice;
    const events = await inPracticeSql(practice.system, ({ sql }) =>
      readEvents(sql, practiceId, practiceId, 0),
    );
    expect(events.flatMap((e) => (e.kind.startsWith('reach.st') ? [[e.kind, e.personId]] : []))).toEqual([
      ['reach.stopped', one.personId],
      ['reach.started', one.personId],
    ]);
  });

  test('a number two people share answers for nobody', async () => {
    const practice = await testPractice({ others: 2 });
    const [one, two] = practice.others;
    await inPracticeSql(practice.system, ({ sql }) =>
      sql(`update reach set address = $2 where "practiceId" = $1::uuid and address = $3`, [
        practice.practiceId,
        one?.phone,
        two?.phone,
      ]),
    );
    const testId = await testPracticeTest(practice);
    expect(await texted(one?.phone ?? '', '1')).toContain('Open the link in each text');
    expect((await readTest(practice.lead, testId)).counts.inTime).toBe(0);
  });

  test('what is late is kept, counts as none, and still shows that the way works', async () => {
    const { practice, testId, one, two, linkOf } = await begun();
    await texted(two.phone, '1');
    await timeIsOver(practice, testId);
    expect(await texted(one.phone, '1')).toContain('counts as late');
    await endTest(practice.practiceId, testId);
    expect(await (await fetch(linkOf(one.email))).text()).toContain('counts as late');
    expect(await personOf(practice, testId, one.personId)).toMatchObject({ word: 'late' });
    // Said in time first, once more later: in time.
    expect(await texted(two.phone, '1')).toContain('Got it');
    expect(await readTest(practice.lead, testId)).toMatchObject({
      counts: { total: 5, inTime: 1, late: 1, percent: 20 },
    });
    expect(await ended(practice)).toEqual([
      expect.objectContaining({ total: 5, inTime: 1, percent: 20, early: false }),
    ]);
    await timeIsOver(practice, testId, 25 * 60);
    expect((await press(linkOf(practice.staff.email))).status).toBe(404);
  });

  test('the incident wins over the test, and a text that answered a test is not heard again', async () => {
    const { practice, testId, one, two } = await begun();
    await texted(two.phone, '1', 'SMsaid');
    const incident = await declare(practice);
    await carryOut(practice.practiceId, incident);
    expect(await texted(one.phone, '1')).toContain('you are coming');
    expect((await personOf(practice, testId, one.personId))?.word).not.toBe('answered');
    await texted(two.phone, '1', 'SMsaid');
    const roster = await readRoster(practice.lead, incident);
    expect(roster.people.filter(({ word }) => word === 'coming').map(({ personId }) => personId)).toEqual([
      one.personId,
    ]);
    expect(await texted(two.phone, 'yes')).toContain('did not understand');
  });
});

/** Another test of the same practice, sent. */
async function testPracticeTest(practice: TestPractice): Promise<string> {
  for (const { id, endedAt } of await readTests(practice.lead)) {
    if (endedAt === null) await stopTest(practice.lead, { testId: id });
  }
  const testId = await startTest(practice.lead, { treeId: practice.treeId, windowMinutes: 3 });
  await planEvent(practice.practiceId, await eventOf(practice, testId));
  await dispatchBoth(practice.practiceId);
  return testId;
}

describe('the end', () => {
  test('comes once, whoever asks and however often, and not before its time', async () => {
    const { practice, testId } = await begun();
    await endTest(practice.practiceId, testId);
    expect(await ended(practice)).toHaveLength(0);
    await timeIsOver(practice, testId);
    await Promise.all([
      endTest(practice.practiceId, testId),
      endTest(practice.practiceId, testId),
      readTest(practice.lead, testId),
      stopTest(practice.lead, { testId }),
    ]);
    expect(await ended(practice)).toHaveLength(1);
    expect((await readTest(practice.lead, testId)).endedAt).not.toBeNull();
  });

  test('comes by being looked at when no worker lives', async () => {
    const { practice, testId } = await begun();
    await timeIsOver(practice, testId);
    expect((await readTest(practice.lead, testId)).endedAt).not.toBeNull();
    expect(await ended(practice)).toHaveLength(1);
  });

  test('drops what was not sent, with the reason, and sends nothing after', async () => {
    const { practice, testId, one } = await begun(false);
    await stopTest(practice.lead, { testId });
    expect(
      new Set((await sentOf(practice, testId)).map(({ state, reason }) => `${state}: ${reason}`)),
    ).toEqual(new Set(['dropped: The test was over before this could be sent.']));
    await makeDue(practice.practiceId);
    await dispatchBoth(practice.practiceId);
    expect(providers.captured(one.email)).toEqual([]);
    expect(await ended(practice)).toEqual([expect.objectContaining({ early: true, percent: 0 })]);
  });

  test('planned after the end says why nothing went; claimed after its time is dropped', async () => {
    const practice = await testPractice();
    const late = await startTest(practice.lead, { treeId: practice.treeId, windowMinutes: 3 });
    await timeIsOver(practice, late);
    await planEvent(practice.practiceId, await eventOf(practice, late));
    expect((await sentOf(practice, late)).every(({ state }) => state === 'dropped')).toBe(true);
    const { practice: other, testId } = await begun(false);
    await timeIsOver(other, testId);
    await dispatchBoth(other.practiceId);
    expect((await sentOf(other, testId)).every(({ reason }) => reason.startsWith('The test was over'))).toBe(
      true,
    );
  });
});

test('the result is a table in which a formula stays text', async () => {
  const { practice, testId, one } = await begun();
  await texted(one.phone, '1');
  await inPracticeSql(practice.system, ({ sql }) =>
    sql(
      `update contact_test_person set name = '=HYPERLINK("x")' where "practiceId" = $1::uuid and "personId" = $2::uuid`,
      [practice.practiceId, practice.staff.actor.personId],
    ),
  );
  const csv = await readTestCsv(practice.lead, testId, practice.zone);
  expect(csv).toContain(`"'=HYPERLINK(""x"")"`);
  expect(csv).toMatch(/Other 1,Billing,answered in time,0:0\d,text/);
  expect(csv.trim().split('\r\n')).toHaveLength(6);
});
