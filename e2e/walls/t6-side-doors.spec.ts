// T6: what leaves by the side (messages, papers, exports, logs, caches, streams, jobs) stays with whom it is about.
import fs from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { ensurePdfTools, pdfPages } from '@/lib/testing/pdf';
import type { House } from '../support/house';
import { Listening } from '../support/listening';
import { answerPath, words } from '../support/outbox';
import { openHome } from '../support/phone';
import { root, until } from '../support/run';
import { Voice } from '../support/said';
import { expect, test, type Minted } from '../support/test';
import { GLOBAL_TABLES } from './catalogue';
import { asking, fill, HANDLERS, placesOf, type Way } from './routes';
import { addStaffList, CANARY, idsOf, plantCanaries } from './world';

test.beforeAll(() => {
  test.setTimeout(600_000);
  ensurePdfTools();
});

/** A line may break inside it. */
const holds = (text: string): boolean => text.replace(/\s+/g, '').includes(CANARY);

interface Side {
  practice: Minted;
  owner: Voice;
  incident: string;
  stream: Listening;
}

/** Both practices at the same time, so that what leaks between two requests would. */
async function act(house: House, practice: Minted): Promise<Side> {
  const owner = await Voice.of(house, practice, practice.who('owner'));
  const stream = await Listening.open(house.url, practice.practiceId, owner.cookie);
  const incident = await owner.opened();
  const [step] = (await owner.board(incident)).steps;
  await owner.say('step.done', incident, { replaces: [] }, { step: step?.id });
  await owner.say('incident.update', incident, { say: 'still-down', by: null, nextUpdateAt: null });
  await until('the stream to tell it', () => Promise.resolve(stream.heard('ev', 0) !== null));
  await house.settle(practice.practiceId);
  return { practice, owner, incident, stream };
}

/** A handler's answer as its reader sees it. */
async function read(house: House, cookie: string, way: Way, address: string): Promise<string> {
  const { method = 'GET', headers } = asking(way, house.url, cookie);
  const answer = await fetch(`${house.url}${address}`, { method, headers });
  expect(answer.status, address).toBe(200);
  const bytes = Buffer.from(await answer.arrayBuffer());
  const type = answer.headers.get('content-type') ?? '';
  if (type.startsWith('application/pdf')) return pdfPages(bytes).join('\n');
  return (type === 'application/gzip' ? gunzipSync(bytes) : bytes).toString('utf8');
}

test('theirs appears only where they asked', async ({ house, mint, outbox }) => {
  test.setTimeout(300_000);
  const begun = Date.now();
  const [ours, theirs] = [await mint('hillcrest'), await mint('lakeside')];
  await plantCanaries(house.db, theirs.practiceId);
  await addStaffList(house.db, ours.practiceId);
  await addStaffList(house.db, theirs.practiceId, [{ row: 2, reason: CANARY }]);
  const [us, them] = await Promise.all([act(house, ours), act(house, theirs)]);

  // Messages, by whom they went to.
  const messages = outbox.claim(() => true);
  const isOf = ({ people }: Minted, to: string): boolean =>
    people.some(({ mobile, email }) => to === mobile || to === email);
  const strangers = messages.filter(({ to }) => !isOf(theirs, to));
  expect(strangers.length).toBeGreaterThan(5);
  const all = (some: typeof messages): string =>
    some.map((one) => `${words(one)} ${one.html ?? ''}`).join('\n');
  expect(holds(all(strangers)), 'a message to somebody of ours').toBe(false);
  expect(holds(all(messages.filter(({ to }) => isOf(theirs, to)))), 'a message to them').toBe(true);

  // The page behind a message's link.
  for (const [side, shows] of [
    [us, false],
    [them, true],
  ] as const) {
    const mail = messages.find((one) => one.channel === 'email' && isOf(side.practice, one.to));
    if (!mail) throw new Error('Nobody got an e-mail.');
    expect(holds((await house.ask(answerPath(mail))).body), 'the answer page').toBe(shows);
  }

  // Papers, exports and whatever else a handler gives.
  const gives = HANDLERS.filter(({ wall, path: at }) => wall === 'tenant' && !at.endsWith('/import'));
  for (const way of gives) {
    for (const [side, shows] of [
      [us, false],
      [them, true],
    ] as const) {
      const ids = await idsOf(house.db, side.practice);
      const address = fill(
        way,
        placesOf(way).map(({ id }) => ids[id] ?? ''),
        ids,
      );
      expect(holds(await read(house, side.owner.cookie, way, address)), address).toBe(shows);
    }
  }

  // Streams.
  expect(holds(us.stream.text), 'our stream').toBe(false);
  expect(holds(them.stream.text), 'their stream').toBe(true);
  for (const { stream } of [us, them]) stream.close();

  // Rows: ours, the global tables and the queue hold nothing of theirs.
  expect(await rowsHolding(house, ours.practiceId)).toEqual([]);
  expect((await rowsHolding(house, theirs.practiceId)).length).toBeGreaterThan(10);

  // Nobody's words belong in a log.
  for (const program of [house.web, house.worker]) {
    const output = program?.output() ?? '';
    expect(output).toContain('"msg"');
    expect(holds(output), 'a log').toBe(false);
  }
  expect(written(path.join(root, '.next'), begun), 'files Next wrote with their words').toEqual([]);
});

/** Which tables of that practice, of nobody, and of the queue have a row with a canary. */
async function rowsHolding(house: House, practiceId: string): Promise<string[]> {
  const { rows: tables } = await house.db.query<{ name: string; tenant: boolean }>(
    `select c.oid::regclass::text as name, exists (select 1 from pg_attribute a where a.attrelid = c.oid
       and a.attname = 'practiceId') and c.relname <> all($1::text[]) as tenant
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('public', 'pgboss') and c.relkind = 'r'`,
    [Object.keys(GLOBAL_TABLES)],
  );
  const found: string[] = [];
  for (const { name, tenant } of tables) {
    const { rowCount } = await house.db.query(
      `select 1 from ${name} t where t::text like $1 ${tenant ? 'and "practiceId" = $2' : ''} limit 1`,
      [`%${CANARY}%`, ...(tenant ? [practiceId] : [])],
    );
    if (rowCount) found.push(name);
  }
  return found;
}

/** Files changed since then that hold a canary. */
function written(folder: string, since: number): string[] {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) return written(full, since);
    if (!entry.isFile() || fs.statSync(full).mtimeMs < since) return [];
    return fs.readFileSync(full).includes(CANARY) ? [full] : [];
  });
}

/** Everything the browser's caches hold, and everything its databases do. */
async function stored(page: Page): Promise<{ caches: string; entries: number; databases: string }> {
  return page.evaluate(async () => {
    let kept = '';
    let entries = 0;
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        entries += 1;
        kept += `${request.url}\n${(await (await cache.match(request))?.text()) ?? ''}\n`;
      }
    }
    let databases = '';
    for (const { name = '' } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(new Error(`No database ${name}.`));
      });
      for (const store of db.objectStoreNames) {
        databases += await new Promise<string>((resolve, reject) => {
          const reading = db.transaction(store).objectStore(store).getAll();
          reading.onsuccess = () => resolve(JSON.stringify(reading.result));
          reading.onerror = () => reject(new Error(`No store ${store}.`));
        });
      }
      db.close();
    }
    return { caches: kept, entries, databases };
  });
}

test('a browser keeps the program in its caches, and in its database only its own practice', async ({
  house,
  mint,
  open,
  outbox,
}) => {
  const [ours, theirs] = [await mint('hillcrest'), await mint('lakeside')];
  await plantCanaries(house.db, theirs.practiceId);
  for (const [practice, shows] of [
    [ours, false],
    [theirs, true],
  ] as const) {
    const voice = await Voice.of(house, practice, practice.who('owner'));
    await voice.opened();
    await house.settle(practice.practiceId);
    const { page } = await open(practice.who('lead'));
    await page.goto(`/live/${practice.slug}`);
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    // Through the worker now, and with the whole practice kept.
    if (shows) await page.goto(`/live/${practice.slug}`);
    else await openHome(page, practice);
    const kept = await until('the snapshot to be kept', async () => {
      const all = await stored(page);
      return all.databases.includes('"runbooks"') && all.entries > 3 ? all : null;
    });
    expect(holds(kept.caches), `caches of ${practice.slug}`).toBe(false);
    expect(kept.caches).not.toContain(practice.slug);
    expect(holds(kept.databases), `databases of ${practice.slug}`).toBe(shows);
  }
  outbox.claim(() => true);
});
