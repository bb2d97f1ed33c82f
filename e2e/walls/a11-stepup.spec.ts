// A11: what is sensitive wants somebody who showed who they are a moment ago. A session of sixteen minutes is told where
// to confirm, changes nothing, and loses nothing of what was typed.
import { expect, test, type Minted } from '../support/test';
import { COOKIE, type House } from '../support/house';
import { ACTIONS, fillBraces, type Act } from './acts';
import { builtActions } from './inventory';
import { actionBody } from './mutations';
import { asking, fill, HANDLERS, placesOf } from './routes';
import { addStaffList, idsOf, rowHashes, type Ids } from './world';

const CONFIRM = 'this needs to know that it is really you';
// Each once: the list has some of them with several ids.
const SENSITIVE = ACTIONS.filter(
  (act, at) => act.fresh && ACTIONS.findIndex(({ name }) => name === act.name) === at,
);

/** The ids, with a staff list to take in among them. */
async function own(house: House, practice: Minted): Promise<Ids> {
  await addStaffList(house.db, practice.practiceId);
  return idsOf(house.db, practice);
}

async function send(
  house: House,
  practice: Minted,
  ids: Ids,
  act: Act,
  { change = '', more = {} }: { change?: string; more?: Record<string, string> },
): Promise<string> {
  const person = practice.who(act.as ?? 'lead');
  const value = await house.signIn(person.accountId ?? '');
  if (change) {
    await house.db.query(
      `update session set ${change} where id = (select id from session where "accountId" = $1
         order by "createdAt" desc limit 1)`,
      [person.accountId],
    );
  }
  const fields = Object.entries(act.fields).map(([name, text]) => [name, fillBraces(text, ids, ids)]);
  const form = actionBody({ ...(Object.fromEntries(fields) as Record<string, string>), ...more });
  const answer = await house.ask(fillBraces(act.page, ids, ids), {
    method: 'POST',
    body: form.body,
    headers: {
      ...form.headers,
      'Next-Action': builtActions().find(({ name }) => name === act.name)?.id ?? 'missing',
      Origin: house.url,
      Cookie: `${COOKIE}=${value}`,
      Accept: 'text/x-component',
    },
  });
  expect(answer.status, `${act.name}: ${answer.body.slice(0, 200)}`).toBeLessThan(400);
  return answer.body;
}

async function global(house: House): Promise<unknown> {
  const tables = ['account', 'factor', 'device', 'door_code', 'account_message'];
  return Promise.all(
    tables.map(async (name) => (await house.db.query(`select t::text from ${name} t order by 1`)).rows),
  );
}

test('a session of sixteen minutes, a PIN and a printed code are asked to confirm first', async ({
  house,
  practice,
}) => {
  test.setTimeout(180_000);
  const ids = await own(house, practice);
  expect(SENSITIVE.length).toBeGreaterThan(30);
  // The sessions that ask are rows too.
  const rows = async () => ({ ...(await rowHashes(house.db, practice.practiceId)), session: '' });
  const before = [await rows(), await global(house)];
  for (const act of SENSITIVE) {
    for (const change of [
      `"freshAt" = now() - interval '16 minutes'`,
      `method = 'pin'`,
      `method = 'break-glass', "practiceId" = '${practice.practiceId}'`,
    ]) {
      expect(await send(house, practice, ids, act, { change }), `${act.name}, ${change}`).toContain(CONFIRM);
    }
  }
  expect([await rows(), await global(house)]).toEqual(before);
});

test('so is whoever wants a file that needs it: nothing is recorded, and after confirming they go on', async ({
  house,
  practice,
}) => {
  const ids = await idsOf(house.db, practice);
  const owner = practice.who('owner');
  const before = await rowHashes(house.db, practice.practiceId);
  const ways = HANDLERS.filter(({ fresh }) => fresh);
  expect(ways.length).toBeGreaterThan(2);
  for (const way of ways) {
    const places = placesOf(way).map(({ id }) => ids[id] ?? '');
    const cookie = `${COOKIE}=${await house.signIn(owner.accountId ?? '', 'pin')}`;
    const answer = await house.ask(fill(way, places, ids), asking(way, house.url, cookie));
    expect(answer.status, way.path).toBe(303);
    const next = new URL(answer.headers.location ?? '', house.url).searchParams.get('next') ?? '';
    // Where one goes on is something to look at, never a form's own address.
    expect((await house.ask(next, { headers: { Cookie: cookie } })).status, next).toBeLessThan(400);
  }
  expect(await rowHashes(house.db, practice.practiceId)).toEqual(before);
});

test('a fresh session is not asked: the refusals above can fail', async ({ house, practice }) => {
  test.setTimeout(120_000);
  const ids = await own(house, practice);
  for (const act of SENSITIVE) {
    // A field too many is refused after the question whether it is really them: nobody is invited or ended by this.
    const answer = await send(house, practice, ids, act, { more: { strange: 'field' } });
    expect(answer, act.name).not.toContain(CONFIRM);
    expect(answer, act.name).toContain('"error":"');
  }
});
