// What this module does when its jobs come due.
import type { Worker } from '@/lib/jobs';
import { sendAccountMessage } from './account';
import { planEvent } from './announce';
import { dispatch } from './dispatch';

const ACCOUNT_LANES = 4;

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
  // Several at once: a code is waited for at a door, and one hanging provider must not hold the others up.
  for (let lane = 0; lane < ACCOUNT_LANES; lane += 1)
    await worker.work('account-message', ({ messageId }) =>
      messageId ? sendAccountMessage(messageId) : Promise.resolve(),
    );
}
