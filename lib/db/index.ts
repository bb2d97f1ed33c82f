// The doors into the database. Each sets the practice for row-level security; there is no other way in.
import type pg from 'pg';
import type { Ctx } from '@/lib/access';
import { AppError, isId } from '@/lib/core';
import type { PrismaClient } from './generated/client';
import { pool, prisma } from './pools';

export { asKeeper } from './keeper';
export { actAsWorker, closeDatabase, databaseUrl, pool } from './pools';
export { checkDatabase, StartupError } from './startup';

export type Row = Record<string, unknown>;
/** One statement with $1 placeholders; cast them ($1::uuid), because Prisma sends text. */
export type Sql = <T extends object = Row>(text: string, values?: readonly unknown[]) => Promise<T[]>;
export type Db = Omit<
  PrismaClient,
  '$connect' | '$disconnect' | '$on' | '$use' | '$extends' | '$transaction'
>;

export interface SqlDoor {
  sql: Sql;
  /** The database's clock at the start of this transaction (or the ctx's own, in seeds and tests). */
  now: Date;
}
export interface Door extends SqlDoor {
  db: Db;
}

const ENTER = `select set_config('app.practice_id', $1, true), now() as now`;
const MAX_WAIT = { maxWait: 5_000, timeout: 15_000 };

function practiceOf(ctx: Pick<Ctx, 'practiceId'>): string {
  if (!isId(ctx.practiceId)) throw new AppError('not-found', 'There is no such practice.');
  return ctx.practiceId;
}

function sqlOver(tx: Db): Sql {
  return <T extends object>(text: string, values: readonly unknown[] = []) =>
    tx.$queryRawUnsafe<T[]>(text, ...values);
}

/** SQL for an instant as JSON says it, like 2026-11-22T14:05:00.000Z. */
export function isoText(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** One transaction inside a practice, with Prisma. Commits when fn resolves, rolls back when it throws. */
export async function inPractice<T>(
  ctx: Pick<Ctx, 'practiceId' | 'at'>,
  fn: (door: Door) => Promise<T>,
): Promise<T> {
  const practiceId = practiceOf(ctx);
  return prisma().$transaction(async (tx) => {
    const [entered] = await tx.$queryRawUnsafe<{ now: Date }[]>(ENTER, practiceId);
    const now = ctx.at ?? entered?.now;
    if (!now) throw new Error('The database did not say what time it is');
    return fn({ db: tx, sql: sqlOver(tx), now });
  }, MAX_WAIT);
}

/** The same for the hot path: plain SQL on one connection. */
export async function inPracticeSql<T>(
  ctx: Pick<Ctx, 'practiceId' | 'at'>,
  fn: (door: SqlDoor) => Promise<T>,
): Promise<T> {
  const practiceId = practiceOf(ctx);
  return onConnection(
    `begin; select set_config('app.practice_id', '${practiceId}', true), now() as now`,
    ctx.at,
    fn,
  );
}

/** The same, reading only, and everything as of one moment: for what must agree with itself over many statements. */
export async function inPracticeSnapshot<T>(
  ctx: Pick<Ctx, 'practiceId' | 'at'>,
  fn: (door: SqlDoor) => Promise<T>,
): Promise<T> {
  const practiceId = practiceOf(ctx);
  return onConnection(
    `begin isolation level repeatable read, read only; select set_config('app.practice_id', '${practiceId}', true), now() as now`,
    ctx.at,
    fn,
  );
}

/** One transaction with no practice set: sees the global tables only. */
export async function inSystem<T>(fn: (door: SqlDoor) => Promise<T>): Promise<T> {
  return onConnection('begin; select now() as now', undefined, fn);
}

function sqlOf(client: pg.PoolClient): Sql {
  return async <T extends object>(text: string, values: readonly unknown[] = []) =>
    (await client.query(text, [...values])).rows as T[];
}

/** Begins with one round trip: two statements as one text, which takes no parameters. */
async function onConnection<T>(
  enter: string,
  at: Date | undefined,
  fn: (door: SqlDoor) => Promise<T>,
): Promise<T> {
  const client = await pool().connect();
  let broken = false;
  try {
    // Several statements answer with several results, which pg's types do not say.
    const entered = (await client.query(enter)) as unknown as pg.QueryResult<{ now: Date }>[];
    const now = at ?? entered[1]?.rows[0]?.now;
    if (!now) throw new Error('The database did not say what time it is');
    const result = await fn({ sql: sqlOf(client), now });
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
