// The live path over real HTTP and a real database: who gets in, what bad input gets, and what a stream tells.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/core';
import { env } from '@/lib/env';
import { endAllSessions, endSession } from '@/lib/identity';
import type { SyncResponse, WireEvent } from '@/lib/incidents/schema';
import { useTestDatabase } from '@/lib/testing';
import { testPractice, type TestPractice } from '@/lib/testing/practice';
import { enter, openHouse, type Answer, type House } from './support';

const database = await useTestDatabase();
let house: House;
let ours: TestPractice;
let theirs: TestPractice;
let lead: string;

beforeAll(async () => {
  house = await openHouse();
  ours = await testPractice();
  theirs = await testPractice();
  lead = (await enter(ours.lead)).cookie;
});
afterAll(async () => {
  await house.close();
  await database.drop();
});

let deviceSeq = 0;
function command(kind: string, incident: string, value: unknown, step?: string): Record<string, unknown> {
  deviceSeq += 1;
  return {
    id: newId(),
    deviceSeq,
    incident,
    kind,
    value,
    at: new Date().toISOString(),
    ...(step && { step }),
  };
}

function declaration(practice: TestPractice, incident = newId()): Record<string, unknown> {
  return command('incident.declare', incident, {
    siteId: practice.siteId,
    treeId: practice.treeId,
    whatDown: ['ehr'],
    runbookId: practice.runbookId,
    noticedAt: new Date().toISOString(),
    drill: true,
    separate: true,
  });
}

async function declare(practice: TestPractice, cookie: string): Promise<string> {
  const incident = newId();
  const answer = await house.sync(cookie, practice.practiceId, {
    incident: null,
    since: 0,
    commands: [declaration(practice, incident)],
  });
  expect(JSON.parse(answer.body)).toMatchObject({ receipts: [{ outcome: 'applied', incident }] });
  return incident;
}

const note = (incident: string, text: string) => command('incident.note', incident, { note: text });
const say = (incident: string | null, ...commands: unknown[]) =>
  house.sync(lead, ours.practiceId, { incident, since: 0, commands });
const parsed = (answer: Answer) => JSON.parse(answer.body) as SyncResponse;
const comparable = ({ status, headers, body }: Answer) => ({
  status,
  headers: { ...headers, date: '' },
  body,
});

describe('who gets in', () => {
  const routes = (practice: string, incident: string) => [
    `/live/v1/${practice}/home`,
    `/live/v1/${practice}/snapshot`,
    `/live/v1/${practice}/incidents/${incident}`,
    `/live/v1/${practice}/stream`,
  ];

  it('nobody without a session', async () => {
    for (const path of routes(ours.practiceId, newId())) {
      expect(await house.ask(path)).toMatchObject({ status: 401 });
      expect(await house.ask(path, { cookie: '__Host-holdfast=forged' })).toMatchObject({ status: 401 });
    }
    expect(await house.sync('', ours.practiceId, { incident: null, since: 0, commands: [] })).toMatchObject({
      status: 401,
    });
  });

  it('nobody into another practice, which looks exactly like none', async () => {
    const incident = await declare(theirs, (await enter(theirs.lead)).cookie);
    const absent = routes(newId(), newId());
    for (const [i, path] of routes(theirs.practiceId, incident).entries()) {
      const other = comparable(await house.ask(path, { cookie: lead }));
      expect(other.status).toBe(404);
      expect(other).toEqual(comparable(await house.ask(absent[i] ?? '', { cookie: lead })));
      const malformed = path.replace(theirs.practiceId, 'x');
      expect(other).toEqual(comparable(await house.ask(malformed, { cookie: lead })));
    }
    const asked = { incident: null, since: 0, commands: [] };
    expect(comparable(await house.sync(lead, theirs.practiceId, asked))).toEqual(
      comparable(await house.sync(lead, newId(), asked)),
    );
    // Their incident asked for inside our practice.
    const inside = (id: string) => house.ask(`/live/v1/${ours.practiceId}/incidents/${id}`, { cookie: lead });
    expect(comparable(await inside(incident))).toEqual(comparable(await inside(newId())));
    expect(comparable(await say(incident))).toEqual(comparable(await say(newId())));
    expect((await inside("'--")).status).toBe(404);
  });

  it('the document tells another practice from none to nobody', async () => {
    const other = await house.ask(`/live/${theirs.slug}`, { cookie: lead });
    expect(other.status).toBe(404);
    expect(comparable(other)).toEqual(comparable(await house.ask('/live/no-such-place', { cookie: lead })));
    const own = await house.ask(`/live/${ours.slug}`, { cookie: lead });
    expect(own.status).toBe(200);
    expect(own.headers['cache-control']).toContain('no-store');
    expect(own.headers['content-security-policy']).toMatch(/script-src 'self' 'sha256-/);
    const data = /<script type="application\/json" id="data">(.*)<\/script>$/s.exec(own.body)?.[1] ?? '';
    expect(JSON.parse(data)).toMatchObject({ signedIn: true, here: { practice: { id: ours.practiceId } } });
    expect((await house.ask(`/live/${ours.slug}`)).body).toMatch(/\{"signedIn":false\}<\/script>$/);
  });
});

describe('what is sent', () => {
  const post = (
    headers: Record<string, string>,
    body: string | Buffer = '{"incident":null,"since":0,"commands":[]}',
  ) => house.ask(`/live/v1/${ours.practiceId}/sync`, { method: 'POST', cookie: lead, headers, body });
  const good = () => ({ Origin: env().APP_URL, 'Content-Type': 'application/json' });

  it('comes from our own pages', async () => {
    expect((await post(good())).status).toBe(200);
    const { Origin: _, ...without } = good();
    expect((await post(without)).status).toBe(403);
    for (const Origin of [
      'null',
      'https://evil.example',
      'http://localhost:3001',
      'http://localhost:3000.evil.example',
    ]) {
      expect((await post({ ...good(), Origin })).status).toBe(403);
    }
    expect((await post({ ...good(), 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
  });

  it('is JSON of at most a megabyte', async () => {
    expect((await post({ ...good(), 'Content-Type': 'text/plain' })).status).toBe(415);
    expect((await post({ ...good(), 'Content-Type': 'multipart/form-data; boundary=x' })).status).toBe(415);
    expect((await post({ ...good(), 'Content-Encoding': 'gzip' })).status).toBe(415);
    for (const body of [
      '',
      '{',
      'null',
      '[]',
      '{"incident":null}',
      '{"incident":null,"since":-1,"commands":[]}',
    ]) {
      expect((await post(good(), body)).status).toBe(400);
    }
    expect((await post(good(), Buffer.from([0x22, 0xff, 0x22]))).status).toBe(400);
    expect((await post(good(), 'x'.repeat(1_000_001))).status).toBe(413);
    expect((await post({ ...good(), 'Transfer-Encoding': 'chunked' }, 'x'.repeat(1_500_000))).status).toBe(
      413,
    );
    expect((await house.ask(`/live/v1/${ours.practiceId}/sync`, { cookie: lead })).status).toBe(405);
    expect(
      (await house.ask(`/live/v1/${ours.practiceId}/home`, { method: 'DELETE', cookie: lead })).status,
    ).toBe(405);
  });

  it('may be a bad command: it gets its word and blocks nothing', async () => {
    const incident = await declare(ours, lead);
    const nul = note(incident, 'a\0b');
    const lone = note(incident, 'a\ud800b');
    const long = note(incident, 'x'.repeat(900_000));
    const fine = note(incident, 'Called the vendor');
    for (const bad of [nul, lone, long]) {
      const { receipts, events } = parsed(await say(incident, bad, fine));
      expect(receipts[0]).toMatchObject({ id: bad['id'], outcome: 'refused', code: 'invalid' });
      expect(receipts[1]).toMatchObject({ id: fine['id'], outcome: 'applied' });
      expect(events.filter((event) => event.kind === 'incident.noted')).toHaveLength(1);
    }
    const odd = parsed(await say(incident, null, 7, 'x', [], {}, { ...fine, extra: 1 }));
    expect(odd.receipts.map((receipt) => receipt.outcome)).toEqual(Array(6).fill('refused'));
  });

  it('gets the same receipt when it is sent again', async () => {
    const incident = await declare(ours, lead);
    const once = note(incident, 'Said once');
    const first = parsed(await say(incident, once));
    const [a, b] = await Promise.all([say(incident, once), say(incident, once)]);
    expect(parsed(a).receipts).toEqual(first.receipts);
    expect(parsed(b).receipts).toEqual(first.receipts);
    expect(
      parsed(await say(incident)).events.filter((event) => event.kind === 'incident.noted'),
    ).toHaveLength(1);
  });

  it('naming another practice’s incident in a command is naming none', async () => {
    const incident = await declare(ours, lead);
    const other = await declare(theirs, (await enter(theirs.lead)).cookie);
    const reason = async (target: string) => {
      const [receipt] = parsed(await say(incident, note(target, 'hello'))).receipts;
      return { ...receipt, id: '' };
    };
    expect(await reason(other)).toEqual(await reason(newId()));
  });
});

describe('a stream', () => {
  const path = (cursor = '') => `/live/v1/${ours.practiceId}/stream?cursor=${cursor}`;
  const told = (text: string) => (event: { name: string; data: unknown }) =>
    event.name === 'ev' && (event.data as WireEvent[]).some((one) => one.payload['note'] === text);

  it('starts with a kilobyte, says what it is, and catches up', async () => {
    const incident = await declare(ours, lead);
    await say(incident, note(incident, 'Before'));
    const stream = await house.stream(lead, path(`${incident}=0`));
    const event = await stream.wait(told('Before'));
    expect(event.id).toContain(`${incident}=2`);
    expect((event.data as WireEvent[]).map((one) => one.seq)).toEqual([1, 2]);
    const beat = await stream.wait((one) => one.name === 'hb');
    expect(beat.data).toMatchObject({ heads: { [incident]: 2 } });
    expect(stream.text().indexOf('\n')).toBeGreaterThan(1024);
    stream.hangUp();
  });

  it('tells what happens once, in order, and goes on from Last-Event-ID', async () => {
    const incident = await declare(ours, lead);
    const stream = await house.stream(lead, path(`${incident}=1`));
    await stream.wait((one) => one.name === 'hb');
    await Promise.all(Array.from({ length: 20 }, (_, i) => say(incident, note(incident, `n${i}`))));
    await say(incident, note(incident, 'last'));
    const { id } = await stream.wait(told('last'));
    const seqs = stream.events
      .filter((event) => event.name === 'ev')
      .flatMap((event) =>
        (event.data as WireEvent[]).filter((one) => one.incident === incident).map((one) => one.seq),
      );
    expect(seqs).toEqual(Array.from({ length: 21 }, (_, i) => i + 2));
    stream.hangUp();
    await say(incident, note(incident, 'while away'));
    const again = await house.stream(lead, path(`${incident}=0`), { 'Last-Event-ID': id });
    const first = await again.wait(told('while away'));
    expect((first.data as WireEvent[]).map((one) => one.seq)).toEqual([23]);
    again.hangUp();
  });

  it('says when an incident opens, and tells its events without being asked', async () => {
    const stream = await house.stream(lead, path());
    await stream.wait((one) => one.name === 'hb');
    const before = stream.events.length;
    const incident = await declare(ours, lead);
    await stream.wait((one) => one.name === 'practice' && stream.events.indexOf(one) >= before);
    await say(incident, note(incident, 'In the new one'));
    await stream.wait(told('In the new one'));
    stream.hangUp();
  });

  it('never tells another practice’s', async () => {
    const { cookie } = await enter(theirs.lead);
    const incident = await declare(theirs, cookie);
    const stream = await house.stream(lead, path(`${incident}=0`));
    await stream.wait((one) => one.name === 'hb');
    await house.sync(cookie, theirs.practiceId, { incident, since: 0, commands: [note(incident, 'theirs')] });
    const own = await declare(ours, lead);
    await say(own, note(own, 'ours'));
    await stream.wait(told('ours'));
    expect(stream.text()).not.toContain('theirs');
    expect(
      stream.events.every((event) => event.name !== 'hb' || !JSON.stringify(event.data).includes(incident)),
    ).toBe(true);
    stream.hangUp();
  });

  it.each(['nonsense', `${newId()}=x`, Array.from({ length: 9 }, () => `${newId()}=1`).join(',')])(
    'refuses the cursor %s',
    async (cursor) => {
      expect((await house.stream(lead, path(cursor))).status).toBe(400);
    },
  );

  it('ends within a second of its session, and lets nobody back', async () => {
    const { cookie, sessionId } = await enter(ours.staff);
    const other = await enter(ours.staff);
    const stream = await house.stream(cookie, path());
    const still = await house.stream(other.cookie, path());
    await Promise.all([stream, still].map((one) => one.wait((event) => event.name === 'hb')));
    const start = performance.now();
    await endSession(sessionId);
    await stream.ended;
    expect(performance.now() - start).toBeLessThan(1000);
    expect((await house.stream(cookie, path())).status).toBe(401);
    await endAllSessions({ accountId: ours.staff.actor.accountId, method: 'password' });
    await still.ended;
  });
});
