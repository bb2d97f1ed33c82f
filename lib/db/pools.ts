// The connections of this process. A worker process says so once, at its start; everything else is the app.
import pg from 'pg';
import { PrismaPg } from '@prisma/adapter-pg';
import { once } from '@/lib/core';
import { env } from '@/lib/env';
import { PrismaClient } from './generated/client';

type Role = 'app' | 'worker';
const state = once('db.role', () => ({ role: 'app' as Role }));

/** Makes this process connect as the worker role. Call before the first query. */
export function actAsWorker(): void {
  state.role = 'worker';
}

/** The connection string of this process's role. */
export function databaseUrl(): string {
  const settings = env();
  return state.role === 'worker'
    ? (settings.DATABASE_WORKER_URL ?? settings.DATABASE_URL)
    : settings.DATABASE_URL;
}

/** Shared by Prisma and the plain doors. Every wait is bounded: a black-holed server must not hang a request. */
export function pool(): pg.Pool {
  return once('db.pool', () => {
    const made = new pg.Pool({
      connectionString: databaseUrl(),
      max: env().DATABASE_POOL,
      connectionTimeoutMillis: 5_000,
      query_timeout: 10_000,
      idleTimeoutMillis: 30_000,
      application_name: `holdfast-${state.role}`,
      // Ours alone decide which schema a name means, and nothing of ours runs or waits for ever in the server either.
      options:
        '-c search_path=public -c statement_timeout=15s -c lock_timeout=10s -c idle_in_transaction_session_timeout=30s',
    });
    // An idle connection cut by the server is replaced by the pool; without a listener it would end the process.
    made.on('error', () => undefined);
    // The same for one in use: its query fails with what happened, and that is where it is answered.
    made.on('connect', (client) => client.on('error', () => undefined));
    return made;
  });
}

export function prisma(): PrismaClient {
  return once(
    'db.prisma',
    () => new PrismaClient({ adapter: new PrismaPg(pool(), { disposeExternalPool: false }) }),
  );
}

/** Closes every connection of this process. */
export async function closeDatabase(): Promise<void> {
  await prisma().$disconnect();
  await pool().end();
}
