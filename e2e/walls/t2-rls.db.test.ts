// T2. Every tenant table × select, insert, update, delete × whatever practice is set: not one foreign row, as either role.
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '@/lib/core';
import { makeBinders, tickBinder } from '@/lib/binder';
import { applyCommand, readBoard } from '@/lib/incidents';
import { planEvent } from '@/lib/notifications';
import { addAlternateSite, addVendor, changeSystems } from '@/lib/practices';
import { addKitItem, checkKit, remind } from '@/lib/readiness';
import { reviewRunbook } from '@/lib/runbooks';
import { useTestDatabase } from '@/lib/testing';
import { testPractice, type TestPractice } from '@/lib/testing/practice';
import { addPhoto } from './world';
import { GLOBAL_TABLES } from './catalogue';

const database = await useTestDatabase();
const superuser = new pg.Client({ connectionString: database.urls.superuser });
await superuser.connect();

const VENDOR = {
  kind: 'ehr' as const,
  name: 'EHR',
  supportLine: '+13125550101',
  accountNumber: '',
  promise: '',
  exitFacts: '',
  statusPage: '',
};
const ALTERNATE = {
  name: 'Elsewhere',
  address: '2 Test Road',
  mapUrl: '',
  keys: '',
  agreement: '',
  agreementExpires: null,
  capacity: '',
  power: '',
  network: '',
  phone: '',
  coldChain: '',
  drugStorage: '',
  worksThere: '',
  doesNotWork: '',
  reportsThere: [],
  checks: ['Open'],
};

const KIT_ITEM = { name: 'Pads', detail: '', siteId: null, ownerId: null, everyDays: 30 };

/** A practice with at least one row in every tenant table. */
async function fullPractice(): Promise<TestPractice> {
  const practice = await testPractice();
  const { practiceId, siteId, treeId, runbookId, lead, system } = practice;
  await addVendor(system, VENDOR);
  await addAlternateSite(system, { ...ALTERNATE, siteId });
  const systems = [{ name: 'EHR', vendorId: null, canWaitMinutes: 0, meanwhile: '' }];
  await changeSystems(system, { siteId, systems });
  // Due long ago, so that somebody is reminded at some noon.
  const early = { ...system, at: new Date('2026-01-01T18:00:00Z') };
  const itemId = await addKitItem(early, KIT_ITEM);
  await checkKit(early, { itemId, fine: true, note: '' });
  expect(await remind(practiceId, new Date('2026-11-01T18:00:00Z'))).toHaveLength(1);
  await reviewRunbook(practice.owner, { runbookId });
  await makeBinders(practiceId);
  const binders = await superuser.query<{ fingerprint: string }>(
    'select fingerprint from binder_file where "practiceId" = $1',
    [practiceId],
  );
  await tickBinder(practice.owner, { site: siteId, print: binders.rows[0]?.fingerprint ?? '' });

  const incident = newId();
  const say = (kind: string, value: object, step?: string) =>
    applyCommand(lead, {
      id: newId(),
      deviceSeq: 1,
      incident,
      at: new Date().toISOString(),
      kind,
      value,
      ...(step !== undefined && { step }),
    });
  const noticedAt = new Date().toISOString();
  const what = { whatDown: ['ehr'], noticedAt, drill: true, separate: true };
  await say('incident.declare', { siteId, treeId, runbookId, ...what });
  await say('incident.answer', { answer: 'here' });
  const [step] = (await readBoard(lead, incident)).steps;
  expect(await say('step.done', { replaces: [] }, step?.id)).toMatchObject({ outcome: 'applied' });
  const declared = await superuser.query<{ id: string }>(
    `select id from event where "chainId" = $1 and kind = 'incident.declared'`,
    [incident],
  );
  await planEvent(practiceId, declared.rows[0]?.id ?? '');
  await addPhoto(superuser, practiceId, 'a photo');
  await superuser.query(
    `insert into receipt ("practiceId", id, "deliveryId", "providerEventId", state)
     select "practiceId", gen_random_uuid(), id, 'event-1', 'delivered' from delivery where "practiceId" = $1 limit 1`,
    [practiceId],
  );
  await superuser.query(
    `with person as (select * from person where "practiceId" = '${practiceId}' limit 1),
       said as (select * from event where "practiceId" = '${practiceId}' and "chainId" = '${practiceId}' limit 1),
       part as (insert into person_site ("practiceId", id, "personId", "siteId")
         select '${practiceId}', gen_random_uuid(), id, '${siteId}' from person),
       invited as (insert into invitation ("practiceId", id, "personId", "right", email, "eventId", "createdAt", "expiresAt")
         select '${practiceId}', gen_random_uuid(), person.id, 'staff', '', said.id, now(), now() from person, said),
       imported as (insert into people_import ("practiceId", id, rows, total, "startedAt")
         values ('${practiceId}', gen_random_uuid(), '[]', 0, now())),
       tested as (insert into contact_test ("practiceId", id, "treeId", "treeName", "startedAt", "windowMinutes", "endsAt", "eventId")
         select '${practiceId}', gen_random_uuid(), '${treeId}', '', now(), 15, now(), id from said returning id),
       called as (insert into contact_test_person ("practiceId", id, "testId", "personId", name)
         select '${practiceId}', gen_random_uuid(), tested.id, person.id, '' from tested, person)
     insert into chain_seal ("practiceId", id, "chainId", seq, hash, signature, at)
       values ('${practiceId}', gen_random_uuid(), '${practiceId}', 1, '', '', now())`,
  );
  return practice;
}

type Context = 'none' | 'A' | 'B' | 'garbage' | 'empty';
type Act = 'select' | 'insert' | 'update' | 'delete' | 'move';
const CONTEXTS: Context[] = ['none', 'A', 'B', 'garbage', 'empty'];
const ACTS: Act[] = ['select', 'insert', 'update', 'delete', 'move'];

let a: TestPractice;
let b: TestPractice;
let tables: string[];

beforeAll(async () => {
  a = await fullPractice();
  b = await fullPractice();
  const { rows } = await superuser.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
       and relname <> all ($1::text[]) order by relname`,
    [Object.keys(GLOBAL_TABLES)],
  );
  tables = rows.map(({ name }) => name);
});

afterAll(async () => {
  await superuser.end();
  await database.drop();
});

const setting = (context: Context): string | null =>
  ({ none: null, A: a.practiceId, B: b.practiceId, garbage: 'not-a-practice', empty: '' })[context];

/** How many foreign rows one statement reached in a transaction of its own that is rolled back; a refusal is none. */
async function reached(
  client: pg.Client,
  context: Context,
  text: string,
  values: unknown[],
): Promise<number> {
  const practice = setting(context);
  await client.query('begin');
  try {
    if (practice !== null) await client.query(`select set_config('app.practice_id', $1, true)`, [practice]);
    const { rowCount } = await client.query(text, values);
    return rowCount ?? 0;
  } catch (error) {
    const code = error instanceof pg.DatabaseError ? error.code : undefined;
    // Not allowed, not a practice, or a published plan: the three ways to be refused. Anything else is a surprise.
    if (code === '42501' || (context === 'garbage' && code === '22P02')) return 0;
    if (code === 'P0001' && text.startsWith('update "runbook_')) return 0;
    throw error;
  } finally {
    await client.query('rollback');
  }
}

/** Tries one act on one table, aimed at the rows of the other practice. */
async function attack(client: pg.Client, table: string, act: Act, context: Context): Promise<number> {
  const own = context === 'A' || context === 'B' ? setting(context) : null;
  const victim = context === 'B' ? a.practiceId : b.practiceId;
  const name = `"${table}"`;
  const foreign = `where "practiceId" is distinct from $1::uuid`;
  if (act === 'select') return reached(client, context, `select 1 from ${name} ${foreign}`, [own]);
  if (act === 'delete') return reached(client, context, `delete from ${name} ${foreign}`, [own]);
  if (act === 'update') {
    return reached(client, context, `update ${name} set "practiceId" = "practiceId" ${foreign}`, [own]);
  }
  if (act === 'move') {
    return reached(client, context, `update ${name} set "practiceId" = $1::uuid`, [victim]);
  }
  const { rows } = await superuser.query<{ row: object }>(
    `select to_jsonb(t) as row from ${name} t where "practiceId" = $1 limit 1`,
    [victim],
  );
  const copy = JSON.stringify({ ...rows[0]?.row, id: newId() });
  const insert = `insert into ${name} select * from jsonb_populate_record(null::${name}, $1::jsonb)`;
  return reached(client, context, insert, [copy]);
}

async function attackAll(url: string, list: readonly string[]): Promise<string[]> {
  const leaks: string[] = [];
  for (const context of CONTEXTS) {
    // A connection of its own: one that ever had a practice set says '' where a new one says nothing.
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    for (const table of list) {
      for (const act of ACTS) {
        const count = await attack(client, table, act, context);
        if (count > 0) leaks.push(`${act} ${table} with ${context}: ${count}`);
      }
    }
    await client.end();
  }
  return leaks;
}

async function everything(): Promise<Record<string, string | null>> {
  const digests: Record<string, string | null> = {};
  for (const table of tables) {
    const { rows } = await superuser.query<{ digest: string | null }>(
      `select md5(string_agg(t::text, '' order by t::text)) as digest from "${table}" t`,
    );
    digests[table] = rows[0]?.digest ?? null;
  }
  return digests;
}

it('has rows of both practices in every table, and each sees its own', async () => {
  for (const practice of [a, b]) {
    const client = new pg.Client({ connectionString: database.urls.app });
    await client.connect();
    await client.query(`select set_config('app.practice_id', $1, false)`, [practice.practiceId]);
    for (const table of tables) {
      const { rowCount } = await client.query(`select 1 from "${table}"`);
      expect([table, (rowCount ?? 0) > 0]).toEqual([table, true]);
    }
    await client.end();
  }
});

it.each(['app', 'worker', 'keeper'] as const)('reaches no foreign row as %s', async (role) => {
  const before = await everything();
  expect(await attackAll(database.urls[role], tables)).toEqual([]);
  expect(await everything()).toEqual(before);
});

it('would have seen a hole', async () => {
  await superuser.query('alter table vendor disable row level security');
  try {
    const leaks = await attackAll(database.urls.app, ['vendor']);
    const acts = new Set(leaks.map((leak) => leak.split(' ')[0]));
    expect(acts).toEqual(new Set(['select', 'insert', 'update', 'move']));
    expect(leaks.filter((leak) => leak.startsWith('select'))).toHaveLength(CONTEXTS.length);
  } finally {
    await superuser.query('alter table vendor enable row level security');
  }
});
