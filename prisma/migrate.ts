// `npm run migrate`: brings a database up to date, then lets the worker role make pg-boss's schema and queues
// and grants the app role exactly what sending a job needs. Two at once take turns.
import pg from 'pg';
import { PgBoss } from 'pg-boss';
import { QUEUES } from '@/lib/jobs';
import { applyMigrations } from './engine';

// Any number will do, as long as nobody else uses it for another purpose.
const MIGRATION_LOCK = 4_653_387;

export interface MigrateUrls {
  ownerUrl: string;
  workerUrl: string;
}

/** Returns the names of the migrations applied now. @throws Error saying which one failed and why */
export async function migrate({ ownerUrl, workerUrl }: MigrateUrls): Promise<string[]> {
  const guard = new pg.Client({ connectionString: ownerUrl });
  await guard.connect();
  try {
    await guard.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const applied = await applyMigrations(ownerUrl);
    await prepareJobs(workerUrl);
    return applied;
  } finally {
    await guard.end();
  }
}

async function prepareJobs(workerUrl: string): Promise<void> {
  const boss = new PgBoss({ connectionString: workerUrl, max: 2, supervise: false, schedule: false });
  boss.on('error', () => undefined);
  await boss.start();
  try {
    for (const { name, ...options } of QUEUES) {
      await boss.createQueue(name, options);
      // A queue keeps the policy it was made with.
      const { policy: _, ...changeable } = { policy: undefined, ...options };
      await boss.updateQueue(name, changeable);
    }
  } finally {
    await boss.stop({ graceful: false });
  }
  const worker = new pg.Client({ connectionString: workerUrl });
  await worker.connect();
  try {
    await worker.query(`
      grant usage on schema pgboss to holdfast_app;
      grant select on pgboss.version, pgboss.queue to holdfast_app;
      grant select, insert on pgboss.job_common to holdfast_app;
      grant select, insert, update, delete on pgboss.instance to holdfast_app;
    `);
  } finally {
    await worker.end();
  }
}

async function main(): Promise<void> {
  const { DATABASE_OWNER_URL: ownerUrl, DATABASE_WORKER_URL: workerUrl } = process.env;
  if (!ownerUrl || !workerUrl) {
    throw new Error('Set DATABASE_OWNER_URL and DATABASE_WORKER_URL to the database to bring up to date.');
  }
  const applied = await migrate({ ownerUrl, workerUrl });
  console.log(applied.length === 0 ? 'The database is up to date.' : `Applied: ${applied.join(', ')}`);
}

if (import.meta.main) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
