// pg-boss behind two words: enqueue (in the caller's transaction) and work. Job data is ids only: that schema has no walls.
import { PgBoss } from 'pg-boss';
import { isId, once } from '@/lib/core';
import { log } from '@/lib/core/log';
import { databaseUrl, pool, type Sql } from '@/lib/db';

/** Every queue there is. A killed worker's job comes back when its heartbeat is missed. */
const LASTING = {
  notify: true,
  heartbeatSeconds: 10,
  retryLimit: 1000,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 30,
  expireInSeconds: 900,
} as const;

export const QUEUES = [
  /** {practiceId, eventId}: an event that has something to say becomes deliveries. */
  { name: 'announce', ...LASTING },
  /** {practiceId}: send what is due on either channel. */
  { name: 'deliver-email', ...LASTING },
  { name: 'deliver-sms', ...LASTING },
  /** {practiceId, incidentId}: a report nobody took declares itself. */
  { name: 'report-clock', ...LASTING },
  /** {practiceId, runbookId}: a published version whose day has come is put in force. */
  { name: 'plan-due', ...LASTING },
  /** {messageId}: a message to an account, of no practice. */
  // News that a printed code was used waits for providers that are down for a day and longer (1,000 tries).
  { name: 'account-message', ...LASTING, retryDelayMax: 120 },
  /** {practiceId, importId}: the next rows of a staff list. */
  { name: 'people-import', ...LASTING },
  /** {practiceId, testId}: a contact test has come to its end. */
  { name: 'test-clock', ...LASTING },
  /** {practiceId}: the grace period of a deletion is over. */
  { name: 'practice-deletion', ...LASTING },
  /** {practiceId, eventId}: what an owner had deleted for its age. */
  { name: 'old-deletion', ...LASTING },
  /** {practiceId}: what is printed changed; the binders are made again. */
  {
    name: 'binder',
    ...LASTING,
    // One that waits is enough for a practice: it prints what stands then. What cannot be printed is tried five times.
    policy: 'short',
    retryLimit: 5,
    retryDelay: 30,
    retryDelayMax: 600,
  },
] as const;
export type Queue = (typeof QUEUES)[number]['name'];
export type JobIds = Record<string, string>;

/** First words of an incident overtake reminders. */
export const FIRST_WORDS = 10;

function sender(): Promise<PgBoss> {
  return once('jobs.sender', () => {
    const boss = new PgBoss({
      db: { executeSql: (text, values) => pool().query(text, values) },
      migrate: false,
      createSchema: false,
      supervise: false,
      schedule: false,
    });
    // Its own upkeep fails while the database is away; that must not end the process.
    boss.on('error', (error) => log.warn({ err: error }, 'job sender'));
    return boss.start();
  });
}

/** Opens the sender ahead of the first transaction, which must not wait for a second connection. */
export async function openJobs(): Promise<void> {
  await sender();
}

/** Ends the sender's upkeep. Call before the pool is closed. */
export async function closeJobs(): Promise<void> {
  await (await sender()).stop({ graceful: false });
}

/** Puts a job on a queue inside the caller's transaction: it exists only if the transaction commits. */
export async function enqueue(
  sql: Sql,
  queue: Queue,
  ids: JobIds,
  options: { startAfter?: Date; priority?: number } = {},
): Promise<void> {
  if (!Object.values(ids).every(isId)) throw new Error(`A job carries ids only (${queue})`);
  const boss = await sender();
  await boss.send(queue, ids, {
    ...(options.startAfter && { startAfter: options.startAfter }),
    ...(options.priority !== undefined && { priority: options.priority }),
    ...(queue === 'binder' && ids['practiceId'] && { singletonKey: ids['practiceId'] }),
    db: { executeSql: async (text, values) => ({ rows: await sql(text, values) }) },
  });
}

/** Takes every job of a practice that is gone off the queues, also what is kept of done ones. The worker role's. */
export async function forgetJobs(practiceId: string): Promise<void> {
  if (!isId(practiceId)) return;
  await pool().query(`delete from pgboss.job where data ->> 'practiceId' = $1`, [practiceId]);
}

export interface Worker {
  work(queue: Queue, handler: (ids: JobIds) => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

/** The side that carries jobs out: connects as the worker role, which owns the pgboss schema. */
export async function startWorker(): Promise<Worker> {
  const boss = new PgBoss({
    connectionString: databaseUrl(),
    max: 4,
    useListenNotify: true,
    // Lost heartbeats are looked for on the supervise pass only; its default is a minute.
    superviseIntervalSeconds: 2,
    monitorIntervalSeconds: 2,
  });
  boss.on('error', (error) => log.error({ err: error }, 'job queue'));
  await boss.start();
  return {
    async work(queue, handler) {
      // A job that becomes due later is not notified: without these two a retry waits up to a minute.
      const pace = { pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 0.5, batchSize: 1 };
      await boss.work<JobIds>(queue, pace, async ([job]) => {
        if (job) await handler(job.data);
      });
    },
    stop: () => boss.stop({ graceful: true, timeout: 10_000 }),
  };
}
