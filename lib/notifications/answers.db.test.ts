// People's answers, by link and by text: one answer, for the right incident, or none at all.
import { createHash } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { inPracticeSql } from '@/lib/db';
import { readTimeline } from '@/lib/incidents';
import { useTestDatabase } from '@/lib/testing';
import { testPractice, type TestPractice } from '@/lib/testing/practice';
import { signTwilio } from '@/lib/testing/providers';
import {
  carryOut,
  declare,
  deliveriesOf,
  dispatchBoth,
  makeDue,
  say,
  startTelling,
} from '@/lib/testing/telling';
import { previewTelling, readRoster } from '.';
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

async function told(options: { drill?: boolean } = {}): Promise<{
  practice: TestPractice;
  incident: string;
  link: string;
  phone: string;
  personId: string;
}> {
  const practice = await testPractice({ others: 1 });
  const incident = await declare(practice, options);
  await carryOut(practice.practiceId, incident);
  const [other] = practice.others;
  const mine = (await deliveriesOf(practice.practiceId, incident)).find(
    (one) => one.address === other?.phone,
  );
  if (!other || !mine) throw new Error('Nobody was told');
  return { practice, incident, link: linkFor(mine.id), phone: other.phone, personId: other.personId };
}

async function answers(practice: TestPractice, incident: string): Promise<string[]> {
  const { lines } = await readTimeline(practice.lead, incident);
  return lines.filter((line) => line.kind === 'incident.answered').map((line) => line.sentence);
}

async function wordOf(
  practice: TestPractice,
  incident: string,
  personId: string,
): Promise<string | undefined> {
  return (await readRoster(practice.lead, incident)).people.find((one) => one.personId === personId)?.word;
}

/** Everything that could change, as one hash. */
async function fingerprint(practiceId: string): Promise<string> {
  const rows = await inPracticeSql({ practiceId }, ({ sql }) =>
    sql(
      `select (select jsonb_agg(to_jsonb(d) order by d.id) from delivery d where d."practiceId" = $1::uuid) as d,
         (select jsonb_agg(to_jsonb(e) order by e.id) from event e where e."practiceId" = $1::uuid) as e,
         (select jsonb_agg(to_jsonb(r) order by r.id) from reach r where r."practiceId" = $1::uuid) as r,
         (select count(*)::int from answer a where a."practiceId" = $1::uuid) as a`,
      [practiceId],
    ),
  );
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
}

function press(
  link: string,
  answer: string,
  headers: Record<string, string> = { origin: url },
): Promise<Response> {
  return fetch(link, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: `answer=${answer}`,
  });
}

describe('by link', () => {
  test('looking changes nothing, pressing answers once, and stops what is on its way', async () => {
    const { practice, incident, link, personId } = await told();
    await say(practice.lead, incident, {
      kind: 'incident.update',
      value: { say: 'still-down', by: null, nextUpdateAt: null },
    });
    providers.mode('resend', '500');
    await carryOut(practice.practiceId, incident);

    const before = await fingerprint(practice.practiceId);
    for (const method of ['GET', 'HEAD', 'GET']) {
      const seen = await fetch(link, { method });
      expect(seen.status).toBe(200);
      expect(seen.headers.get('cache-control')).toContain('no-store');
      expect(seen.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
      if (method === 'GET')
        expect(await seen.text()).toMatch(/EHR down since .*I am coming.*I cannot.*I need help/s);
    }
    expect(await fingerprint(practice.practiceId)).toBe(before);

    const pressed = await press(link, 'coming', { origin: url, 'sec-fetch-site': 'same-origin' });
    expect([pressed.status, pressed.headers.get('location')]).toEqual([303, new URL(link).pathname]);
    await Promise.all([press(link, 'coming'), press(link, 'coming')]);
    expect(await answers(practice, incident)).toHaveLength(1);
    expect(await wordOf(practice, incident, personId)).toBe('coming');
    expect(await (await fetch(link)).text()).toContain('You answered at');

    providers.mode('resend', 'ok');
    await makeDue(practice.practiceId);
    await dispatchBoth(practice.practiceId);
    const pending = (await deliveriesOf(practice.practiceId, incident)).filter(
      (one) => one.personId === personId && one.channel === 'email' && one.kind === 'update',
    );
    expect(pending).toMatchObject([{ state: 'dropped', reason: 'Answered already.' }]);

    await press(link, 'cannot');
    expect(await wordOf(practice, incident, personId)).toBe('cannot');
    expect(await answers(practice, incident)).toHaveLength(2);
  });

  test('a drill says so, and names cannot break the page', async () => {
    const { practice, incident, link } = await told({ drill: true });
    await inPracticeSql(practice.system, ({ sql }) =>
      sql(`update person set name = '<script>alert(1)</script>' where "practiceId" = $1::uuid`, [
        practice.practiceId,
      ]),
    );
    const html = await (await fetch(link)).text();
    expect(html).toContain('DRILL. This is practice.');
    expect(html).not.toContain('<script');
    expect(html).toContain('&lt;script&gt;');
    expect(await answers(practice, incident)).toEqual([]);
  });

  test('Spanish for those who read it', async () => {
    const { practice, link } = await told();
    await inPracticeSql(practice.system, ({ sql }) =>
      sql(`update person set language = 'es' where "practiceId" = $1::uuid`, [practice.practiceId]),
    );
    expect(await (await fetch(link)).text()).toMatch(/lang="es".*No puedo/s);
  });

  test('steps of the reader’s own job are shown to read', async () => {
    const { practice, incident } = await told();
    const mine = (await deliveriesOf(practice.practiceId, incident)).find(
      (one) => one.personId === practice.staff.actor.personId,
    );
    const html = await (await fetch(linkFor(mine?.id ?? ''))).text();
    expect(html).toContain('Do print schedule');
    expect(html).not.toContain('Do call vendor');
  });

  test('unknown, cut, altered and outdated links are one and the same answer', async () => {
    const { practice, incident, link } = await told();
    const token = link.slice(-16);
    const flipped = token.startsWith('a') ? `b${token.slice(1)}` : `a${token.slice(1)}`;
    await say(practice.lead, incident, { kind: 'incident.close', value: { reason: 'Back.' } });
    expect((await fetch(link)).status).toBe(200);
    expect(await (await fetch(link)).text()).toContain('It is over');
    await inPracticeSql(practice.system, ({ sql }) =>
      sql(
        `update incident set "closedAt" = now() - interval '24 hours 1 second' where "practiceId" = $1::uuid`,
        [practice.practiceId],
      ),
    );
    const bodies = new Set<string>();
    for (const bad of [token, flipped, token.slice(1), 'A'.repeat(16), `${token}/x`, '%00', '..%2f..']) {
      for (const ask of [() => fetch(`${url}/r/${bad}`), () => press(`${url}/r/${bad}`, 'coming')]) {
        const gone = await ask();
        expect(gone.status).toBe(404);
        bodies.add(await gone.text());
      }
    }
    expect(bodies.size).toBe(1);
    expect(await answers(practice, incident)).toEqual([]);
  });

  test.each([
    [{ origin: 'https://evil.example' }, 'coming', 403],
    [{ origin: 'null' }, 'coming', 403],
    [{ 'sec-fetch-site': 'cross-site' }, 'coming', 403],
    [{ origin: `${url}1` }, 'coming', 403],
    [{}, 'coming', 403],
    [{ origin: url }, 'told', 400],
    [{ origin: url }, '', 400],
    [{ origin: url }, 'x'.repeat(100_000), 413],
  ])('pressed with %j and a wrong form changes nothing', async (headers, answer, status) => {
    const { practice, incident, link } = await told();
    expect((await press(link, answer, headers as Record<string, string>)).status).toBe(status);
    expect((await fetch(link, { method: 'DELETE' })).status).toBe(405);
    expect(await answers(practice, incident)).toEqual([]);
  });
});

describe('by text', () => {
  test('1, 2 and 3 answer the one open incident', async () => {
    const { practice, incident, phone, personId } = await told();
    for (const [body, word] of [
      ['1', 'coming'],
      ['2', 'cannot'],
      [' 3 ', 'needs-help'],
    ] as const) {
      const { status, messages } = await providers.reply(phone, body);
      expect(status).toBe(200);
      expect(messages[0]).toMatch(/^TEST: Got it/);
      expect(await wordOf(practice, incident, personId)).toBe(word);
    }
    // Three words back in ten minutes; the answer still counts.
    expect((await providers.reply(phone, '1')).messages).toEqual([]);
    expect(await wordOf(practice, incident, personId)).toBe('coming');
  });

  test('unclear words, nothing open, and strangers answer nothing', async () => {
    const { practice, incident, phone } = await told();
    expect((await providers.reply(phone, 'yes')).messages[0]).toMatch(/Reply 1 coming/);
    expect((await providers.reply('+19995550123', '1')).messages[0]).toMatch(/Nothing is open/);
    await say(practice.lead, incident, { kind: 'incident.close', value: { reason: 'Back.' } });
    expect((await providers.reply(phone, '1')).messages[0]).toMatch(/Nothing is open/);
    expect(await answers(practice, incident)).toEqual([]);
  });

  test('two open incidents, of one practice or of two, are asked back', async () => {
    const { practice, incident, phone, personId } = await told();
    const other = await testPractice({ others: 1 });
    await inPracticeSql(other.system, ({ sql }) =>
      sql(
        `update reach set address = $2 where "practiceId" = $1::uuid and "personId" = $3::uuid and kind = 'mobile'`,
        [other.practiceId, phone, other.others[0]?.personId],
      ),
    );
    const second = await declare(other);
    await carryOut(other.practiceId, second);
    expect((await providers.reply(phone, '1')).messages[0]).toMatch(/More than one/);
    expect(await answers(practice, incident)).toEqual([]);
    expect(await answers(other, second)).toEqual([]);
    await say(other.lead, second, { kind: 'incident.close', value: { reason: 'Back.' } });
    await providers.reply(phone, '1');
    expect(await wordOf(practice, incident, personId)).toBe('coming');
    expect(await answers(other, second)).toEqual([]);
  });

  test('beside drills the one real incident is answered, and the reply says so; drills alone are asked back', async () => {
    const { practice, incident, phone, personId } = await told();
    const drills = [await declare(practice, { drill: true }), await declare(practice, { drill: true })];
    for (const drill of drills) await carryOut(practice.practiceId, drill);
    expect((await providers.reply(phone, '1')).messages[0]).toMatch(/^NOT A DRILL TEST: Got it/);
    expect(await wordOf(practice, incident, personId)).toBe('coming');
    for (const drill of drills) expect(await answers(practice, drill)).toEqual([]);
    await say(practice.lead, incident, { kind: 'incident.close', value: { reason: 'Back.' } });
    expect((await providers.reply(phone, '2')).messages[0]).toMatch(/More than one/);
    for (const drill of drills) expect(await answers(practice, drill)).toEqual([]);
  });

  test('the same text twice is one answer, also after another one', async () => {
    const { practice, incident, phone, personId } = await told();
    const hook = `${url}/api/hooks/twilio/inbound`;
    const text = (sid: string, body: string) => {
      const fields = { MessageSid: sid, From: phone, To: '+15005550006', Body: body };
      const signature = signTwilio(providers.credentials.twilioAuthToken, hook, fields);
      return fetch(hook, {
        method: 'POST',
        headers: { 'x-twilio-signature': signature, 'x-forwarded-host': 'evil.example' },
        body: new URLSearchParams(fields),
      });
    };
    await Promise.all([text('SM1', '1'), text('SM1', '1'), text('SM1', '1')]);
    await text('SM2', '2');
    await text('SM1', '1');
    expect(await wordOf(practice, incident, personId)).toBe('cannot');
    expect(await answers(practice, incident)).toHaveLength(2);
  });

  test('STOP holds at once in every practice, and START takes it back', async () => {
    const { practice, incident, phone, personId } = await told();
    expect(await providers.reply(phone, ' Stop ')).toEqual({ status: 200, messages: [] });
    expect(await wordOf(practice, incident, personId)).toBe('opted-out');
    expect((await previewTelling(practice.lead, practice.treeId)).byText).toBe(3);
    await say(practice.lead, incident, {
      kind: 'incident.update',
      value: { say: 'still-down', by: null, nextUpdateAt: null },
    });
    const before = providers.captured(phone).length;
    await carryOut(practice.practiceId, incident);
    expect(providers.captured(phone)).toHaveLength(before);
    expect((await providers.reply(phone, 'START')).messages[0]).toMatch(/again/);
    expect((await previewTelling(practice.lead, practice.treeId)).byText).toBe(4);
  });
});

describe('forged hooks', () => {
  const bodies: Record<string, string> = {
    '/api/hooks/twilio/inbound': 'MessageSid=SM1&From=%2B13125550100&Body=1',
    '/api/hooks/twilio/status': 'MessageSid=SM1&MessageStatus=delivered',
    '/api/hooks/resend': '{"type":"email.delivered","data":{}}',
  };
  test.each(Object.entries(bodies))('%s without our provider’s signature', async (path, body) => {
    const post = (headers: Record<string, string>, sent = body) =>
      fetch(`${url}${path}`, { method: 'POST', headers, body: sent });
    expect((await post({})).status).toBe(403);
    expect(
      (
        await post({
          'x-twilio-signature': 'AAAA',
          'svix-id': 'x',
          'svix-timestamp': '1',
          'svix-signature': 'v1,AA',
        })
      ).status,
    ).toBe(403);
    expect((await post({}, 'x'.repeat(100_000))).status).toBe(413);
  });

  test('a signature made for another address or another body does not count', async () => {
    const hook = `${url}/api/hooks/twilio/inbound`;
    const fields = { MessageSid: 'SM1', From: '+13125550100', Body: '1' };
    const token = providers.credentials.twilioAuthToken;
    for (const [address, signed] of [
      [`${hook}?a=1`, fields],
      [hook.replace('http:', 'https:'), fields],
      [hook, { ...fields, Body: '2' }],
      [hook, { ...fields, Extra: '1' }],
    ] as const) {
      const signature = signTwilio(token, address, signed);
      const forged = await fetch(hook, {
        method: 'POST',
        headers: { 'x-twilio-signature': signature },
        body: new URLSearchParams(fields),
      });
      expect(forged.status).toBe(403);
    }
  });
});
