// S4: the security headers and a strict policy on every answer, whoever gives it.
import { expect, test } from '../support/test';
import { answerPath } from '../support/outbox';
import { Voice } from '../support/said';
import type { Answer } from '../support/http';
import { HANDLERS, LIVE, PAGES, fill, placesOf, reading } from './routes';
import { idsOf, type Ids } from './world';

function checkHeaders(name: string, answer: Answer): string | null {
  const header = (key: string): string => String(answer.headers[key] ?? '');
  const policy = header('content-security-policy');
  expect(policy, `${name}: policy`).toMatch(/default-src '(none|self)'/);
  expect(policy, name).toContain("frame-ancestors 'none'");
  const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? '';
  expect(scripts, `${name}: scripts`).not.toMatch(/unsafe-inline|unsafe-eval|data:|https?:|\*/);
  expect(header('x-content-type-options'), name).toBe('nosniff');
  expect(header('referrer-policy'), name).toBe('same-origin');
  expect(header('cross-origin-opener-policy'), name).toBe('same-origin');
  const hsts = /max-age=(\d+); includeSubDomains/.exec(header('strict-transport-security'));
  expect(Number(hsts?.[1] ?? 0), `${name}: HSTS`).toBeGreaterThanOrEqual(31_536_000);
  expect(header('x-powered-by'), name).toBe('');
  // One policy: a second one would be joined by a comma.
  expect(policy, name).not.toContain(',');
  return /'nonce-([^']+)'/.exec(scripts)?.[1] ?? null;
}

test('every answer carries the headers, and no nonce comes twice', async ({ house, practice, outbox }) => {
  test.setTimeout(180_000);
  const lead = await Voice.of(house, practice, practice.who('lead'));
  await lead.opened();
  const [message] = await outbox.settled(practice, (one) => one.channel === 'email');
  outbox.claim(() => true);
  const ids: Ids = {
    ...(await idsOf(house.db, practice)),
    token: message ? answerPath(message).slice(3) : '',
    file: 'nothing.js',
  };
  const nonces: string[] = [];
  const odd = [
    ['/nothing-here', 'GET'],
    ['/live/nothing/here/at/all/././x', 'GET'],
    ['/api/nothing', 'GET'],
    ['/_next/static/nothing.js', 'GET'],
    ['/%', 'GET'],
    ['/p/%ff', 'GET'],
    ['/live/v1/x/sync', 'GET'],
    ['/sign-in', 'DELETE'],
    ['/sign-in', 'OPTIONS'],
    ['/api/health', 'POST'],
    ['/manifest.webmanifest', 'GET'],
    ['/mark.svg', 'GET'],
    ['/favicon.ico', 'GET'],
    ['/robots.txt', 'GET'],
  ] as const;
  const ways = [...PAGES, ...HANDLERS, ...LIVE].map((way) => ({
    path: fill(
      way,
      placesOf(way).map(({ id }) => ids[id] || 'x'),
      ids,
    ),
    tenant: way.wall === 'tenant' || way.wall === 'account' || way.wall === 'link',
    listen: reading(way),
    method: 'GET',
  }));
  for (const { path, tenant, listen, method } of [
    ...ways,
    ...odd.map(([path, method]) => ({ path, tenant: false, listen: {}, method })),
  ]) {
    for (const cookie of [lead.cookie, '']) {
      const answer = await house.ask(path, { method, headers: cookie ? { Cookie: cookie } : {}, ...listen });
      const nonce = checkHeaders(`${method} ${path}`, answer);
      if (nonce) nonces.push(nonce);
      // A form's own address says only that it is one.
      if (tenant && answer.status !== 405) expect(answer.headers['cache-control'], path).toMatch(/no-store/);
      if (nonce && answer.status === 200 && String(answer.headers['content-type']).startsWith('text/html')) {
        for (const [, attributes = ''] of answer.body.matchAll(/<script\b([^>]*)>/g)) {
          if (!attributes.includes('application/json'))
            expect(attributes, path).toContain(`nonce="${nonce}"`);
        }
      }
      expect(answer.body, `${path}: inline handlers`).not.toMatch(/<[^>]+\son(click|load|error)=/i);
    }
  }
  expect(nonces.length).toBeGreaterThan(10);
  expect(new Set(nonces).size).toBe(nonces.length);
});

test('redirects and refusals carry them too', async ({ house, practice }) => {
  const anonymous = await house.ask(`/p/${practice.slug}`);
  expect(anonymous.status).toBe(307);
  expect(anonymous.headers.location).toMatch(/^(http:\/\/localhost:\d+)?\/sign-in\?next=/);
  checkHeaders('redirect', anonymous);
  const refused = await house.ask(`/live/v1/${practice.practiceId}/sync`, { method: 'POST', body: '{}' });
  expect(refused.status).toBe(403);
  checkHeaders('refusal', refused);
});
