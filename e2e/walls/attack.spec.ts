// Requests no browser makes: headers of Next's own router bent, actions written by hand, addresses out of range.
import type { Answer } from '../support/http';
import { multipart } from '../support/http';
import { Voice } from '../support/said';
import { expect, test } from '../support/test';
import { builtActions } from './inventory';

const STACK = /\n\s+at .+:\d+|node_modules|PrismaClient|syntax error at/;

function calm(name: string, answer: Answer): void {
  expect(answer.status, `${name}: ${answer.body.slice(0, 200)}`).toBeLessThan(500);
  expect(answer.body, name).not.toMatch(STACK);
}

const tree = (value: unknown): string => encodeURIComponent(JSON.stringify(value));

const STATES: Record<string, string> = {
  'no JSON': 'garbage',
  'half JSON': '%7B',
  'broken encoding': '%E0%A4%A',
  'another shape': tree([{}, {}]),
  'a prototype': tree(['', { children: ['__proto__', {}] }]),
  'a long one': tree(['x'.repeat(9_000)]),
  'a tree of another practice': tree([
    '',
    { children: ['p', { children: [['practice', 'hillcrest', 'd', null], {}] }] },
  ]),
};

test('what Next’s router never says is no server error and opens nothing', async ({ house, practice }) => {
  const other = await Voice.of(house, practice, practice.who('staff'));
  for (const [name, state] of Object.entries(STATES)) {
    for (const cookie of ['', other.cookie]) {
      const headers = { RSC: '1', 'Next-Router-State-Tree': state, ...(cookie ? { Cookie: cookie } : {}) };
      for (const path of ['/sign-in', `/p/${practice.slug}/contacts`, '/p/hillcrest/contacts']) {
        let answer = await house.ask(path, { headers });
        // Next asks for its own mark in the address before it looks at the header.
        for (let hops = 0; hops < 2 && answer.headers.location?.includes('_rsc'); hops += 1) {
          answer = await house.ask(answer.headers.location, { headers });
        }
        calm(`${name}, ${path}`, answer);
        if (path.includes('hillcrest')) expect(answer.body).not.toContain('Feldstein');
      }
    }
  }
});

test('an action called by hand without its form answers with a sentence', async ({ house }) => {
  for (const { name, id } of builtActions()) {
    for (const said of ['[null,null]', '[]', '[{},{"get":1}]', '["$undefined","$undefined"]', '[1,[2]]']) {
      const form = multipart([['0', said]]);
      const answer = await house.ask('/sign-in', {
        method: 'POST',
        body: form.body,
        headers: { ...form.headers, Origin: house.url, 'Next-Action': id },
      });
      calm(`${name} with ${said}`, answer);
    }
  }
});

test('a form longer than a page takes is refused in words, and the server goes on', async ({ house }) => {
  for (const path of ['/sign-in', '/p/lakeside/contacts/import']) {
    // Only what it says of its length is looked at: the rest need not arrive.
    const answer = await house.ask(path, {
      method: 'POST',
      body: 'x',
      headers: { Origin: house.url, 'Content-Length': String(3 * 1024 * 1024) },
    });
    expect(answer.status, path).toBe(413);
    expect(answer.body, path).toContain('2 MB');
  }
  expect((await house.ask('/api/health')).status).toBe(200);
});

test('a place in a list that no list has is the first page', async ({ house, practice }) => {
  const voice = await Voice.of(house, practice, practice.who('staff'));
  for (const before of ['0000-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '2026-01-01T24:00:00Z', 'x', '']) {
    const answer = await voice.get(`/p/${practice.slug}/incidents?before=${before}`);
    expect(answer.status, before).toBe(200);
  }
});

test('methods and addresses nobody uses are refused calmly', async ({ house }) => {
  for (const [method, path] of [
    ['TRACE', '/'],
    ['OPTIONS', '/'],
    ['PUT', '/sign-in'],
    ['DELETE', '/p/lakeside'],
    ['GET', '/p/%ff'],
    ['GET', '//evil.example/%2f..'],
  ] as const) {
    const answer = await house.ask(path, { method, headers: { Origin: house.url } });
    calm(`${method} ${path}`, answer);
    expect(answer.headers.location ?? '', path).not.toMatch(/^(\/\/|https?:)/);
  }
});
