// Telling people, with the real SDKs against fakes that misbehave: nothing lost, nothing doubled, true states.
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { inPracticeSql } from '@/lib/db';
import { useTestDatabase } from '@/lib/testing';
import { testPractice } from '@/lib/testing/practice';
import {
  carryOut,
  declare,
  deliveriesOf,
  dispatchBoth,
  makeDue,
  say,
  startTelling,
} from '@/lib/testing/telling';
import { planEvent, previewTelling, readRoster } from '.';
import { linkFor, linkToken } from './links';
import { smsSegments } from './rules';

const database = await useTestDatabase();
const telling = await startTelling();
const { providers } = telling;

beforeEach(() => {
  providers.mode('resend', 'ok');
  providers.mode('twilio', 'ok');
  providers.mode('twilio-list', 'ok');
  providers.callbacks('off');
});

afterAll(async () => {
  await telling.stop();
  await database.drop();
});

const sentTo = (address: string) => providers.captured(address);

describe('first words', () => {
  test('everybody of the tree gets one mail and one text, however often the job runs', async () => {
    const practice = await testPractice({ others: 4 });
    const { practiceId } = practice;
    expect(await previewTelling(practice.lead, practice.treeId)).toEqual({
      people: 7,
      byEmail: 7,
      byText: 7,
      unreachable: [],
    });
    const incident = await declare(practice);
    await Promise.all([carryOut(practiceId, incident), carryOut(practiceId, incident)]);
    await carryOut(practiceId, incident);

    const deliveries = await deliveriesOf(practiceId, incident);
    expect(deliveries).toHaveLength(14);
    for (const delivery of deliveries) {
      expect(delivery.state).toBe('handed-over');
      const [only, ...more] = sentTo(delivery.address);
      expect(more).toEqual([]);
      expect(only?.text).toContain(linkFor(delivery.id));
      // A dump of the database opens nothing.
      expect(delivery.body).not.toContain(linkToken(delivery.id));
      if (delivery.channel === 'sms') expect(smsSegments(only?.text ?? '').segments).toBe(1);
      else expect(only?.idempotencyKey).toBe(delivery.id);
    }
    const roster = await readRoster(practice.lead, incident);
    expect(roster.counts).toEqual({ total: 7, answered: 0, notReached: 0 });
    expect(new Set(roster.people.map((person) => person.word))).toEqual(new Set(['handed-over']));
    expect(roster.needs).toEqual([{ branch: 'All', role: 'front_desk', need: 1, have: 0 }]);
  });

  test('a drill says so first, and an event that says nothing to people tells nobody', async () => {
    const practice = await testPractice();
    const incident = await declare(practice, { drill: true });
    await say(practice.staff, incident, { kind: 'incident.note', value: { note: 'nothing to tell' } });
    await carryOut(practice.practiceId, incident);
    const deliveries = await deliveriesOf(practice.practiceId, incident);
    expect(deliveries).toHaveLength(6);
    for (const { address } of deliveries) {
      const [message] = sentTo(address);
      expect(message?.channel === 'sms' ? message.text : message?.subject).toMatch(/^DRILL/);
    }
  });

  test('callbacks make it delivered, in any order and doubled', async () => {
    for (const order of ['normal', 'reversed', 'doubled'] as const) {
      providers.callbacks(order);
      const practice = await testPractice();
      const incident = await declare(practice);
      await carryOut(practice.practiceId, incident);
      await providers.settled();
      expect(providers.counts().callbacks.failed).toBe(0);
      const states = (await deliveriesOf(practice.practiceId, incident)).map((delivery) => delivery.state);
      expect(new Set(states)).toEqual(new Set(['delivered']));
      const roster = await readRoster(practice.staff, incident);
      expect(roster.people.every((person) => person.word === 'delivered')).toBe(true);
    }
  });

  test('staff see masked numbers of colleagues, leads the whole', async () => {
    const practice = await testPractice();
    const incident = await declare(practice);
    await carryOut(practice.practiceId, incident);
    const addresses = async (who: typeof practice.staff) =>
      (await readRoster(who, incident)).people
        .filter((person) => person.personId !== practice.staff.actor.personId)
        .flatMap((person) => person.attempts.map((attempt) => attempt.address));
    expect((await addresses(practice.staff)).every((address) => address.includes('…'))).toBe(true);
    expect((await addresses(practice.lead)).some((address) => address.includes('…'))).toBe(false);
  });

  test('another practice plans nothing from our event and reads nothing of our incident', async () => {
    const [ours, theirs] = [await testPractice(), await testPractice()];
    const incident = await declare(ours);
    const [event] = await inPracticeSql(ours.system, ({ sql }) =>
      sql<{ id: string }>(
        `select id from event where "practiceId" = $1::uuid and kind = 'incident.declared'`,
        [ours.practiceId],
      ),
    );
    await planEvent(theirs.practiceId, event?.id ?? '');
    expect(await deliveriesOf(theirs.practiceId, incident)).toEqual([]);
    await expect(readRoster(theirs.owner, incident)).rejects.toMatchObject({ code: 'not-found' });
    await expect(readRoster(theirs.owner, 'no-id')).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('providers in trouble', () => {
  test.each(['500', '429', 'quota', 'html', 'reset', 'truncate', 'accept-then-reset'] as const)(
    'mail while Resend answers %s waits with its reason, then goes out once',
    async (mode) => {
      const practice = await testPractice();
      const { practiceId } = practice;
      const incident = await declare(practice);
      providers.mode('resend', mode);
      await carryOut(practiceId, incident);
      const mails = async () =>
        (await deliveriesOf(practiceId, incident)).filter((delivery) => delivery.channel === 'email');
      for (const mail of await mails()) {
        expect(mail.state).toBe('waiting');
        expect(mail.reason).not.toBe('');
      }
      expect((await readRoster(practice.lead, incident)).waiting).toHaveLength(3);
      providers.mode('resend', 'ok');
      // Not yet due: nothing is sent.
      const before = providers.counts().resend.requests;
      await dispatchBoth(practiceId);
      expect(providers.counts().resend.requests).toBe(before);
      await makeDue(practiceId);
      await dispatchBoth(practiceId);
      for (const mail of await mails()) {
        expect(mail.state).toBe('handed-over');
        expect(sentTo(mail.address)).toHaveLength(1);
      }
    },
  );

  test.each([
    ['400', 'failed'],
    ['401', 'failed'],
  ] as const)('mail Resend answers %s is not tried again: %s', async (mode, state) => {
    const practice = await testPractice();
    const incident = await declare(practice);
    providers.mode('resend', mode);
    await carryOut(practice.practiceId, incident);
    providers.mode('resend', 'ok');
    await makeDue(practice.practiceId);
    await dispatchBoth(practice.practiceId);
    const mails = (await deliveriesOf(practice.practiceId, incident)).filter(
      ({ channel }) => channel === 'email',
    );
    expect(new Set(mails.map((mail) => mail.state))).toEqual(new Set([state]));
  });

  const texts = async (practiceId: string, incident: string) =>
    (await deliveriesOf(practiceId, incident)).filter((delivery) => delivery.channel === 'sms');

  test('a text that may have got through is looked up, found, and not sent again', async () => {
    const practice = await testPractice();
    const { practiceId } = practice;
    const incident = await declare(practice);
    providers.mode('twilio', 'accept-then-reset');
    await carryOut(practiceId, incident);
    for (const text of await texts(practiceId, incident)) expect(text.state).toBe('unknown');
    providers.mode('twilio', 'ok');
    providers.mode('twilio-list', '500');
    await makeDue(practiceId);
    await dispatchBoth(practiceId);
    for (const text of await texts(practiceId, incident)) expect(text.state).toBe('unknown');
    providers.mode('twilio-list', 'ok');
    await makeDue(practiceId);
    await dispatchBoth(practiceId);
    for (const text of await texts(practiceId, incident)) {
      expect(text.state).toBe('handed-over');
      expect(sentTo(text.address)).toHaveLength(1);
    }
  });

  test('providers that never answer: mail waits, texts are unknown, each says why; then each goes out once', async () => {
    const practice = await testPractice();
    const { practiceId } = practice;
    const incident = await declare(practice);
    providers.mode('resend', 'hang');
    providers.mode('twilio', 'hang');
    await carryOut(practiceId, incident);
    const states = await deliveriesOf(practiceId, incident);
    expect(new Set(states.map(({ channel, state }) => `${channel} ${state}`))).toEqual(
      new Set(['email waiting', 'sms unknown']),
    );
    expect(states.every(({ reason }) => reason !== '')).toBe(true);
    providers.mode('resend', 'ok');
    providers.mode('twilio', 'ok');
    await makeDue(practiceId);
    await dispatchBoth(practiceId);
    for (const { address } of states) expect(sentTo(address)).toHaveLength(1);
  });

  test('its callback settles it before anybody asks', async () => {
    providers.callbacks('normal');
    const practice = await testPractice();
    const incident = await declare(practice);
    providers.mode('twilio', 'accept-then-reset');
    await carryOut(practice.practiceId, incident);
    await providers.settled();
    for (const text of await texts(practice.practiceId, incident)) expect(text.state).toBe('delivered');
  });

  test('one that never arrived is sent once more, marked, and never a third time', async () => {
    const practice = await testPractice();
    const { practiceId } = practice;
    const incident = await declare(practice);
    providers.mode('twilio', 'reset');
    for (let round = 0; round < 4; round += 1) {
      await (round === 0 ? carryOut(practiceId, incident) : dispatchBoth(practiceId));
      await makeDue(practiceId);
    }
    for (const text of await texts(practiceId, incident)) {
      expect(text.state).toBe('unknown');
      expect(text.reason).toMatch(/Call them/);
    }
    const other = await testPractice();
    const second = await declare(other);
    providers.mode('twilio', 'reset');
    await carryOut(other.practiceId, second);
    providers.mode('twilio', 'ok');
    for (let round = 0; round < 3; round += 1) {
      await makeDue(other.practiceId);
      await dispatchBoth(other.practiceId);
    }
    for (const text of await texts(other.practiceId, second)) {
      expect(text.state).toBe('handed-over');
      const sent = sentTo(text.address);
      expect(sent).toHaveLength(1);
      expect(sent[0]?.text).toMatch(/\(resent\)$/);
      expect(smsSegments(sent[0]?.text ?? '').segments).toBe(1);
    }
  });

  test('a number the provider calls stopped is flagged, and not texted again', async () => {
    const practice = await testPractice({ others: 1 });
    const { practiceId } = practice;
    const phone = practice.others[0]?.phone ?? '';
    await providers.reply(phone, 'STOP');
    // The provider knows; we have not heard (no text of ours went there before).
    const incident = await declare(practice);
    await inPracticeSql({ practiceId }, ({ sql }) => sql('delete from number_opt_out'));
    await carryOut(practiceId, incident);
    const refused = (await texts(practiceId, incident)).find((text) => text.address === phone);
    expect(refused).toMatchObject({ state: 'failed', reason: 'This person has stopped our texts.' });
    await say(practice.lead, incident, {
      kind: 'incident.update',
      value: { say: 'still-down', by: null, nextUpdateAt: null },
    });
    await carryOut(practiceId, incident);
    const update = (await texts(practiceId, incident)).find(
      (text) => text.address === phone && text.kind === 'update',
    );
    expect(update).toMatchObject({ state: 'dropped' });
    expect(sentTo(phone)).toEqual([]);
  });
});

describe('what has moved on is not sent', () => {
  test('the all-clear goes out, older words do not', async () => {
    const practice = await testPractice();
    const { practiceId } = practice;
    const incident = await declare(practice);
    providers.mode('resend', '500');
    providers.mode('twilio', '500');
    await carryOut(practiceId, incident);
    await say(practice.lead, incident, { kind: 'incident.close', value: { reason: 'Vendor says back.' } });
    providers.mode('resend', 'ok');
    providers.mode('twilio', 'ok');
    await makeDue(practiceId);
    await carryOut(practiceId, incident);
    const deliveries = await deliveriesOf(practiceId, incident);
    expect(deliveries.map(({ kind, state }) => `${kind} ${state}`).toSorted()).toEqual([
      ...Array.from({ length: 6 }, () => 'all-clear handed-over'),
      ...Array.from({ length: 6 }, () => 'declared dropped'),
    ]);
  });

  test('a newer message takes the place of one that still waits', async () => {
    const practice = await testPractice();
    const { practiceId } = practice;
    const incident = await declare(practice);
    providers.mode('resend', '500');
    await carryOut(practiceId, incident);
    await say(practice.lead, incident, { kind: 'run.add', value: { runbookId: practice.longRunbookId } });
    providers.mode('resend', 'ok');
    await makeDue(practiceId);
    await carryOut(practiceId, incident);
    const mails = (await deliveriesOf(practiceId, incident)).filter(({ channel }) => channel === 'email');
    expect(mails.filter(({ kind }) => kind === 'declared').map(({ state }) => state)).toEqual(
      Array.from({ length: 3 }, () => 'dropped'),
    );
    for (const mail of mails) expect(sentTo(mail.address)).toHaveLength(1);
  });

  test('a try that dies five times in a row is parked where the lead sees it', async () => {
    const practice = await testPractice();
    const { practiceId } = practice;
    const incident = await declare(practice);
    providers.mode('resend', '500');
    await carryOut(practiceId, incident);
    await inPracticeSql({ practiceId }, ({ sql }) =>
      sql(
        `update delivery set state = 'sending', attempts = 5, "leaseUntil" = now()
         where "practiceId" = $1::uuid and channel = 'email'`,
        [practiceId],
      ),
    );
    await dispatchBoth(practiceId);
    const mails = (await deliveriesOf(practiceId, incident)).filter(({ channel }) => channel === 'email');
    for (const mail of mails)
      expect(mail).toMatchObject({ state: 'failed', reason: expect.stringMatching(/Call them/) });
  });
});
