// Providers take so many a second and refuse the rest: one turnstile a channel and process.
import { setTimeout as wait } from 'node:timers/promises';
import { once } from '@/lib/core';
import type { Channel } from './rules';

/** Sends started a second. */
const RATE: Record<Channel, number> = { email: 8, sms: 20 };

/** Sends under way at once; few, because each holds a lease that must outlive it. */
export const LANES: Record<Channel, number> = { email: 4, sms: 8 };

/** Resolves when the next send of this channel may start. */
export async function turn(channel: Channel): Promise<void> {
  const next = once('notifications.pace', () => new Map<Channel, number>());
  const now = performance.now();
  const mine = Math.max(now, next.get(channel) ?? 0);
  next.set(channel, mine + 1000 / RATE[channel]);
  if (mine > now) await wait(mine - now);
}
