// A1: access ends at once. On every device, on open streams, in every server process, and after a restart.
import { randomUUID } from 'node:crypto';
import type { HomeHere } from '@/lib/live/schema';
import { freePort } from '@/scripts/postgres';
import { ask, type Answer } from '../support/http';
import { COOKIE, type House } from '../support/house';
import { Listening } from '../support/listening';
import { openIncident } from '../support/phone';
import { runProgram, until, type Running } from '../support/run';
import { Voice } from '../support/said';
import { expect, LAPTOP, test, type Minted, type Person } from '../support/test';
import { builtActions } from './inventory';
import { actionBody } from './mutations';
import { rowHashes } from './world';

const MOST_MS = 1_000;

interface Device {
  name: string;
  origin: string;
  cookie: string;
  stream: Listening;
}

let second: { url: string; program: Running } | null = null;

/** A server process beside the house's own, on the same database: what happens in one reaches it by NOTIFY. */
async function secondServer(house: House): Promise<string> {
  const port = await freePort();
  const program = runProgram('server.ts', [], { ...house.env, PORT: String(port) });
  second = { url: `http://localhost:${port}`, program };
  const { url } = second;
  await until(
    'the second server to answer',
    async () => (await ask(`${url}/api/health`)).status === 200,
    40_000,
  );
  return url;
}

test.afterAll(async () => {
  await second?.program.stop();
  second = null;
});

/** Two devices at the house's server, one at the other; each with a session and an open stream of its own. */
async function devicesOf(house: House, practice: Minted, person: Person): Promise<Device[]> {
  const other = second?.url ?? (await secondServer(house));
  const places = [
    ['laptop', house.url],
    ['phone', house.url],
    ['tablet at another server', other],
  ] as const;
  const devices: Device[] = [];
  for (const [name, origin] of places) {
    const cookie = `${COOKIE}=${await house.signIn(person.accountId ?? '')}`;
    const stream = await Listening.open(origin, practice.practiceId, cookie);
    streams.push(stream);
    devices.push({ name, origin, cookie, stream });
  }
  return devices;
}

const get = ({ origin, cookie }: Device, path: string): Promise<Answer> =>
  ask(`${origin}${path}`, { headers: { Cookie: cookie } });

/** Said in the database as bus.ts says it: for changes made by no verb of the server's own. */
async function tellServers(house: House, accountId: string): Promise<void> {
  const wire = JSON.stringify({ from: randomUUID(), pokes: [{ what: 'account', accountId }] });
  await house.db.query('select pg_notify($1, $2)', ['holdfast', wire]);
}

const streams: Listening[] = [];
const measured: { what: string; ms: number }[] = [];

/** How long until each device's stream has ended, or was told to look again. */
async function within(what: string, devices: readonly Device[], begun: number, sign: 'ended' | 'told') {
  for (const { name, stream } of devices) {
    const at = await until(`${what}: ${name} to notice`, () =>
      Promise.resolve(sign === 'ended' ? stream.endedAt : stream.heard('practice', begun)),
    );
    measured.push({ what: `${what}, ${name}`, ms: at - begun });
    expect(at - begun, `${what}: ${name}, milliseconds`).toBeLessThanOrEqual(MOST_MS);
  }
}

async function formOf(house: House, device: Device, name: string, fields: Record<string, string>) {
  const form = actionBody(fields);
  const id = builtActions().find((action) => action.name === name)?.id ?? 'missing';
  const answer = await ask(`${device.origin}/account`, {
    method: 'POST',
    body: form.body,
    headers: { ...form.headers, Cookie: device.cookie, Origin: house.url, 'Next-Action': id },
  });
  expect(answer.status, name).toBeLessThan(400);
}

async function expectOut(devices: readonly Device[], practice: Minted): Promise<void> {
  for (const device of devices) {
    const { name } = device;
    expect((await get(device, `/live/v1/${practice.practiceId}/home`)).status, name).toBe(401);
    expect((await get(device, `/live/v1/${practice.practiceId}/stream`)).status, name).toBe(401);
    const page = await get(device, `/p/${practice.slug}/contacts`);
    expect(page.status, name).toBe(307);
    expect(page.headers.location, name).toMatch(/^\/sign-in\?next=/);
  }
}

test.afterEach(() => {
  for (const stream of streams.splice(0)) stream.close();
  const slowest = measured.toSorted((a, b) => b.ms - a.ms)[0];
  if (slowest) console.log(`A1: longest so far ${slowest.ms} ms (${slowest.what}), of ${measured.length}`);
});

test('signing one device out, then everywhere', async ({ house, practice }) => {
  const nurse = practice.who('nurse');
  const devices = await devicesOf(house, practice, nurse);
  const [laptop, , tablet] = devices;
  if (!laptop || !tablet) throw new Error('Three devices are needed.');
  // In the order they were made.
  const { rows } = await house.db.query<{ id: string }>(
    `select id from session where "accountId" = $1 order by "createdAt"`,
    [nurse.accountId],
  );
  let begun = Date.now();
  await formOf(house, laptop, 'app/account/actions.ts#endSession', { session: rows[2]?.id ?? '' });
  await within('one device signed out', [tablet], begun, 'ended');
  await expectOut([tablet], practice);
  for (const device of devices.slice(0, 2)) {
    expect(device.stream.endedAt, `${device.name} goes on`).toBeNull();
    expect((await get(device, `/live/v1/${practice.practiceId}/home`)).status).toBe(200);
  }
  begun = Date.now();
  await formOf(house, laptop, 'app/account/actions.ts#endAll', {});
  await within('signed out everywhere', devices.slice(0, 2), begun, 'ended');
  await expectOut(devices, practice);
});

test('removed from the practice: its doors are as if it did not exist', async ({ house, practice, mint }) => {
  const nurse = practice.who('nurse');
  const other = await mint('hillcrest');
  const devices = await devicesOf(house, practice, nurse);
  const begun = Date.now();
  await house.db.query('update person set "deactivatedAt" = now() where "practiceId" = $1 and id = $2', [
    practice.practiceId,
    nurse.id,
  ]);
  await tellServers(house, nurse.accountId ?? '');
  await within('removed', devices, begun, 'ended');
  for (const device of devices) {
    for (const id of [practice.practiceId, other.practiceId, randomUUID()]) {
      const answer = await get(device, `/live/v1/${id}/home`);
      expect([answer.status, answer.body]).toEqual([
        404,
        JSON.stringify({
          code: 'not-found',
          message: 'There is nothing here, or it is not yours. Go back to the list and open it again.',
        }),
      ]);
    }
    expect((await get(device, `/p/${practice.slug}`)).status).toBe(404);
    // Still somebody, only nobody here.
    expect((await get(device, '/practices')).status).toBe(200);
  }
});

test('a switched-off account is out everywhere', async ({ house, practice }) => {
  const nurse = practice.who('nurse');
  const devices = await devicesOf(house, practice, nurse);
  const begun = Date.now();
  await house.db.query('update account set "deactivatedAt" = now() where id = $1', [nurse.accountId]);
  await tellServers(house, nurse.accountId ?? '');
  await within('account switched off', devices, begun, 'ended');
  await expectOut(devices, practice);
});

test('another right counts with the next request, and open streams say so', async ({
  house,
  practice,
  outbox,
}) => {
  const lead = practice.who('lead');
  const incident = await (await Voice.of(house, practice, practice.who('owner'))).opened();
  const devices = await devicesOf(house, practice, lead);
  const [first] = devices;
  if (!first) throw new Error('A device is needed.');
  const voices = await Promise.all(devices.map(() => Voice.of(house, practice, lead)));
  const homeOf = async (device: Device): Promise<HomeHere> =>
    JSON.parse((await get(device, `/live/v1/${practice.practiceId}/home`)).body) as HomeHere;
  const right = async (device: Device) => {
    const { me, open } = await homeOf(device);
    return [me.right, open?.me?.right];
  };
  const update = { say: 'still-down', by: null, nextUpdateAt: null };
  const change = async (what: string, sql: string, values: unknown[]): Promise<void> => {
    const begun = Date.now();
    await house.db.query(sql, values);
    await tellServers(house, lead.accountId ?? '');
    await within(what, devices, begun, 'told');
  };
  for (const device of devices) expect(await right(device)).toEqual(['lead', 'lead']);

  await change('made staff', `update person set "right" = 'staff' where "practiceId" = $1 and id = $2`, [
    practice.practiceId,
    lead.id,
  ]);
  for (const device of devices) expect(await right(device)).toEqual(['staff', 'staff']);
  for (const voice of voices)
    expect(await voice.say('incident.update', incident, update)).toMatchObject({ code: 'forbidden' });

  const { rows } = await house.db.query<{ siteId: string }>(
    'select "siteId" from incident where "practiceId" = $1 and id = $2',
    [practice.practiceId, incident],
  );
  await change(
    'made lead of one site',
    `insert into person_site ("practiceId", id, "personId", "siteId", "right", "jobRoles")
     values ($1, gen_random_uuid(), $2, $3, 'lead', '{}')`,
    [practice.practiceId, lead.id, rows[0]?.siteId],
  );
  for (const device of devices) expect(await right(device)).toEqual(['staff', 'lead']);
  expect(await voices[0]?.say('incident.update', incident, update)).toMatchObject({ outcome: 'applied' });

  // What changes nothing is not said.
  const quiet = Date.now();
  await tellServers(house, lead.accountId ?? '');
  await voices[0]?.say('incident.note', incident, { note: 'Heard by all' });
  await until('the note to be heard', () => Promise.resolve(first.stream.heard('ev', quiet) !== null));
  expect(first.stream.heard('practice', quiet)).toBeNull();
  await outbox.settled(practice, () => true);
});

test('what was taken while the servers were down is gone when they are back', async ({ house, practice }) => {
  const nurse = practice.who('nurse');
  const lead = practice.who('lead');
  const cookie = `${COOKIE}=${await house.signIn(nurse.accountId ?? '')}`;
  const ofLead = await Voice.of(house, practice, lead);
  expect((await house.ask(`/p/${practice.slug}`, { headers: { Cookie: cookie } })).status).toBe(200);
  expect((await ofLead.get(`/p/${practice.slug}/sites/new`)).status).toBe(404);
  await house.stopWeb();
  await house.db.query('update session set "revokedAt" = now() where "accountId" = $1', [nurse.accountId]);
  await house.db.query(`update person set "right" = 'manager' where "practiceId" = $1 and id = $2`, [
    practice.practiceId,
    lead.id,
  ]);
  await house.startWeb();
  const home = await house.ask(`/live/v1/${practice.practiceId}/home`, { headers: { Cookie: cookie } });
  expect(home.status).toBe(401);
  expect((await ofLead.get(`/p/${practice.slug}/sites/new`)).status).toBe(200);
});

test('a removed member’s open tab: the form says so and keeps what was typed, the phone’s words are refused', async ({
  house,
  practice,
  open,
  outbox,
}) => {
  const nurse = practice.who('nurse');
  const incident = await (await Voice.of(house, practice, practice.who('owner'))).opened();
  await outbox.settled(practice, () => true);
  const voice = await Voice.of(house, practice, nurse);
  const { page } = await open(nurse, LAPTOP);
  await page.goto(`/p/${practice.slug}/incidents/${incident}`);
  const note = page.getByLabel('What happened');
  await note.fill('The label printer is out of paper');
  await house.db.query('update person set "deactivatedAt" = now() where "practiceId" = $1 and id = $2', [
    practice.practiceId,
    nurse.id,
  ]);
  const before = await rowHashes(house.db, practice.practiceId);
  await page.getByRole('button', { name: 'Add the note to the record' }).click();
  await expect(page.getByText('There is no such page, or it is not yours.')).toBeVisible();
  await expect(note).toHaveValue('The label printer is out of paper');
  const said = voice.command('incident.note', incident, { note: 'Too late' });
  const sync = await voice.post(`/live/v1/${practice.practiceId}/sync`, {
    incident,
    since: 0,
    commands: [said],
  });
  expect(sync.status).toBe(404);
  expect(await rowHashes(house.db, practice.practiceId)).toEqual(before);
});

test('a phone that is looking follows: no more lead’s tab, then no practice at all', async ({
  house,
  practice,
  open,
  outbox,
  guard,
}) => {
  // The stream that ends, and the questions after it, are what this is about.
  guard.allow(/404/);
  const lead = practice.who('lead');
  const incident = await (await Voice.of(house, practice, practice.who('owner'))).opened();
  await outbox.settled(practice, () => true);
  const { page } = await open(lead);
  await openIncident(page, practice, incident);
  const tab = page.getByRole('navigation', { name: 'Parts of this incident' }).getByRole('link', {
    name: 'Lead',
  });
  await expect(tab).toBeVisible();
  let begun = Date.now();
  await house.db.query(`update person set "right" = 'staff' where "practiceId" = $1 and id = $2`, [
    practice.practiceId,
    lead.id,
  ]);
  await tellServers(house, lead.accountId ?? '');
  await expect(tab).toBeHidden({ timeout: 5_000 });
  measured.push({ what: 'the phone’s screen, made staff', ms: Date.now() - begun });
  begun = Date.now();
  await house.db.query('update person set "deactivatedAt" = now() where "practiceId" = $1 and id = $2', [
    practice.practiceId,
    lead.id,
  ]);
  await tellServers(house, lead.accountId ?? '');
  await expect(page.getByRole('navigation', { name: 'Parts of this incident' })).toBeHidden({
    timeout: 5_000,
  });
  measured.push({ what: 'the phone’s screen, removed', ms: Date.now() - begun });
  await expect(page.getByText('There is no practice of yours at this address.')).toBeVisible();
});
