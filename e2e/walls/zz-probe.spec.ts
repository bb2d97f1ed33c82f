import fs from 'node:fs';
import { expect, test } from '../support/test';
import { Voice } from '../support/said';
import { builtActions } from './inventory';
import { actionBody } from './mutations';
import { ACTIONS, fillBraces } from './acts';
import { fill, HANDLERS, LIVE, PAGES, placesOf, reading } from './routes';
import { idsOf } from './world';
test('probe', async ({ house, mint, outbox }) => {
  test.setTimeout(300_000);
  const p = await mint('lakeside');
  const owner = await Voice.of(house, p, p.who('owner'));
  const closed = await owner.opened();
  await owner.say('incident.close', closed, { reason: 'over' });
  await owner.opened();
  await house.settle(p.practiceId);
  const ids = await idsOf(house.db, p);
  const who: Record<string, Voice> = {};
  for (const right of ['owner', 'manager', 'lead', 'staff'])
    who[right] = await Voice.of(house, p, p.who(right));
  const lines: string[] = [];
  for (const way of [...PAGES, ...HANDLERS, ...LIVE]) {
    const path = fill(
      way,
      placesOf(way).map(({ id }) => ids[id] ?? 'x'),
      ids,
    );
    const got: string[] = [];
    for (const [right, voice] of Object.entries(who)) {
      const a = await house.ask(path, { headers: { Cookie: voice.cookie }, ...reading(way) });
      const main = /<main[^>]*>(.*?)<\/main>/s.exec(a.body)?.[1] ?? '';
      got.push(
        `${right} ${a.status} ${main.length} ${main
          .replace(/<[^>]+>/g, ' ')
          .replace(/\s+/g, ' ')
          .slice(0, 160)}`,
      );
    }
    lines.push(`${way.path}\n   ${got.join('\n   ')}`);
  }
  const built = builtActions();
  const seen = new Set<string>();
  for (const act of ACTIONS) {
    if (seen.has(act.name) || act.wall !== 'tenant') continue;
    seen.add(act.name);
    const got: string[] = [];
    for (const [right, voice] of Object.entries(who)) {
      const fields = Object.fromEntries(
        Object.entries(act.fields).map(([n, v]) => [n, fillBraces(v, ids, ids)]),
      );
      const form = actionBody(fields);
      const a = await house.ask(fillBraces(act.page, ids, ids), {
        method: 'POST',
        body: form.body,
        headers: {
          ...form.headers,
          'Next-Action': built.find((b) => b.name === act.name)?.id ?? '',
          Origin: house.url,
          Cookie: voice.cookie,
          Accept: 'text/x-component',
        },
      });
      got.push(
        `${right} ${a.status} ${/"error":("(?:[^"\\]|\\.)*"|null)/.exec(a.body)?.[0] ?? a.body.slice(0, 60)}`,
      );
    }
    lines.push(`${act.name}\n   ${got.join('\n   ')}`);
  }
  fs.writeFileSync('/tmp/walls-probe.txt', lines.join('\n'));
  expect(lines.length).toBeGreaterThan(1);
  outbox.claim(() => true);
});
