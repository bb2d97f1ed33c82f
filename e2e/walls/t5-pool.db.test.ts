// T5. One connection for everybody: a practice set for one request is never there for the next, however that one ended.
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inPractice, inPracticeSql, inSystem, pool, type SqlDoor } from '@/lib/db';
import { closeJobs, openJobs } from '@/lib/jobs';
import { useTestDatabase } from '@/lib/testing';
import { testPractice } from '@/lib/testing/practice';
import { random } from '../support/random';

/** `npm run prove` asks for 10,000. */
const REQUESTS = Number(process.env['HOLDFAST_T5_REQUESTS'] ?? 1_000);
const AT_ONCE = 8;

const database = await useTestDatabase();
const superuser = new pg.Client({ connectionString: database.urls.superuser });
await superuser.connect();
const chance = random();
let practices: string[] = [];

beforeAll(async () => {
  // Before the pool is made: from here on everything shares one connection.
  process.env['DATABASE_POOL'] = '1';
  await openJobs();
  practices = [(await testPractice()).practiceId, (await testPractice()).practiceId];
  if (pool().options.max !== 1) throw new Error('The pool was made before it was told to be one connection.');
}, 60_000);

afterAll(async () => {
  await closeJobs();
  await superuser.end();
  await database.drop();
});

const DOORS = ['prisma', 'sql', 'sql', 'system'] as const;
/** How a request ends. A killed server process takes its connection along, so it is the rarest. */
const ENDS = ['well', 'well', 'well', 'throws', 'breaks', 'late', 'killed'] as const;
type End = (typeof ENDS)[number];

class Thrown extends Error {}

interface Seen {
  setting: string | null;
  practices: string[];
}

async function look(door: SqlDoor): Promise<Seen & { pid: number }> {
  const [row] = await door.sql<Seen & { pid: number }>(
    `select nullif(current_setting('app.practice_id', true), '') as setting, pg_backend_pid() as pid,
       array(select distinct "practiceId"::text from site) as practices`,
  );
  if (!row) throw new Error('The database said nothing.');
  return row;
}

async function finish(door: SqlDoor, end: End, pid: number): Promise<void> {
  if (end === 'throws') throw new Thrown('On purpose');
  if (end === 'breaks') await door.sql('select 1/0 as broken');
  if (end === 'late') {
    await door.sql(`set local statement_timeout = '5ms'`);
    await door.sql('select pg_sleep(5)::text as slept');
  }
  if (end === 'killed') {
    await superuser.query('select pg_terminate_backend($1)', [pid]);
    await door.sql('select pg_sleep(5)::text as slept');
  }
}

const mismatches: string[] = [];
const ended = new Map<End, number>();

async function request(at: number): Promise<void> {
  const door = chance.pick(DOORS);
  const practiceId = chance.pick(practices);
  const end = chance.pick(ENDS);
  const mine = door === 'system' ? null : practiceId;
  const work = async (opened: SqlDoor): Promise<void> => {
    const seen = await look(opened);
    const wanted = { setting: mine, practices: mine === null ? [] : [mine] };
    if (seen.setting !== wanted.setting || seen.practices.join() !== wanted.practices.join()) {
      mismatches.push(`${at} ${door} for ${mine}: ${JSON.stringify(seen)}`);
    }
    await finish(opened, end, seen.pid);
  };
  try {
    if (door === 'prisma') await inPractice({ practiceId }, work);
    else if (door === 'sql') await inPracticeSql({ practiceId }, work);
    else await inSystem(work);
    if (end !== 'well') mismatches.push(`${at} ${door}: ended well though it ${end}`);
  } catch (error) {
    if (end === 'well') throw error;
  }
  ended.set(end, (ended.get(end) ?? 0) + 1);
  // Whoever takes the connection now, by whatever way, finds nothing set.
  const { rows } = await pool().query<{ left: string | null }>(
    `select nullif(current_setting('app.practice_id', true), '') as left`,
  );
  if (rows[0]?.left !== null) mismatches.push(`${at} ${door} ${end}: left ${rows[0]?.left}`);
}

it(`keeps ${REQUESTS} interleaved requests of two practices apart on one connection`, async () => {
  console.log(`T5: seed ${chance.seed}`);
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < REQUESTS) {
      next += 1;
      await request(next);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  expect(mismatches, `seed ${chance.seed}`).toEqual([]);
  // Every way to end was tried, or the figure would say less than it seems to.
  const rare = [...new Set(ENDS)].filter((end) => (ended.get(end) ?? 0) <= REQUESTS / 50);
  expect(rare, `seed ${chance.seed}`).toEqual([]);
  console.log(`T5: ${REQUESTS} requests, ${[...ended].map(([end, n]) => `${n} ${end}`).join(', ')}`);
}, 600_000);

it('would have seen a setting that stayed', async () => {
  const client = await pool().connect();
  try {
    await client.query(`select set_config('app.practice_id', $1, false)`, [practices[0]]);
  } finally {
    client.release();
  }
  const before = mismatches.length;
  await inSystem(async (door) => {
    const seen = await look(door);
    if (seen.setting !== null) mismatches.push('it stayed');
  });
  await pool().query(`select set_config('app.practice_id', '', false)`);
  expect(mismatches.length).toBe(before + 1);
});
