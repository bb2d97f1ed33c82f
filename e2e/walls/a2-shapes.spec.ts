// A2: shapes of a request that have slipped past guards elsewhere. Whoever has no right sees nothing by any of them.
import type { House } from '../support/house';
import type { Answer } from '../support/http';
import { Voice } from '../support/said';
import { expect, test } from '../support/test';
import { VARIANTS } from './matrix';
import { WAY_RIGHTS } from './rights';
import { asking, fill, HANDLERS, PAGES, placesOf } from './routes';
import { addStaffList, idsOf } from './world';

type Variant = (typeof VARIANTS)[number];

const header = (name: string, value: string): Variant => ({
  name: `${name}: ${value}`,
  headers: { [name]: value },
});
const five = (word: string): string => Array.from({ length: 5 }, () => word).join(':');

/** Besides those of the tenant matrix. */
const SHAPES: Variant[] = [
  ...VARIANTS,
  ...['middleware', 'src/middleware', 'proxy', 'src/proxy', 'pages/_middleware', 'app/proxy'].flatMap(
    (word) => [header('x-middleware-subrequest', word), header('x-middleware-subrequest', five(word))],
  ),
  header('x-middleware-rewrite', '/sign-in'),
  header('x-middleware-next', '1'),
  header('x-middleware-prefetch', '1'),
  header('x-nextjs-data', '1'),
  header('x-matched-path', '/sign-in'),
  header('x-invoke-path', '/sign-in'),
  header('x-holdfast-path', '/sign-in'),
  header('x-original-url', '/sign-in'),
  header('x-forwarded-prefix', '/sign-in'),
  header('purpose', 'prefetch'),
  { name: 'prefetch of a segment', headers: { RSC: '1', 'Next-Router-Segment-Prefetch': '/_full' } },
  { name: 'a segment file', bend: (path) => path.replace(/(\?|$)/, '.segments/_tree.segment.rsc$1') },
  { name: 'a data file', bend: (path) => `/_next/data/development${path.replace(/(\?|$)/, '.json$1')}` },
  { name: 'dot segment', bend: (path) => path.replace(/^\//, '/./') },
  { name: 'encoded dot segment', bend: (path) => path.replace(/^\//, '/x/%2e%2e/') },
  { name: 'semicolon', bend: (path) => path.replace(/(\?|$)/, ';a=b$1') },
  { name: 'two slashes first', bend: (path) => `/${path}` },
  { name: 'backslash', bend: (path) => path.replace('/p/', '/p\\') },
  { name: 'encoded slash', bend: (path) => path.replace('/p/', '/p%2F') },
  { name: 'a locale', bend: (path) => `/en${path}` },
  { name: 'null byte', bend: (path) => path.replace(/(\?|$)/, '%00$1') },
];

async function call(house: House, variant: Variant, path: string, cookie: string): Promise<Answer> {
  return house.ask(variant.bend?.(path) ?? path, {
    method: variant.method ?? 'GET',
    headers: { ...variant.headers, ...(cookie ? { Cookie: cookie } : {}) },
  });
}

test('no shape of a request shows a page to somebody without the right', async ({
  house,
  practice,
  outbox,
}) => {
  test.setTimeout(600_000);
  const owner = await Voice.of(house, practice, practice.who('owner'));
  const staff = await Voice.of(house, practice, practice.who('staff'));
  const closed = await owner.opened({ drill: true });
  await owner.say('incident.close', closed, { reason: 'over' });
  await owner.opened({ drill: true });
  await addStaffList(house.db, practice.practiceId);
  await house.settle(practice.practiceId);
  outbox.claim(() => true);
  const ids = await idsOf(house.db, practice);
  const ways = [...PAGES, ...HANDLERS].filter(({ wall }) => wall === 'tenant' || wall === 'account');
  const secrets = [practice.name, practice.who('owner').name, practice.who('owner').loginEmail ?? 'x'];
  for (const way of ways) {
    const path = fill(
      way,
      placesOf(way).map(({ id }) => ids[id] ?? ''),
      ids,
    );
    const opening = WAY_RIGHTS[way.path];
    const closedTo = typeof opening === 'object' ? opening.others : null;
    for (const shape of SHAPES) {
      const what = `${shape.name}: ${way.path}`;
      const nobody = await call(house, shape, path, '');
      expect(nobody.status, what).toBeLessThan(500);
      for (const secret of secrets) expect(nobody.body, `nobody, ${what}`).not.toContain(secret);
      if (typeof closedTo !== 'number') continue;
      const below = await call(house, shape, path, staff.cookie);
      // What was begun as a stream says 404 inside it: then nothing of the page is there either.
      // Next answers x-middleware-prefetch with an empty object, whatever the page.
      const saidInside = below.body.includes('NEXT_HTTP_ERROR_FALLBACK;404') || below.body === '{}';
      expect(below.status !== 200 || saidInside, `staff, ${what}: ${below.body.slice(0, 300)}`).toBe(true);
    }
    const seen = await house.ask(path, asking(way, house.url, owner.cookie));
    if (way.path !== '/' && !/^\/api\/.*\/import$/.test(way.path))
      expect(seen.status, `the owner, ${way.path}`).toBe(200);
  }
});

test('one’s account page shows one’s own account by every shape', async ({ house, practice }) => {
  const nurse = practice.who('nurse');
  const lead = practice.who('lead');
  const { cookie } = await Voice.of(house, practice, nurse);
  for (const shape of SHAPES) {
    for (const path of ['/account', '/practices']) {
      const answer = await call(house, shape, path, cookie);
      expect(answer.status, shape.name).toBeLessThan(500);
      expect(answer.body, shape.name).not.toContain(lead.loginEmail ?? 'x');
    }
  }
  expect((await house.ask('/account', { headers: { Cookie: cookie } })).body).toContain(
    nurse.loginEmail ?? 'x',
  );
});
