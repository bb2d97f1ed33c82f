// Tells live screens that a roster moved, at most a few times a second per incident while a crowd is told.
import { once } from '@/lib/core';
import { publish } from '@/lib/events';

const EVERY_MS = 250;

/** A poke now or, when one was just made, one more a quarter of a second later. A notice (null) is on no roster. */
export function pokeRoster(practiceId: string, incidentId: string | null): void {
  if (incidentId === null) return;
  const pending = once('notifications.pokes', () => new Map<string, { again: boolean }>());
  const known = pending.get(incidentId);
  if (known) {
    known.again = true;
    return;
  }
  const mine = { again: false };
  pending.set(incidentId, mine);
  publish({ what: 'roster', practiceId, incidentId });
  setTimeout(() => {
    pending.delete(incidentId);
    if (mine.again) pokeRoster(practiceId, incidentId);
  }, EVERY_MS);
}
