// The keeper's connection: the one role that may delete a practice or its old records, opened by the worker for that
// alone.
import pg from 'pg';
import { AppError, isId } from '@/lib/core';
import { env } from '@/lib/env';
import type { SqlDoor } from './index';

/**
 * One transaction of the keeper inside a practice; row-level security holds it there like everybody else.
 * @throws AppError unavailable when no keeper is set up here.
 */
export async function asKeeper<T>(practiceId: string, fn: (door: SqlDoor) => Promise<T>): Promise<T> {
  const connectionString = env().DATABASE_KEEPER_URL;
  if (connectionString === undefined) {
    throw new AppError('unavailable', 'Deleting is not set up here (DATABASE_KEEPER_URL).');
  }
  if (!isId(practiceId)) throw new AppError('not-found', 'There is no such practice.');
  const client = new pg.Client({
    connectionString,
    application_name: 'holdfast-keeper',
    connectionTimeoutMillis: 5_000,
    // A big practice takes its time; nobody waits for it.
    options: '-c search_path=public -c lock_timeout=10s -c statement_timeout=600s',
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('begin');
    const { rows } = await client.query<{ now: Date }>(
      `select set_config('app.practice_id', $1, true), now() as now`,
      [practiceId],
    );
    const now = rows[0]?.now;
    if (!now) throw new Error('The database did not say what time it is');
    const result = await fn({
      sql: async <R extends object>(text: string, values: readonly unknown[] = []) =>
        (await client.query(text, [...values])).rows as R[],
      now,
    });
    await client.query('commit');
    return result;
  } finally {
    // Whatever was not committed ends with the connection.
    await client.end().catch(() => undefined);
  }
}
