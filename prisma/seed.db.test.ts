// The demo practices come out whole: at once, twice, and after being cut off in the middle.
import pg from 'pg';
import { afterAll, expect, it } from 'vitest';
import type { Ctx } from '@/lib/access';
import { inPracticeSql } from '@/lib/db';
import { verifyChain } from '@/lib/events';
import { readIncidents, readTimeline } from '@/lib/incidents';
import { readPeople, readReachability, readTrees } from '@/lib/contacts';
import { findPracticeId, listPracticesOf, readSites, readVendors } from '@/lib/practices';
import { readNotices } from '@/lib/notifications';
import { readKit } from '@/lib/readiness';
import { readRunbooks, readStarters } from '@/lib/runbooks';
import { useTestDatabase } from '@/lib/testing';
import { seed } from './seed';
import { readDemos } from './seed/files';

const database = await useTestDatabase();
const superuser = new pg.Client({ connectionString: database.urls.superuser });
await superuser.connect();

afterAll(async () => {
  await superuser.end();
  await database.drop();
});

/** Ends the seeding with an error once a table has so many rows in a practice, as a kill would between transactions. */
async function cutAt(table: string, rows: number): Promise<void> {
  await superuser.query(`
    create function cut() returns trigger language plpgsql as $$ begin
      if (select count(*) from ${table} where "practiceId" = new."practiceId") >= ${rows} then raise 'cut off'; end if;
      return new; end $$;
    create trigger cut before insert on ${table} for each row execute function cut()`);
  await expect(seed({ log: () => undefined })).rejects.toThrow('cut off');
  await superuser.query('drop function cut() cascade');
}

it('goes on where it was cut off, and then does nothing', async () => {
  for (const [table, rows] of [
    ['site', 1],
    ['person', 5],
    ['tree_member', 1],
    ['runbook_version', 4],
    ['command', 8],
    ['delivery', 30],
    ['run', 3],
    ['event', 150],
    ['kit_item', 4],
    ['kit_check', 6],
    ['reminder', 1],
  ] as const) {
    await cutAt(table, rows);
  }
  const lines: string[] = [];
  await seed({ log: (line) => lines.push(line) });
  expect(lines).toEqual([
    'Lakeside Family Medicine: 14 people, 11 plans',
    'Hillcrest Pediatrics: 9 people, 11 plans',
  ]);
  await seed({ log: (line) => lines.push(line) });
  expect(lines).toHaveLength(2);
}, 60_000);

it.each(readDemos())('$name is as its file says', async (demo) => {
  const practiceId = (await findPracticeId(demo.slug)) ?? '';
  const ctx: Ctx = { practiceId, actor: { kind: 'system', name: 'Test' } };
  const sites = await readSites(ctx);
  expect(sites.map(({ name }) => name)).toEqual(demo.sites.map(({ name }) => name));
  expect(sites.flatMap(({ alternateSites }) => alternateSites)).toHaveLength(demo.alternateSites.length);
  expect((await readVendors(ctx)).map(({ name }) => name)).toEqual(demo.vendors.map(({ name }) => name));
  expect(await readPeople(ctx)).toHaveLength(demo.people.length);
  const [tree, ...more] = await readTrees(ctx);
  expect(more).toEqual([]);
  const reach = await readReachability(ctx, tree?.id ?? '');
  expect([reach.total, reach.reachable]).toEqual([demo.people.length, demo.people.length]);

  const plans = await readRunbooks(ctx);
  expect(plans.map(({ slug, version }) => [slug, version])).toEqual(
    readStarters().map(({ slug }) => [slug, 1]),
  );

  const cards = await readIncidents(ctx, { state: 'closed' });
  const past = [...demo.history].sort((a, b) => a.daysAgo - b.daysAgo);
  expect(cards.map(({ stepsDone, stepsTotal, drill }) => [stepsDone, stepsTotal, drill])).toEqual(
    past.map(({ stepsDone, stepsTotal, drill }) => [stepsDone, stepsTotal, drill]),
  );
  for (const [place, card] of cards.entries()) {
    const { lines } = await readTimeline(ctx, card.id);
    expect(lines.filter(({ kind }) => kind === 'incident.answered')).toHaveLength(
      past[place]?.answered ?? -1,
    );
    expect(lines.map(({ at }) => at)).toEqual(lines.map(({ at }) => at).sort());
  }
  const kit = await readKit(ctx);
  const standing = (wanted: string) => kit.filter(({ state }) => state === wanted).map(({ name }) => name);
  expect([kit.length, standing('wrong'), standing('due')]).toEqual([
    11,
    ['Charged laptops'],
    ['Surge protection and battery units'],
  ]);
  const reminded = await readNotices(ctx);
  expect(reminded.map(({ people }) => people.map(({ state }) => state))).toEqual([
    ['delivered'],
    ['delivered'],
  ]);
  const states = await inPracticeSql(ctx, ({ sql }) =>
    sql<{ state: string }>('select distinct state from delivery where "practiceId" = $1::uuid', [practiceId]),
  );
  expect(states).toEqual([{ state: 'delivered' }]);
  for (const chain of [practiceId, ...cards.map(({ id }) => id)]) {
    expect(await inPracticeSql(ctx, ({ sql }) => verifyChain(sql, practiceId, chain))).toBeNull();
  }
});

it('leaves nothing for replies to answer, and members who find their practice', async () => {
  expect((await superuser.query('select 1 from reply_window')).rows).toEqual([]);
  const { rows } = await superuser.query<{ id: string }>(
    `select id from account where email = 'owner@lakeside.example'`,
  );
  expect(await listPracticesOf(rows[0]?.id ?? '')).toMatchObject([{ slug: 'lakeside', right: 'owner' }]);
});
