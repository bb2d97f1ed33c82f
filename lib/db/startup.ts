// What must hold of the database before a process serves anybody. Each failure is one sentence that says what to do.
import { env } from '@/lib/env';
import { databaseUrl, pool } from './pools';

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
    to_regclass('public.event') is not null as migrated, to_regclass('pgboss.queue') is not null as jobs,
    coalesce((select relforcerowsecurity from pg_class where oid = to_regclass('public.event')), false) as walled,
    current_setting('server_version_num')::int as version, current_setting('fsync') as fsync,
    current_setting('full_page_writes') as pages, current_setting('synchronous_commit') as commit
  from pg_roles r where r.rolname = current_user`;

/** @throws StartupError when the database is away, empty, too open or unsafe */
export async function checkDatabase(): Promise<void> {
  const where = new URL(databaseUrl());
  const place = `${where.hostname}:${where.port || '5432'}${where.pathname}`;
  let facts: Facts | undefined;
  try {
    facts = (await pool().query<Facts>(FACTS)).rows[0];
  } catch (error) {
    const why = error instanceof Error && error.message ? error.message : 'no answer';
    throw new StartupError(
      `Holdfast cannot reach its database at ${place}: ${why}. Start it, or correct DATABASE_URL.`,
      {
        cause: error,
      },
    );
  }
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
  checkDurable(facts);
}

function checkDurable(facts: Facts): void {
  if (env().HOLDFAST_MODE !== 'production') return;
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
