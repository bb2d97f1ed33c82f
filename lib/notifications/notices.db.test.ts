// Notices: news without an incident. One message a person, no answers, and first words overtake them.
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '@/lib/core';
import { addPerson } from '@/lib/contacts';
import { inPractice, inPracticeSql, inSystem } from '@/lib/db';
import { record } from '@/lib/events';
import { useTestDatabase } from '@/lib/testing';
import { testPractice, type TestPractice } from '@/lib/testing/practice';
import { carryOut, declare, deliveriesOf, dispatchBoth, makeDue, startTelling } from '@/lib/testing/telling';
import { noticeSentence, planEvent, readNotices, readRoster } from '.';
import { claimNext } from './claim';
import { hashNumber } from './links';
import { settle } from './settle';

const database = await useTestDatabase();
const telling = await startTelling();
const { providers } = telling;

beforeEach(() => {
  providers.mode('resend', 'ok');
  providers.mode('twilio', 'ok');
  providers.callbacks('off');
});

afterAll(async () => {
  await telling.stop();
  await database.drop();
});

/** A plan's new version is announced; returns the event. */
async function announce(practice: TestPractice, said: Record<string, unknown> = {}): Promise<string> {
  const event = await inPractice(practice.owner, (door) =>
    record(practice.owner, door, {
      chainId: practice.practiceId,
      kind: 'runbook.published',
      payload: {
        runbookId: practice.runbookId,
        versionId: newId(),
        slug: 'short',
        number: 2,
        title: 'Short downtime',
        changeNote: 'Ring Lee at home: SECRET',
        effectiveOn: '2026-11-28',
        tellRoles: ['front_desk', 'billing'],
        ...said,
      },
      announces: true,
    }),
  );
  return event.id;
}

interface Row {
  id: string;
  personId: string;
  channel: string;
  kind: string;
  state: string;
  reason: string;
  address: string;
  incidentId: string | null;
}

const rowsOf = (practiceId: string, eventId: string): Promise<Row[]> =>
  inPracticeSql({ practiceId }, ({ sql }) =>
    sql<Row>(
      `select id, "personId", channel, kind, state, reason, address, "incidentId" from delivery
       where "practiceId" = $1::uuid and "eventId" = $2::uuid order by address`,
      [practiceId, eventId],
    ),
  );

/** Lets the given hours pass for what waits. */
const age = (practiceId: string, hours: number): Promise<unknown> =>
  inPracticeSql({ practiceId }, ({ sql }) =>
    sql(
      `update delivery set "createdAt" = now() - make_interval(hours => $2::int), "dueAt" = now()
       where "practiceId" = $1::uuid and "settledAt" is null`,
      [practiceId, hours],
    ),
  );

const addBilling = (practice: TestPractice, reaches: Parameters<typeof addPerson>[1]['reaches']) =>
  addPerson(practice.system, { name: 'Bill Paper', jobRoles: ['billing'], siteId: practice.siteId, reaches });

describe('a plan that was published', () => {
  test('goes to whoever holds the job, by e-mail, else by text, once however often the job runs', async () => {
    const practice = await testPractice({ others: 1 });
    const { practiceId } = practice;
    const phone = '+13125550177';
    const textOnly = await addBilling(practice, [
      { kind: 'mobile', address: phone, verified: true, consent: true },
    ]);
    const eventId = await announce(practice);
    await Promise.all([planEvent(practiceId, eventId), planEvent(practiceId, eventId)]);
    await planEvent(practiceId, eventId);
    await Promise.all([dispatchBoth(practiceId), dispatchBoth(practiceId)]);

    const rows = await rowsOf(practiceId, eventId);
    expect(rows.map(({ channel, kind, state, incidentId }) => [channel, kind, state, incidentId])).toEqual([
      ['sms', 'plan', 'handed-over', null],
      ['email', 'plan', 'handed-over', null],
      ['email', 'plan', 'handed-over', null],
    ]);
    const [text] = providers.captured(phone);
    expect(text?.text).toBe(
      'TEST: Plan changed: Short downtime, version 2, in force from Nov 28, 2026. Ask for the printed page.',
    );
    const [mail, ...more] = providers.captured(practice.staff.email);
    expect(more).toEqual([]);
    expect(mail?.subject).toBe('Test Practice: Plan changed: Short downtime, version 2');
    expect(mail?.text).toContain(`${telling.url}/p/${practice.slug}/runbooks/short?version=2`);
    const [other] = providers.captured(practice.others[0]?.email ?? '');
    expect(other?.text).toContain('Ask your practice manager for the printed page.');
    expect(other?.text).not.toContain('/runbooks/');
    for (const message of [text, mail, other]) {
      expect(`${message?.text} ${message?.html}`).not.toMatch(/SECRET|\/r\/|Reply 1|DRILL/);
    }
    expect(textOnly).toBeTruthy();
  });

  test('leaves no signpost for answers, and is on no roster; "1" answers the incident', async () => {
    const practice = await testPractice();
    const { practiceId } = practice;
    const incident = await declare(practice);
    await carryOut(practiceId, incident);
    const eventId = await announce(practice, { tellRoles: ['front_desk', 'incident_lead'] });
    const count = () =>
      inSystem(async ({ sql }) => [
        await sql(`select 1 from link_directory where "practiceId" = $1::uuid`, [practiceId]),
        await sql(`select 1 from reply_window where "practiceId" = $1::uuid`, [practiceId]),
      ]);
    const before = await count();
    await planEvent(practiceId, eventId);
    await dispatchBoth(practiceId);
    expect(await count()).toEqual(before);
    expect(await deliveriesOf(practiceId, incident)).toHaveLength(6);
    const roster = await readRoster(practice.lead, incident);
    expect(new Set(roster.people.flatMap(({ attempts }) => attempts.map(({ kind }) => kind)))).toEqual(
      new Set(['declared']),
    );
    const mobile = (await deliveriesOf(practiceId, incident)).find(
      ({ channel, personId }) => channel === 'sms' && personId === practice.staff.actor.personId,
    );
    await providers.reply(mobile?.address ?? '', '1');
    await providers.settled();
    const after = await readRoster(practice.lead, incident);
    expect(after.counts.answered).toBe(1);
    expect((await rowsOf(practiceId, eventId)).every(({ state }) => state === 'handed-over')).toBe(true);
  });

  test('says nothing when nobody is to be told, when it is another practice’s, or when it says too little', async () => {
    const [ours, theirs] = [await testPractice(), await testPractice()];
    const quiet = await announce(ours, { tellRoles: [] });
    const odd = await announce(ours, { slug: '../x', effectiveOn: null });
    const eventId = await announce(ours);
    for (const id of [quiet, odd]) await planEvent(ours.practiceId, id);
    await planEvent(theirs.practiceId, eventId);
    for (const id of [quiet, odd]) expect(await rowsOf(ours.practiceId, id)).toEqual([]);
    expect(await rowsOf(theirs.practiceId, eventId)).toEqual([]);
    expect(await readNotices(theirs.owner)).toEqual([]);
  });
});

describe('what moved on', () => {
  test('a newer version takes the place of a notice that waits; another plan’s does not', async () => {
    const practice = await testPractice();
    const { practiceId } = practice;
    const first = await announce(practice);
    const other = await announce(practice, { runbookId: practice.longRunbookId, title: 'Long downtime' });
    for (const id of [first, other]) await planEvent(practiceId, id);
    const second = await announce(practice, { number: 3 });
    await planEvent(practiceId, second);
    await dispatchBoth(practiceId);
    expect(await rowsOf(practiceId, first)).toMatchObject([
      { state: 'dropped', reason: 'A newer version took its place.' },
    ]);
    for (const id of [other, second]) {
      expect(await rowsOf(practiceId, id)).toMatchObject([{ state: 'handed-over' }]);
    }
  });

  test('whoever said STOP or left gets none, and the manager sees why', async () => {
    const practice = await testPractice();
    const { practiceId } = practice;
    const number = '+13125550178';
    const personId = await addBilling(practice, [
      { kind: 'mobile', address: number, verified: true, consent: true },
    ]);
    await inSystem(({ sql }) =>
      sql(`insert into number_opt_out ("numberHash") values ($1)`, [hashNumber(number)]),
    );
    const eventId = await announce(practice);
    await planEvent(practiceId, eventId);
    await inPracticeSql(practice.system, ({ sql }) =>
      sql(`update person set "deactivatedAt" = now() where "practiceId" = $1::uuid and id = $2::uuid`, [
        practiceId,
        practice.staff.actor.personId,
      ]),
    );
    await dispatchBoth(practiceId);
    const rows = await rowsOf(practiceId, eventId);
    expect(rows.find((row) => row.personId === personId)).toMatchObject({
      state: 'dropped',
      reason: 'They stopped our messages. Call them.',
    });
    expect(rows.find((row) => row.channel === 'email')).toMatchObject({
      state: 'dropped',
      reason: 'No longer in the practice.',
    });
    expect(providers.captured(number)).toEqual([]);
    expect(providers.captured(practice.staff.email)).toEqual([]);
  });

  test('retried while the provider is away, for two days, then given up', async () => {
    const practice = await testPractice();
    const { practiceId } = practice;
    const eventId = await announce(practice);
    providers.mode('resend', '500');
    await planEvent(practiceId, eventId);
    await dispatchBoth(practiceId);
    await age(practiceId, 47);
    await dispatchBoth(practiceId);
    expect(await rowsOf(practiceId, eventId)).toMatchObject([{ state: 'waiting' }]);
    await age(practiceId, 48);
    await dispatchBoth(practiceId);
    expect(await rowsOf(practiceId, eventId)).toMatchObject([
      { state: 'failed', reason: 'Nobody took it for two days. Tell them yourself.' },
    ]);
  });

  test('a worker that died between claim and send: another takes over, and it goes out once', async () => {
    const practice = await testPractice();
    const { practiceId } = practice;
    const eventId = await announce(practice);
    await planEvent(practiceId, eventId);
    const claim = await claimNext(practiceId, 'email');
    expect(claim).toMatchObject({ claimed: { incidentId: null } });
    await dispatchBoth(practiceId);
    expect(providers.captured(practice.staff.email)).toEqual([]);
    await makeDue(practiceId);
    await Promise.all([dispatchBoth(practiceId), dispatchBoth(practiceId)]);
    expect(providers.captured(practice.staff.email)).toHaveLength(1);
    // The dead one comes back: its lease is gone, so its word changes nothing.
    if (claim && 'claimed' in claim) {
      await settle(claim.claimed, { state: 'ended', as: 'failed', reason: 'late' });
    }
    expect(await rowsOf(practiceId, eventId)).toMatchObject([{ state: 'handed-over' }]);
  });

  test('first words and updates overtake notices that wait', async () => {
    const practice = await testPractice({ others: 3 });
    const { practiceId } = practice;
    await planEvent(practiceId, await announce(practice));
    const incident = await declare(practice);
    const [event] = await inPracticeSql(practice.system, ({ sql }) =>
      sql<{ id: string }>(
        `select id from event where "practiceId" = $1::uuid and "chainId" = $2::uuid and kind = 'incident.declared'`,
        [practiceId, incident],
      ),
    );
    await planEvent(practiceId, event?.id ?? '');
    await inPracticeSql(practice.system, ({ sql }) =>
      sql(
        `update delivery set kind = 'update' where "practiceId" = $1::uuid and "personId" = $2::uuid and kind = 'declared'`,
        [practiceId, practice.staff.actor.personId],
      ),
    );
    const order: (string | null)[] = [];
    for (
      let claim = await claimNext(practiceId, 'email');
      claim;
      claim = await claimNext(practiceId, 'email')
    ) {
      if ('claimed' in claim) order.push(claim.claimed.incidentId);
    }
    expect(order).toEqual([...Array.from({ length: 6 }, () => incident), null, null, null, null]);
  });
});

test('the manager reads what became of it, also for somebody without any way to be reached', async () => {
  const practice = await testPractice({ others: 1 });
  const { practiceId } = practice;
  await addBilling(practice, []);
  const failing = practice.others[0]?.email ?? '';
  const eventId = await announce(practice);
  await planEvent(practiceId, eventId);
  await dispatchBoth(practiceId);
  await inPracticeSql(practice.system, ({ sql }) =>
    sql(
      `update delivery set state = 'failed', reason = 'The mailbox did not take it.' where "practiceId" = $1::uuid
         and address = $2`,
      [practiceId, failing],
    ),
  );
  const [notice, ...others] = await readNotices(practice.staff);
  if (!notice) throw new Error('No notice');
  expect(others).toEqual([]);
  expect(notice).toMatchObject({ eventId, kind: 'plan', about: 'Short downtime, version 2' });
  expect(notice.people.map(({ name, state, reason }) => [name, state, reason])).toEqual([
    ['Other 1', 'failed', 'The mailbox did not take it.'],
    ['Stella Staff', 'handed-over', ''],
    ['Bill Paper', null, 'No number and no e-mail. Tell them yourself.'],
  ]);
  expect(noticeSentence({ ...notice, at: '2026-11-29T03:00:00Z' }, 'America/Chicago')).toBe(
    'Nov 28, 2026: 1 of 3 handed over, 2 not known to have been told.',
  );
});
