// Holds the schema, the migrations and pg-boss's grants together.
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { createTestDatabase } from '@/lib/testing';
import { drift } from './engine';
import { migrate } from './migrate';

const database = await createTestDatabase();
afterAll(() => database.drop());

test('the migrations make exactly what the schema says', async () => {
  expect(await drift(database.urls.owner)).toBe('');
});

test('a second migration changes nothing, also when two start at once', async () => {
  const urls = { ownerUrl: database.urls.owner, workerUrl: database.urls.worker };
  expect(await Promise.all([migrate(urls), migrate(urls)])).toEqual([[], []]);
});

test('the app role has in pgboss what sending needs, and nothing else', async () => {
  const client = new pg.Client({ connectionString: database.urls.owner });
  await client.connect();
  const { rows } = await client.query<{ line: string }>(`
    select c.relname || ': ' || string_agg(lower(a.privilege_type), ' ' order by a.privilege_type) as line
    from pg_class c, aclexplode(c.relacl) a
    where c.relnamespace = 'pgboss'::regnamespace and a.grantee = 'holdfast_app'::regrole
    group by c.relname order by c.relname`);
  await client.end();
  expect(rows.map((row) => row.line)).toEqual([
    'instance: delete insert select update',
    'job_common: insert select',
    'queue: select',
    'version: select',
  ]);
});
