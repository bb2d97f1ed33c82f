// T1: whoever is not of a practice gets, for everything it has, exactly the answer for what does not exist.
import { expect, test, type Minted } from '../support/test';
import type { House } from '../support/house';
import type { Answer } from '../support/http';
import { Voice } from '../support/said';
import { builtActions } from './inventory';
import { difference, mask, maskReceipts } from './mask';
import { actionBody } from './mutations';
import { MALFORMED, VARIANTS, pairsOf } from './matrix';
import { ACTIONS, fillBraces } from './acts';
import { asking, fill, HANDLERS, LIVE, PAGES, placesOf, reading } from './routes';
import { saidWith } from './sync-matrix';
import {
  addPhoto,
  addStaffList,
  absentLike,
  CANARY,
  idsOf,
  plantCanaries,
  rowHashes,
  type Ids,
} from './world';

interface World {
  house: House;
  ours: Minted;
  theirs: Minted;
  ourIds: Ids;
  theirIds: Ids;
  absent: Ids;
  /** Who asks, as a Cookie header; '' for nobody. */
  askers: Record<string, string>;
  /** Those who have no practice's pages of their own to mix ours and theirs in, or the same as somebody above. */
  outsiders: Record<string, string>;
  insider: Voice;
}

const WAYS = [...PAGES, ...HANDLERS, ...LIVE];
const TENANT = WAYS.filter((way) => way.wall === 'tenant');
const STACK = /\bat \/|node_modules|\.tsx?:\d+|ECONNREFUSED|PrismaClient|syntax error at/;

/** One closed and one open incident with marks, answers and messages, so that there is something to leak. */
async function furnish(house: House, practice: Minted, leftOut: string): Promise<Voice> {
  const owner = await Voice.of(house, practice, practice.who('owner'));
  const closed = await owner.opened();
  expect((await owner.say('incident.close', closed, { reason: 'over' })).outcome).toBe('applied');
  const open = await owner.opened();
  const [step] = (await owner.board(open)).steps;
  await owner.say('step.done', open, { replaces: [] }, { step: step?.id });
  await owner.say('incident.answer', open, { answer: 'here' });
  await owner.say('incident.note', open, { note: 'The vendor was called' });
  await addStaffList(house.db, practice.practiceId, [{ row: 2, reason: leftOut }]);
  await addPhoto(house.db, practice.practiceId, leftOut);
  await house.settle(practice.practiceId);
  return owner;
}

async function makeWorld(house: House, mint: (from?: string) => Promise<Minted>): Promise<World> {
  const ours = await mint('hillcrest');
  const theirs = await mint('lakeside');
  await furnish(house, ours, 'An empty row.');
  const insider = await furnish(house, theirs, CANARY);
  await house.db.query(`update runbook set slug = 'their-' || slug where "practiceId" = $1`, [
    theirs.practiceId,
  ]);
  await plantCanaries(house.db, theirs.practiceId);
  const cookieOf = async (practice: Minted, login: string, method?: string): Promise<string> =>
    (await Voice.of(house, practice, practice.who(login), method)).cookie;
  const askers = {
    'our owner': await cookieOf(ours, 'owner'),
    'our manager': await cookieOf(ours, 'manager'),
    'our lead': await cookieOf(ours, 'lead'),
    'our staff': await cookieOf(ours, 'staff'),
  };
  const outsiders = {
    'our owner by PIN': await cookieOf(ours, 'owner', 'pin'),
    'our owner by break-glass': await cookieOf(ours, 'owner', 'break-glass'),
    'removed from theirs': await cookieOf(theirs, 'staff'),
    'switched off': await cookieOf(theirs, 'lead2'),
    nobody: '',
  };
  await house.db.query('update person set "deactivatedAt" = now() where "practiceId" = $1 and id = $2', [
    theirs.practiceId,
    theirs.who('staff').id,
  ]);
  await house.db.query('update account set "deactivatedAt" = now() where id = $1', [
    theirs.who('lead2').accountId,
  ]);
  const theirIds = await idsOf(house.db, theirs);
  return {
    house,
    ours,
    theirs,
    ourIds: await idsOf(house.db, ours),
    theirIds,
    absent: absentLike(theirIds),
    insider,
    askers,
    outsiders,
  };
}

function clean(name: string, answer: Answer): void {
  expect(answer.status, `${name}: status, ${answer.body.slice(0, 300)}`).toBeLessThan(500);
  expect(answer.body.includes(CANARY), `${name}: shows the other practice's text`).toBe(false);
  expect(STACK.test(answer.body), `${name}: shows a stack trace`).toBe(false);
}

test('pages and live endpoints say the same for another practice as for none', async ({
  house,
  mint,
  outbox,
}) => {
  test.setTimeout(1_200_000);
  const world = await makeWorld(house, mint);
  const before = await rowHashes(house.db, world.theirs.practiceId);
  let calls = 0;
  for (const way of TENANT) {
    for (const pair of pairsOf(way, world.ourIds, world.theirIds, world.absent)) {
      const askers = pair.all ? { ...world.askers, ...world.outsiders } : world.askers;
      for (const [asker, cookie] of Object.entries(askers)) {
        for (const variant of asker === 'our owner' ? VARIANTS : VARIANTS.slice(0, 1)) {
          const call = async (path: string): Promise<Answer> => {
            calls += 1;
            const asked = asking(way, house.url, cookie);
            return house.ask(variant.bend?.(path) ?? path, {
              ...(variant.method === undefined ? asked : { ...reading(way), method: variant.method }),
              headers: { ...variant.headers, ...asked.headers },
            });
          };
          const name = `${asker}, ${variant.name}: ${pair.name}`;
          const [theirs, absent] = await Promise.all([call(pair.theirs), call(pair.absent)]);
          clean(name, theirs);
          expect(difference(mask(theirs, pair.askedTheirs), mask(absent, pair.askedAbsent)), name).toBeNull();
        }
      }
    }
  }
  expect(await rowHashes(house.db, world.theirs.practiceId)).toEqual(before);
  test.info().annotations.push({ type: 'matrix', description: `${TENANT.length} ways, ${calls} calls` });
  outbox.claim(() => true);
});

test('the owner of the other practice does see it all: the matrix can fail', async ({
  house,
  mint,
  outbox,
}) => {
  test.setTimeout(180_000);
  const world = await makeWorld(house, mint);
  for (const way of TENANT.filter((one) => !/\/(sync|draft|import|file)$/.test(one.path))) {
    const path = fill(
      way,
      placesOf(way).map(({ id }) => world.theirIds[id] ?? ''),
      world.theirIds,
    );
    const answer = await house.ask(path, asking(way, house.url, world.insider.cookie));
    expect(answer.status, path).toBe(200);
    if (way.until === undefined) expect(answer.body, path).toContain(CANARY);
  }
  outbox.claim(() => true);
});

test('malformed ids are refused calmly', async ({ house, mint, outbox }) => {
  test.setTimeout(120_000);
  const world = await makeWorld(house, mint);
  const cookie = world.askers['our owner'] ?? '';
  for (const way of WAYS) {
    const places = placesOf(way);
    for (const at of places.keys()) {
      for (const bad of MALFORMED) {
        const ids = places.map(({ id }, place) => (place === at ? '‹bad›' : (world.ourIds[id] ?? 'x')));
        const path = fill(way, ids, world.ourIds).replace(encodeURIComponent('‹bad›'), bad);
        const answer = await house.ask(path, { headers: { Cookie: cookie }, ...reading(way) });
        clean(path, answer);
        if (way.path.startsWith('/p/') || way.path.startsWith('/live/v1/')) {
          expect(answer.status, path).toBeGreaterThanOrEqual(400);
        }
      }
    }
  }
  outbox.claim(() => true);
});

test('commands with their ids get the receipts of ids nobody has', async ({ house, mint, outbox }) => {
  const world = await makeWorld(house, mint);
  const owner = await Voice.of(house, world.ours, world.ours.who('owner'));
  const before = await rowHashes(house.db, world.theirs.practiceId);
  const at = new Date().toISOString();
  const withTheirs = saidWith(world.ourIds, world.theirIds, at);
  const withAbsent = saidWith(world.ourIds, world.absent, at);
  for (const [place, said] of withTheirs.entries()) {
    const other = withAbsent[place];
    if (!other) throw new Error('The two lists differ.');
    const send = async ({ name: _, kind, incident, value, step }: typeof said): Promise<Answer> => {
      const command = { ...owner.command('incident.note', incident), kind, value, ...(step ? { step } : {}) };
      return owner.post(`/live/v1/${world.ours.practiceId}/sync`, {
        incident: null,
        since: 2_000_000_000,
        commands: [command],
      });
    };
    const [theirs, absent] = [await send(said), await send(other)];
    clean(said.name, theirs);
    const asked = (ids: Ids): string[] => Object.values(ids).filter((id) => /^[0-9a-f-]{36}$/.test(id));
    expect(maskReceipts(mask(theirs, asked(world.theirIds))), said.name).toEqual(
      maskReceipts(mask(absent, asked(world.absent))),
    );
  }
  // Their practice in the address, with every command of ours.
  for (const said of withTheirs) {
    const answers = await Promise.all(
      [world.theirs.practiceId, world.absent['practiceId']].map((practiceId) =>
        owner.post(`/live/v1/${practiceId}/sync`, {
          incident: said.incident,
          since: 0,
          commands: [
            { ...owner.command('incident.note', said.incident), kind: said.kind, value: said.value },
          ],
        }),
      ),
    );
    const [theirs, absent] = answers.map((answer, which) =>
      mask(answer, [(which === 0 ? world.theirs.practiceId : world.absent['practiceId']) ?? '']),
    );
    expect(theirs, said.name).toEqual(absent);
    expect(theirs?.status).toBe(404);
  }
  expect(await rowHashes(house.db, world.theirs.practiceId)).toEqual(before);
  outbox.claim(() => true);
});

test('forms with their ids change nothing of theirs and say nothing of it', async ({
  house,
  mint,
  outbox,
}) => {
  test.setTimeout(180_000);
  const world = await makeWorld(house, mint);
  const before = await rowHashes(house.db, world.theirs.practiceId);
  const built = builtActions();
  // The captured messages of the demo are everybody's, on purpose; the page is absent elsewhere.
  for (const act of ACTIONS.filter((one) => one.wall !== 'demo')) {
    const id = built.find((action) => action.name === act.name)?.id ?? '';
    const send = async (ids: Ids): Promise<{ answer: Answer; asked: string[] }> => {
      const filled = Object.entries(act.fields).map(([name, value]) => [
        name,
        fillBraces(value, world.ourIds, ids),
      ]);
      const form = actionBody(Object.fromEntries(filled) as Record<string, string>);
      const sender = world.ours.who(act.as ?? 'lead');
      // One session at a time: the account's own page lists them all.
      await house.db.query('update session set "revokedAt" = now() where "accountId" = $1', [
        sender.accountId,
      ]);
      const voice = await Voice.of(house, world.ours, sender);
      const { rows } = await house.db.query<{ id: string }>(
        'select id from session where "accountId" = $1 and "revokedAt" is null',
        [sender.accountId],
      );
      const answer = await house.ask(fillBraces(act.page, world.ourIds, ids), {
        method: 'POST',
        body: form.body,
        headers: {
          ...form.headers,
          'Next-Action': id,
          Origin: house.url,
          Cookie: voice.cookie,
          Accept: 'text/x-component',
        },
      });
      return { answer, asked: [...Object.values(ids), ...rows.map((session) => session.id)] };
    };
    const [theirs, absent] = [await send(world.theirIds), await send(world.absent)];
    clean(act.name, theirs.answer);
    const masked = [mask(theirs.answer, theirs.asked), mask(absent.answer, absent.asked)] as const;
    expect(difference(...masked), act.name).toBeNull();
  }
  expect(await rowHashes(house.db, world.theirs.practiceId)).toEqual(before);
  outbox.claim(() => true);
});

test('somebody of both practices acts only in the one the address names', async ({ house, mint, outbox }) => {
  const world = await makeWorld(house, mint);
  const both = world.ours.who('lead');
  await house.db.query('insert into membership ("accountId", "practiceId") values ($1, $2)', [
    both.accountId,
    world.theirs.practiceId,
  ]);
  await house.db.query(`update person set "accountId" = $3 where "practiceId" = $1 and id = $2`, [
    world.theirs.practiceId,
    world.theirs.who('nurse').id,
    both.accountId,
  ]);
  const voice = await Voice.of(house, world.ours, both);
  const incident = world.theirIds['incident'] ?? '';
  // A code printed for one practice opens that one, whatever else its owner may.
  const printed = await Voice.of(house, world.ours, both, 'break-glass');
  expect((await printed.get(`/p/${world.ours.slug}/contacts`)).status).toBe(200);
  for (const path of [`/p/${world.theirs.slug}`, `/live/v1/${world.theirs.practiceId}/home`]) {
    expect((await voice.get(path)).status, path).toBe(200);
    const answer = await printed.get(path);
    expect(answer.status, path).toBe(404);
    expect(answer.body, path).not.toContain(CANARY);
  }
  expect((await voice.get(`/live/v1/${world.theirs.practiceId}/incidents/${incident}`)).status).toBe(200);
  expect((await voice.get(`/live/v1/${world.ours.practiceId}/incidents/${incident}`)).status).toBe(404);
  expect((await voice.get(`/p/${world.ours.slug}/incidents/${incident}`)).status).toBe(404);
  // A lead here, staff there: the right is that of the practice in the address.
  const there = await Voice.of(house, world.theirs, both);
  expect(await there.say('incident.close', incident, { reason: 'over' })).toMatchObject({
    outcome: 'refused',
    code: 'forbidden',
  });
  outbox.claim(() => true);
});
