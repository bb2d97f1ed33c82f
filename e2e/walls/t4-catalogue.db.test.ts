// T4. The walls are in the database's catalogue, on every table, and a fault planted anywhere is found.
import pg from 'pg';
import { afterAll, expect, it } from 'vitest';
import { createTestDatabase } from '@/lib/testing';
import { catalogueFaults } from './catalogue';

const database = await createTestDatabase();
const client = new pg.Client({ connectionString: database.urls.superuser });
await client.connect();

afterAll(async () => {
  await client.end();
  await database.drop();
});

it('finds no fault in what the migrations made', async () => {
  expect(await catalogueFaults(client)).toEqual([]);
});

const TABLE = `create table leak ("practiceId" uuid not null, id uuid not null, primary key ("practiceId", id));
  alter table leak owner to holdfast_owner; alter table leak enable row level security;
  alter table leak force row level security;`;
const POLICY = `create policy wall on leak using ("practiceId" = (select app_practice()))
  with check ("practiceId" = (select app_practice()));`;

const PLANTED: [name: string, fault: string, sql: string][] = [
  [
    'a table nobody walled',
    'table leak: row-level security',
    `create table leak ("practiceId" uuid primary key)`,
  ],
  ['a table without a practice', 'table leak: practiceId is not', 'create table leak (id uuid primary key)'],
  ['a table without a policy', 'table leak: has 0 policies', TABLE],
  ['a second policy', 'table site: has 2 policies', 'create policy more on site using (true)'],
  ['a wall switched off', 'table site: row-level security', 'alter table site disable row level security'],
  [
    'a wall the owner may climb',
    'table site: row-level security',
    'alter table site no force row level security',
  ],
  ['a wall that is always open', 'policy wall is not the wall', 'alter policy wall on site using (true)'],
  ['a wall open for writing', 'policy wall is not the wall', 'alter policy wall on site with check (true)'],
  ['a wall for one role only', 'policy wall is not the wall', 'alter policy wall on site to holdfast_app'],
  [
    'a wall for reading only',
    'policy wall is not the wall',
    `${TABLE} create policy wall on leak for select using ("practiceId" = (select app_practice()))`,
  ],
  [
    'a nullable practice',
    'table leak: practiceId is not',
    'create table leak ("practiceId" uuid, id uuid primary key)',
  ],
  [
    'a table without a key',
    'table leak: has no primary key',
    `${TABLE} ${POLICY} alter table leak drop constraint leak_pkey`,
  ],
  [
    'a partition',
    'table leak_a: row-level security',
    `create table leak ("practiceId" uuid not null primary key)
    partition by hash ("practiceId"); create table leak_a partition of leak for values with (modulus 1, remainder 0)`,
  ],
  [
    'a key across practices',
    'index leak_id: unique across',
    `${TABLE} ${POLICY} create unique index leak_id on leak (id)`,
  ],
  [
    'an exclusion across practices',
    'unique across',
    `${TABLE} ${POLICY} alter table leak add exclude (id with =)`,
  ],
  [
    'a relation without its practice',
    'does not carry practiceId',
    `alter table site add unique (id);
    alter table vendor add foreign key (id) references site (id)`,
  ],
  [
    'a relation to a crossed practice',
    'does not carry practiceId',
    `${TABLE} ${POLICY}
    alter table leak add foreign key (id, "practiceId") references site ("practiceId", id)`,
  ],
  [
    'a relation to a global table',
    'does not carry practiceId',
    `${TABLE} ${POLICY}
    alter table leak add foreign key (id) references account (id)`,
  ],
  [
    'a relation from a global table',
    'does not carry practiceId',
    `alter table membership
    add foreign key ("practiceId") references practice ("practiceId")`,
  ],
  [
    'a cascade',
    'cascades or sets',
    `${TABLE} ${POLICY} alter table leak add foreign key ("practiceId", id)
    references site ("practiceId", id) on delete cascade`,
  ],
  [
    'a set null',
    'cascades or sets',
    `${TABLE} ${POLICY} alter table leak add foreign key ("practiceId", id)
    references site ("practiceId", id) on update set null`,
  ],
  ['a view', 'view leak: reads with', 'create view leak as select * from site'],
  ['a materialized view', 'relation leak: a kind', 'create materialized view leak as select * from site'],
  ['a rule', 'rule leak acts with', `create rule leak as on update to site do also delete from vendor`],
  [
    "a function with its owner's rights",
    'runs with its owner',
    'create function leak() returns bigint language sql security definer as $$ select count(*) from site $$',
  ],
  [
    'a practice that anybody may claim',
    'function app_practice: is not',
    `create or replace function app_practice() returns uuid language sql stable as
      $$ select coalesce(nullif(current_setting('app.practice_id', true), '')::uuid, (select "practiceId" from site limit 1)) $$`,
  ],
  [
    'a published plan that gives way',
    'runbook_step: what is published',
    'alter table runbook_step disable trigger all',
  ],
  ['a role past the walls', 'role holdfast_app: has powers', 'alter role holdfast_app bypassrls'],
  ['a role that is another', 'role holdfast_app: has powers', 'grant holdfast_owner to holdfast_app'],
  [
    "a table of the app's own",
    'role holdfast_app: owns leak',
    `${TABLE} ${POLICY} alter table leak owner to holdfast_app`,
  ],
  [
    "a function of the worker's own",
    'role holdfast_worker: owns function leak',
    `create function leak() returns int language sql as 'select 1'; alter function leak() owner to holdfast_worker`,
  ],
  ['a role that may build', 'may create in schema public', 'grant create on schema public to holdfast_app'],
  ['a role that may empty a table', 'may truncate site', 'grant truncate on site to holdfast_app'],
  ['a role that may hang triggers', 'may trigger site', 'grant trigger on site to holdfast_worker'],
  ['a role that may delete a practice', 'may delete a practice', 'grant delete on practice to holdfast_app'],
  [
    'a role that may change an event',
    'may change or delete event',
    'grant update (payload) on event to holdfast_app',
  ],
  [
    'a role that may delete an answer',
    'may change or delete answer',
    'grant delete on answer to holdfast_worker',
  ],
  ['a table open to all', 'table site: open to every role', 'grant select on site to public'],
  [
    'a column open to all',
    'table site: column name is open to every role',
    'grant select (name) on site to public',
  ],
  [
    'a keeper that changes things',
    'role holdfast_keeper: may write site',
    'grant update on site to holdfast_keeper',
  ],
  [
    'a keeper that adds things',
    'role holdfast_keeper: may write event',
    'grant insert on event to holdfast_keeper',
  ],
  [
    'tables to come that are open to all',
    'default privileges give r',
    'alter default privileges in schema public grant select on tables to public',
  ],
  [
    'a practice set for everybody',
    'setting app.practice_id',
    `alter role holdfast_app set app.practice_id = '00000000-0000-4000-8000-000000000000'`,
  ],
  [
    'a role for which triggers sleep',
    'setting session_replication_role',
    'alter role holdfast_worker set session_replication_role = replica',
  ],
  ['a schema beside ours', 'schema leak: not one of ours', 'create schema leak'],
  [
    'content in a global table',
    'table account: global, with a column note',
    'alter table account add note text',
  ],
  ['a global table that went away', 'table heartbeat: is on the list', 'drop table heartbeat'],
];

it.each(PLANTED)('finds %s', async (_name, fault, sql) => {
  await client.query('begin');
  try {
    await client.query(sql);
    expect((await catalogueFaults(client)).join('\n')).toContain(fault);
  } finally {
    await client.query('rollback');
  }
});
