// Asks the database three things, with a limit on how long the answer may take.
import 'server-only';
import { log } from '@/lib/core/log';
import { inSystem } from '@/lib/db';
import { readPulse } from '@/lib/notifications';
import { judge, type Found, type Health } from './judge';

const PATIENCE_MILLISECONDS = 3_000;

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
  try {
    return judge(await within(ask(), PATIENCE_MILLISECONDS));
  } catch (error) {
    log.error({ err: error }, 'health');
    return judge(null);
  }
}
