// Sends what is due. The delivery row is the truth, the job only its alarm clock: run twice, late or after an
// answer it finds the row settled and does nothing.
import { claimNext, setAlarm } from './claim';
import { LANES } from './pace';
import { pokeRoster } from './poke';
import type { Channel } from './rules';
import { attempt } from './send';
import { settle } from './settle';

/** One practice's turn; then the next practice's, so that nobody waits behind somebody else's crowd. */
const SLICE = 40;
const SLICE_MILLISECONDS = 4_000;

/** Sends what a practice has due on one channel, and sets the alarm for the rest. */
export async function dispatch(practiceId: string, channel: Channel): Promise<void> {
  const until = performance.now() + SLICE_MILLISECONDS;
  let left = SLICE;
  const lane = async (): Promise<void> => {
    while (left > 0 && performance.now() < until) {
      const claim = await claimNext(practiceId, channel);
      if (claim === null) return;
      if ('dropped' in claim) {
        pokeRoster(practiceId, claim.dropped);
        continue;
      }
      left -= 1;
      const { claimed } = claim;
      pokeRoster(practiceId, claimed.incidentId);
      const end = await attempt(claimed);
      if (end) await settle(claimed, end);
      pokeRoster(practiceId, claimed.incidentId);
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: LANES[channel] }, lane));
  for (const ended of lanes) if (ended.status === 'rejected') throw ended.reason;
  await setAlarm(practiceId, channel);
}
