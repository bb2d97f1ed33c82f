// The database `holdfast` and the four roles that may enter it. Safe to run on every start.
import pg from 'pg';
import type { Secrets } from './secrets';

export const DATABASE = 'holdfast';
const ROLES = ['owner', 'app', 'worker', 'keeper'] as const;
const PLAIN = 'login nosuperuser nocreatedb nocreaterole noreplication nobypassrls';

export async function prepareRoles(superuserUrl: string, secrets: Secrets): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ rolname: string }>('select rolname from pg_roles');
    const known = new Set(rows.map((row) => row.rolname));
    for (const role of ROLES) {
      if (known.has(`holdfast_${role}`)) continue;
      const password = client.escapeLiteral(secrets[role]);
      await client.query(`create role holdfast_${role} ${PLAIN} password ${password}`);
    }
    const found = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`create database ${DATABASE} owner holdfast_owner`);
    await grantDatabase(client, DATABASE);
  } finally {
    await client.end();
  }
}

/** A copy of a database does not copy who may enter it, so copies call this too. */
export async function grantDatabase(client: pg.Client, name: string): Promise<void> {
  const database = client.escapeIdentifier(name);
  await client.query(`revoke all on database ${database} from public`);
  await client.query(
    `grant connect on database ${database} to holdfast_app, holdfast_worker, holdfast_keeper`,
  );
  // pg-boss keeps its own schema, made and migrated by the worker.
  await client.query(`grant create on database ${database} to holdfast_worker`);
}
