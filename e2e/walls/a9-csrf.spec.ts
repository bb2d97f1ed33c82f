// A9: a change asked for from anywhere but our own pages is refused and leaves no trace.
import { expect, test } from '../support/test';
import { Voice } from '../support/said';
import { mutationsOf } from './mutations';
import { rowHashes } from './world';

const FORGED: Record<string, string>[] = [
  {},
  { 'X-Twilio-Signature': 'AAAA', 'svix-id': 'x', 'svix-timestamp': '1', 'svix-signature': 'v1,x' },
];

test('every mutation from elsewhere is refused', async ({ house, practice, outbox, guard }) => {
  test.setTimeout(180_000);
  guard.allow(/./);
  const lead = await Voice.of(house, practice, practice.who('lead'));
  const incident = await lead.opened();
  await outbox.settled(practice, () => true);
  const ours = house.url;
  const origins: [string, Record<string, string>][] = [
    ['foreign', { Origin: 'https://evil.example' }],
    ['null', { Origin: 'null' }],
    ['missing', {}],
    ['empty', { Origin: '' }],
    ['look-alike', { Origin: `${ours}.evil.example` }],
    ['port changed', { Origin: 'http://localhost:1' }],
    ['port missing', { Origin: 'http://localhost' }],
    ['scheme changed', { Origin: ours.replace('http:', 'https:') }],
    ['other name', { Origin: ours.replace('localhost', '127.0.0.1') }],
    ['inside a list', { Origin: `https://evil.example ${ours}` }],
    ['foreign, our name forwarded', { Origin: 'https://evil.example', 'X-Forwarded-Host': 'evil.example' }],
    ['foreign, Host too', { Origin: 'http://evil.example', Host: 'evil.example' }],
  ];
  const mutations = await mutationsOf(house, practice, incident);
  const sessions = async (): Promise<unknown> =>
    (await house.db.query('select id, "accountId", "revokedAt" from session order by id')).rows;
  const before = { rows: await rowHashes(house.db, practice.practiceId), sessions: await sessions() };
  for (const { name, send } of mutations) {
    for (const [from, headers] of origins) {
      const answer = await send(headers);
      expect(answer.headers['set-cookie'], `${name}, ${from}: sets no cookie`).toBeUndefined();
      expect(answer.status, `${name}, ${from}: ${answer.body.slice(0, 200)}`).toBe(403);
    }
    const read = await send({ Origin: ours }, { method: 'GET' });
    expect(read.headers['set-cookie'], `${name}, GET`).toBeUndefined();
  }
  const sync = mutations.find((one) => one.name === 'sync');
  const crossSite = await sync?.send({ Origin: ours, 'Sec-Fetch-Site': 'cross-site' });
  expect(crossSite?.status).toBe(403);
  for (const type of ['text/plain', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded']) {
    expect((await sync?.send({ Origin: ours, 'Content-Type': type }))?.status, type).toBe(415);
  }
  expect({ rows: await rowHashes(house.db, practice.practiceId), sessions: await sessions() }).toEqual(
    before,
  );
  // The same requests from our own page are taken: the refusals above were about where they came from.
  for (const { name, send } of mutations) {
    const answer = await send({ Origin: ours });
    // What is sent here is no archive, and that is what it is told.
    if (name.endsWith('/import')) expect(answer.body).toMatch(/not a file that/);
    else expect(answer.status, `${name} from our own page: ${answer.body.slice(0, 200)}`).toBeLessThan(400);
    expect(answer.body).not.toMatch(/did not come from a Holdfast page/);
  }
  expect(await rowHashes(house.db, practice.practiceId)).not.toEqual(before.rows);
  outbox.claim(() => true);
});

test('webhooks without the provider’s signature change nothing', async ({ house, practice, outbox }) => {
  const lead = await Voice.of(house, practice, practice.who('lead'));
  await lead.opened();
  await outbox.settled(practice, () => true);
  const before = await rowHashes(house.db, practice.practiceId);
  const form = new URLSearchParams({
    MessageSid: 'SM00000000000000000000000000000000',
    From: practice.who('nurse').mobile ?? '',
    Body: '1',
    MessageStatus: 'delivered',
  }).toString();
  for (const path of ['/api/hooks/twilio/inbound', '/api/hooks/twilio/status', '/api/hooks/resend']) {
    for (const headers of FORGED) {
      const answer = await house.ask(path, {
        method: 'POST',
        body: form,
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: house.url, ...headers },
      });
      expect([400, 401, 403, 415], `${path}: ${answer.status}`).toContain(answer.status);
    }
  }
  expect(await rowHashes(house.db, practice.practiceId)).toEqual(before);
});
