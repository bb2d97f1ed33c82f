// What must hold of the database before a process serves anybody. Each failure is one sentence that says what to do.
import pg from 'pg';
import { env } from '@/lib/env';
import { databaseUrl } from './pools';

/** A start that cannot go on; the message is fit to print by itself. */
export class StartupError extends Error {}

interface Facts {
  role: string;
  walled: boolean;
  superuser: boolean;
  bypasses: boolean;
  owns: boolean;
  migrated: boolean;
  jobs: boolean;
  version: number;
  fsync: string;
  pages: string;
  commit: string;
}

const FACTS = `select current_user as role, r.rolsuper as superuser, r.rolbypassrls as bypasses,
    exists (select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind = 'r' and pg_has_role(c.relowner, 'member')) as owns,
    to_regclass('public.event') is not null as migrated, exists (select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'pgboss' and c.relname = 'queue') as jobs,
    coalesce((select relforcerowsecurity from pg_class where oid = to_regclass('public.event')), false) as walled,
    current_setting('server_version_num')::int as version, current_setting('fsync') as fsync,
    current_setting('full_page_writes') as pages, current_setting('synchronous_commit') as commit
  from pg_roles r where r.rolname = current_user`;

/** @throws StartupError when the database is away, empty, too open or, in production, unsafe */
export async function checkDatabase(
  url: string = databaseUrl(),
  mode: 'production' | 'demo' = env().HOLDFAST_MODE,
): Promise<void> {
  const where = new URL(url);
  const place = `${where.hostname}:${where.port || '5432'}${where.pathname}`;
  const facts = await readFacts(url, place);
  if (!facts) throw new StartupError(`The database at ${place} does not know the role in DATABASE_URL.`);
  const { role } = facts;
  if (facts.version < 150_000)
    throw new StartupError(`The database at ${place} is too old. PostgreSQL 15 or newer is needed.`);
  if (facts.superuser || facts.bypasses || facts.owns) {
    const what = facts.superuser
      ? 'a superuser'
      : facts.bypasses
        ? 'allowed to bypass row-level security'
        : 'the owner of the tables';
    throw new StartupError(
      `The database role ${role} is ${what}, so nothing would keep practices apart. Use the app role (see README, Production).`,
    );
  }
  if (!facts.migrated || !facts.jobs || !facts.walled) {
    throw new StartupError(`The database at ${place} is not set up. Run npm run migrate, then start again.`);
  }
  if (mode === 'production') checkDurable(facts);
}

async function readFacts(url: string, place: string): Promise<Facts | undefined> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    query_timeout: 5_000,
  });
  // Said by the failing call as well.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query<Facts>(FACTS)).rows[0];
  } catch (error) {
    // A name with several addresses fails with an empty message.
    const why = error instanceof Error && error.message ? error.message : 'nobody answers there';
    throw new StartupError(
      `Holdfast cannot reach its database at ${place}: ${why}. Start it, or correct DATABASE_URL.`,
      { cause: error },
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

function checkDurable(facts: Facts): void {
  const unsafe = [
    facts.fsync === 'off' && 'fsync',
    facts.pages === 'off' && 'full_page_writes',
    facts.commit === 'off' && 'synchronous_commit',
  ].filter((name) => name !== false);
  if (unsafe.length === 0) return;
  throw new StartupError(
    `The database can lose what it said is kept: ${unsafe.join(', ')} off. Turn ${unsafe.length > 1 ? 'them' : 'it'} on.`,
  );
}
