// What this module does when its jobs come due.
import type { Worker } from '@/lib/jobs';
import { planEvent } from './announce';
import { dispatch } from './dispatch';

/** Registers the queues that tell people. */
export async function registerWorkers(worker: Worker): Promise<void> {
  await worker.work('announce', ({ practiceId, eventId }) =>
    practiceId && eventId ? planEvent(practiceId, eventId) : Promise.resolve(),
  );
  await worker.work('deliver-email', ({ practiceId }) =>
    practiceId ? dispatch(practiceId, 'email') : Promise.resolve(),
  );
  await worker.work('deliver-sms', ({ practiceId }) =>
    practiceId ? dispatch(practiceId, 'sms') : Promise.resolve(),
  );
}
