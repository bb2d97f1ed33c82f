// Asks the database three things, with a limit on how long the answer may take.
import 'server-only';
import { log } from '@/lib/core/log';
import { inSystem } from '@/lib/db';
import { readPulse } from '@/lib/notifications';

const PATIENCE_MILLISECONDS = 3_000;
const WORKER_SILENT_SECONDS = 30;
const WAITING_SECONDS = 60;

export interface Health {
  ok: boolean;
  database: 'answers' | 'does not answer';
  worker: { lastSeenSeconds: number | null };
  oldestWaitingDelivery: { seconds: number };
  problems: string[];
}

interface Found {
  silent: number | null;
  waiting: number;
}

/** What waits: a message not taken by its provider yet, or an announcement nobody has planned. */
async function ask(): Promise<Found> {
  const [pulse, unplanned] = await Promise.all([
    readPulse(),
    inSystem(({ sql }) =>
      sql<{ seconds: number | null }>(
        `select extract(epoch from now() - min(start_after))::int as seconds from pgboss.job_common
         where name = 'announce' and state < 'completed' and start_after <= now()`,
      ),
    ),
  ]);
  return {
    silent: pulse.workerSeconds,
    waiting: Math.max(pulse.oldestWaitingSeconds ?? 0, unplanned[0]?.seconds ?? 0),
  };
}

function within<T>(promise: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('No answer in time')), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

export async function readHealth(): Promise<Health> {
  const problems: string[] = [];
  let found: Found | null = null;
  try {
    found = await within(ask(), PATIENCE_MILLISECONDS);
  } catch (error) {
    log.error({ err: error }, 'health');
    problems.push('The database does not answer.');
  }
  const silent = found?.silent ?? null;
  const waiting = found?.waiting ?? 0;
  if (found && silent === null) problems.push('No worker has ever reported: start one with npm run worker.');
  if (silent !== null && silent > WORKER_SILENT_SECONDS) {
    problems.push(`The worker was last heard of ${silent} seconds ago: messages are not going out.`);
  }
  if (waiting > WAITING_SECONDS) problems.push(`A message has been waiting for ${waiting} seconds.`);
  return {
    ok: problems.length === 0,
    database: found ? 'answers' : 'does not answer',
    worker: { lastSeenSeconds: silent },
    oldestWaitingDelivery: { seconds: waiting },
    problems,
  };
}
