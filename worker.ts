// The process that carries out jobs. Any number may run; one that dies leaves its work to the others.
import { deleteWhenDue, keepRounds, removeOld } from '@/lib/archive';
import { makeBinders } from '@/lib/binder';
import { takePeople } from '@/lib/contacts';
import { log } from '@/lib/core/log';
import { actAsWorker, checkDatabase, closeDatabase, StartupError } from '@/lib/db';
import { env, EnvError } from '@/lib/env';
import { declareByClock } from '@/lib/incidents';
import { closeJobs, startWorker } from '@/lib/jobs';
import { beat, endTest, lastBeat, registerWorkers } from '@/lib/notifications';
import { makeRounds } from '@/lib/readiness';
import { putInForce } from '@/lib/runbooks';

const BEAT_MILLISECONDS = 5_000;
const ROUNDS_MILLISECONDS = 10 * 60_000;

async function main(): Promise<void> {
  env();
  actAsWorker();
  await checkDatabase();
  const worker = await startWorker().catch((error: unknown) => {
    throw new StartupError('The job queue is not set up. Run npm run migrate, then start again.', {
      cause: error,
    });
  });
  await registerWorkers(worker);
  await worker.work('report-clock', ({ practiceId, incidentId }) =>
    practiceId && incidentId ? declareByClock(practiceId, incidentId) : Promise.resolve(),
  );
  await worker.work('plan-due', ({ practiceId, runbookId }) =>
    practiceId && runbookId ? putInForce(practiceId, runbookId) : Promise.resolve(),
  );
  await worker.work('people-import', ({ practiceId, importId }) =>
    practiceId && importId ? takePeople(practiceId, importId) : Promise.resolve(),
  );
  await worker.work('test-clock', ({ practiceId, testId }) =>
    practiceId && testId ? endTest(practiceId, testId) : Promise.resolve(),
  );
  await worker.work('binder', ({ practiceId }) => (practiceId ? makeBinders(practiceId) : Promise.resolve()));
  await worker.work('practice-deletion', ({ practiceId }) =>
    practiceId ? deleteWhenDue(practiceId) : Promise.resolve(),
  );
  await worker.work('old-deletion', ({ practiceId, eventId }) =>
    practiceId && eventId ? removeOld(practiceId, eventId) : Promise.resolve(),
  );
  await beat();
  const beating = setInterval(() => {
    beat().catch((error: unknown) => log.warn({ err: error }, 'heartbeat'));
  }, BEAT_MILLISECONDS);

  // What is due is looked for now and every ten minutes; a round that still runs is not joined by another.
  let rounds: Promise<void> | null = null;
  const goRound = () => {
    rounds ??= makeRounds()
      .finally(keepRounds)
      .catch((error: unknown) => log.warn({ err: error }, 'rounds'))
      .finally(() => {
        rounds = null;
      });
  };
  goRound();
  const going = setInterval(goRound, ROUNDS_MILLISECONDS);

  let stopping = false;
  const stop = async (why: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    log.info({ why }, 'worker stopping');
    clearInterval(beating);
    clearInterval(going);
    // What is under way is finished; whatever is not comes back to another worker by its lease.
    await worker.stop();
    await rounds;
    await lastBeat().catch(() => undefined);
    await closeJobs();
    await closeDatabase();
    process.exit(0);
  };
  const end = (why: string) => {
    stop(why).catch((error: unknown) => {
      log.error({ err: error }, 'worker stop');
      process.exit(1);
    });
  };
  process.on('SIGTERM', () => end('SIGTERM'));
  process.on('SIGINT', () => end('SIGINT'));
  // Started by another process of ours: without it nobody would ever stop this one.
  process.on('disconnect', () => end('parent gone'));
  log.info('worker ready');
  process.send?.({ ready: true });
}

main().catch((error: unknown) => {
  if (error instanceof EnvError || error instanceof StartupError) console.error(error.message);
  else console.error('The worker could not start:', error);
  process.exit(1);
});
