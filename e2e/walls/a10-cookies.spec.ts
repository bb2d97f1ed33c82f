// A10: the cookie's attributes, what is in it, and that a session ended is ended everywhere.
import { COOKIE } from '../support/house';
import { expect, test } from '../support/test';
import { until } from '../support/run';
import { Voice } from '../support/said';
import { actionBody } from './mutations';
import { builtActions } from './inventory';
import { HANDLERS, LIVE, PAGES, fill, placesOf, reading } from './routes';
import { idsOf } from './world';

const PASSWORD = 'holdfast-demo-1';

function actionId(name: string): string {
  return builtActions().find((action) => action.name.endsWith(`#${name}`))?.id ?? '';
}

test('cookies are host-bound, secure, unreadable to scripts and lax', async ({ house, practice }) => {
  const form = actionBody({ email: practice.who('lead').loginEmail ?? '', password: PASSWORD });
  const answer = await house.ask('/sign-in', {
    method: 'POST',
    body: form.body,
    headers: { ...form.headers, Origin: house.url, 'Next-Action': actionId('signIn') },
  });
  const set = answer.headers['set-cookie'] ?? [];
  expect(set.some((line) => line.startsWith(`${COOKIE}=`))).toBe(true);
  for (const line of set) {
    expect(line).toMatch(/^__Host-/);
    const attributes = line
      .split(';')
      .slice(1)
      .map((part) => part.trim().toLowerCase());
    for (const needed of ['secure', 'httponly', 'samesite=lax', 'path=/'])
      expect(attributes, line).toContain(needed);
    expect(attributes.some((part) => part.startsWith('domain'))).toBe(false);
  }
  const pair = set.find((line) => line.startsWith(`${COOKIE}=`))?.split(';')[0] ?? '';
  // The cookie is sealed, and the database keeps nothing one could sign in with.
  const { rows } = await house.db.query<{ dump: string }>(
    "select string_agg(s::text, '') as dump from session s",
  );
  expect(rows[0]?.dump).not.toContain(pair.slice(COOKIE.length + 1, COOKIE.length + 60));
  expect(
    (await house.ask(`/live/v1/${practice.practiceId}/home`, { headers: { Cookie: pair } })).status,
  ).toBe(200);
  for (const forged of [
    `${pair}x`,
    `${pair.slice(0, -6)}AAAAAA`,
    `${COOKIE}=eyJhbGciOiJub25lIn0.eyJzaWQiOiJ4In0.`,
    `${COOKIE}=`,
    `${COOKIE}=${'A'.repeat(8000)}`,
    pair.replace(COOKIE, '__Host-holdfast-device'),
    pair.replace(COOKIE, 'holdfast'),
  ]) {
    const refused = await house.ask(`/live/v1/${practice.practiceId}/home`, { headers: { Cookie: forged } });
    expect([401, 431], forged.slice(0, 60)).toContain(refused.status);
  }
});

test('no other answer sets a cookie', async ({ house, practice, outbox }) => {
  test.setTimeout(180_000);
  const lead = await Voice.of(house, practice, practice.who('lead'));
  await lead.opened();
  await outbox.settled(practice, () => true);
  const ids = await idsOf(house.db, practice);
  for (const way of [...PAGES, ...HANDLERS, ...LIVE]) {
    const path = fill(
      way,
      placesOf(way).map(({ id }) => ids[id] ?? 'x'),
      ids,
    );
    for (const cookie of [lead.cookie, '']) {
      const answer = await house.ask(path, {
        headers: cookie ? { Cookie: cookie } : {},
        ...reading(way),
      });
      expect(answer.headers['set-cookie'], path).toBeUndefined();
    }
  }
});

test('a session that is signed out is out at once, on open streams too', async ({ house, practice }) => {
  const lead = await Voice.of(house, practice, practice.who('lead'));
  const stream = house.ask(`/live/v1/${practice.practiceId}/stream?cursor=`, {
    headers: { Cookie: lead.cookie },
  });
  let ended = false;
  void stream.then(
    () => (ended = true),
    () => (ended = true),
  );
  const form = actionBody({});
  const out = await house.ask('/sign-out', {
    method: 'POST',
    body: form.body,
    headers: { ...form.headers, Origin: house.url, Cookie: lead.cookie, 'Next-Action': actionId('signOut') },
  });
  expect(out.status).toBeLessThan(400);
  expect((await lead.get(`/live/v1/${practice.practiceId}/home`)).status).toBe(401);
  expect((await lead.get(`/p/${practice.slug}`)).status).toBe(307);
  expect(
    (await lead.post(`/live/v1/${practice.practiceId}/sync`, { incident: null, since: 0, commands: [] }))
      .status,
  ).toBe(401);
  await until('the stream to close', () => Promise.resolve(ended), 3_000);
});

test('a right taken away or a session revoked counts on the next request', async ({ house, practice }) => {
  const lead = await Voice.of(house, practice, practice.who('lead'));
  const person = practice.who('lead');
  const home = `/live/v1/${practice.practiceId}/home`;
  expect((await lead.get(home)).status).toBe(200);
  await house.db.query(`update person set "right" = 'staff' where "practiceId" = $1 and id = $2`, [
    practice.practiceId,
    person.id,
  ]);
  expect(await lead.declare()).toMatchObject({ outcome: 'refused', code: 'forbidden' });
  await house.db.query(`update person set "deactivatedAt" = now() where "practiceId" = $1 and id = $2`, [
    practice.practiceId,
    person.id,
  ]);
  expect((await lead.get(home)).status).toBe(404);
  expect((await lead.get(`/p/${practice.slug}`)).status).toBe(404);
  await house.db.query(`update session set "revokedAt" = now() where "accountId" = $1`, [person.accountId]);
  expect((await lead.get(home)).status).toBe(401);
});
