// One running Holdfast: its own database, fake providers, web server and worker, on free ports.
import { encode } from 'next-auth/jwt';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { startFakeProviders, type FakeProviders } from '@/lib/testing/providers';
import { freePort } from '@/scripts/postgres';
import { grantDatabase } from '@/scripts/postgres/roles';
import { bouncing } from './mint';
import { findCluster, inDatabase, withClient } from './cluster';
import { ask, type Answer, type Asked } from './http';
import { runProgram, until, untilUp, type Running } from './run';
import { APP_SECRET, settings } from './settings';

export const COOKIE = '__Host-holdfast';

/** For T3: the database holds nothing back any more, so that only what the app asks for keeps practices apart. */
async function takeDownWall(db: pg.Client, appUrl: string): Promise<void> {
  await db.query(`do $$ declare t regclass; begin
    for t in select oid from pg_class where relnamespace = 'public'::regnamespace and relrowsecurity
      loop execute format('alter table %s disable row level security', t); end loop; end $$`);
  const seen = await withClient(appUrl, (client) => client.query('select distinct "practiceId" from site'));
  if ((seen.rowCount ?? 0) < 2)
    throw new Error('The wall still stands: the app’s role does not see every practice.');
}

export class House {
  web: Running | null = null;
  worker: Running | null = null;
  private minted = 0;

  private constructor(
    readonly database: string,
    readonly db: pg.Client,
    readonly fakes: FakeProviders,
    readonly port: number,
    readonly env: Record<string, string>,
    readonly superuserUrl: string,
  ) {}

  static async open(database: string): Promise<House> {
    const cluster = findCluster();
    await withClient(cluster.superuser, async (client) => {
      await client.query(`create database ${client.escapeIdentifier(database)} template ${cluster.template}`);
      await grantDatabase(client, database);
    });
    const db = new pg.Client({ connectionString: inDatabase(cluster.superuser, database) });
    await db.connect();
    if (process.env['HOLDFAST_E2E_WALL'] === 'app') await takeDownWall(db, inDatabase(cluster.app, database));
    const port = await freePort();
    const fakes = await startFakeProviders({
      publicUrl: () => `http://localhost:${port}`,
      bouncing: bouncing(),
    });
    const place = { database, port, providersUrl: fakes.url, credentials: fakes.credentials };
    const house = new House(database, db, fakes, port, settings(cluster, place), cluster.superuser);
    try {
      await house.startWorker();
      await house.startWeb();
    } catch (error) {
      await house.close();
      throw error;
    }
    return house;
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  /** A number no earlier test of this house had. */
  nextNumber(): number {
    this.minted += 1;
    return this.minted;
  }

  async startWeb(): Promise<void> {
    const web = runProgram('server.ts', [], this.env);
    this.web = web;
    await untilUp(web, 'server.ts', async () => (await ask(`${this.url}/api/health`)).status === 200);
  }

  /** The worker shows that it lives by its heartbeat, which health reads. */
  async startWorker(): Promise<void> {
    const { rows } = await this.db.query<{ now: Date }>('select now() as now');
    const worker = runProgram('worker.ts', [], this.env);
    this.worker = worker;
    await untilUp(worker, 'worker.ts', async () => {
      const beat = await this.db.query('select 1 from heartbeat where at >= $1', [rows[0]?.now]);
      return (beat.rowCount ?? 0) > 0;
    });
  }

  async stopWeb(): Promise<void> {
    await this.web?.stop();
    this.web = null;
  }

  async stopWorker(): Promise<void> {
    await this.worker?.stop();
    this.worker = null;
  }

  async close(): Promise<void> {
    await this.stopWeb();
    await this.stopWorker();
    await this.fakes.stop();
    await this.db.end();
  }

  /** Sends a request as written to this house. */
  ask(pathname: string, asked: Asked = {}): Promise<Answer> {
    return ask(`${this.url}${pathname}`, asked);
  }

  /**
   * A session as sign-in makes it; returns the Cookie header's value. Tests of sign-in itself use the form.
   * `only`: the one practice it opens, as a break-glass code does.
   */
  async signIn(accountId: string, method = 'password', only: string | null = null): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    await this.db.query(
      `insert into session (id, "tokenHash", "accountId", device, method, "practiceId", "expiresAt")
       values ($1, $2, $3, 'Browser test', $4, $5, now() + interval '30 days')`,
      [randomUUID(), createHash('sha256').update(token).digest('hex'), accountId, method, only],
    );
    const maxAge = 30 * 86_400;
    return encode({ token: { sid: token }, secret: APP_SECRET, salt: COOKIE, maxAge });
  }

  /**
   * Takes away every practice but the template's, with its queued jobs: an open downtime left behind would send again,
   * and a report nobody takes declares itself, in the middle of a later test.
   */
  async clearPractices(): Promise<void> {
    const { rows } = await this.db.query<{ practiceId: string }>(
      `select "practiceId"::text from practice_directory where slug not in ('lakeside', 'hillcrest')`,
    );
    if (rows.length === 0) return;
    const gone = rows.map(({ practiceId }) => practiceId);
    for (const practiceId of gone) await this.settle(practiceId);
    const { rows: tables } = await this.db.query<{ name: string }>(
      `select quote_ident(c.table_name) as name from information_schema.columns c
       join information_schema.tables t using (table_schema, table_name)
       where c.table_schema = 'public' and c.column_name = 'practiceId' and t.table_type = 'BASE TABLE'`,
    );
    await this.db.query('begin');
    await this.db.query("set local session_replication_role = 'replica'");
    await this.db.query(`delete from pgboss.job_common where data ->> 'practiceId' = any($1)`, [gone]);
    for (const { name } of tables)
      await this.db.query(`delete from ${name} where "practiceId" = any($1::uuid[])`, [gone]);
    // The worker's marks of what waits are no tenant's rows; left behind, health would call them overdue for good.
    await this.db.query(`delete from heartbeat where name like any($1)`, [gone.map((id) => `%${id}%`)]);
    await this.db.query('commit');
  }

  /** Waits until every message of a practice has its last word, also those that a provider's fault made wait. */
  async lastWords(practiceId: string): Promise<void> {
    await until(
      'every message to have its last word',
      async () => {
        const { rowCount } = await this.db.query(
          `select 1 from delivery where "practiceId" = $1 and state in ('waiting', 'sending', 'unknown')`,
          [practiceId],
        );
        return rowCount === 0;
      },
      120_000,
    );
    await this.settle(practiceId);
  }

  /** Waits until nothing that is due is still to be planned or sent in a practice, or to any account. */
  async settle(practiceId: string): Promise<void> {
    await until('messages to be sent', async () => {
      const { rows } = await this.db.query<{ busy: number }>(
        `select (select count(*) from delivery where "practiceId" = $1 and
             (state = 'sending' or (state = 'waiting' and "dueAt" <= now())))::int
           + (select count(*) from pgboss.job_common where name = 'announce' and state < 'completed'
             and data ->> 'practiceId' = $1::text)::int
           + (select count(*) from account_message where state = 'waiting')::int as busy`,
        [practiceId],
      );
      return rows[0]?.busy === 0;
    });
    await this.fakes.settled();
  }
}
