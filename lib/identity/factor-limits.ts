// How often one may try a second step or a printed code. Counted in the database, so that a restart forgets nothing.
import { createHmac } from 'node:crypto';
import { RateLimiterPostgres } from 'rate-limiter-flexible';
import { AppError, once, plural } from '@/lib/core';
import { pool } from '@/lib/db';
import { env } from '@/lib/env';
import { addressGroup } from './throttle';

const HOUR_SECONDS = 3600;
const LIMITS = {
  /** Codes of one account's second step, from devices it does not know; and from each device it knows. */
  'second-step': 10,
  'second-step-known': 10,
  'break-glass-address': 20,
  /** All of an installation's in an hour: so many addresses nobody has by chance. */
  'break-glass-all': 2000,
  'passkey-address': 300,
} as const;
export type Limited = keyof typeof LIMITS;

function limiter(name: Limited): RateLimiterPostgres {
  return once(
    `identity.limit.${name}`,
    () =>
      new RateLimiterPostgres({
        storeClient: pool(),
        storeType: 'pool',
        tableName: 'throttle',
        tableCreated: true,
        keyPrefix: name,
        points: LIMITS[name],
        duration: HOUR_SECONDS,
      }),
  );
}

// Nothing in the table tells who was tried.
const keyed = (value: string) => createHmac('sha256', env().APP_SECRET).update(value).digest('base64url');

export type Bucket = [Limited, string];

/** A whole /64 is one household. */
export const byAddress = (limit: Limited, ip: string | null): Bucket[] =>
  ip === null ? [] : [[limit, addressGroup(ip)]];

/** Counts one try before it is looked at. @throws AppError limit when there were too many. */
export async function spend(buckets: readonly Bucket[]): Promise<void> {
  for (const [limit, value] of buckets) {
    try {
      await limiter(limit).consume(keyed(value));
    } catch (refused) {
      // By shape, not instanceof: the limiter may come from the other copy of this module (Next bundles its own).
      if (!isRefusal(refused)) throw refused;
      const minutes = Math.max(1, Math.ceil(refused.msBeforeNext / 60_000));
      throw new AppError('limit', `Too many tries. Wait ${plural(minutes, 'minute')}, then try again.`, {
        retryAfterSeconds: minutes * 60,
      });
    }
  }
}

/** What was right costs nothing. */
export async function giveBack(buckets: readonly Bucket[]): Promise<void> {
  for (const [limit, value] of buckets) await limiter(limit).reward(keyed(value));
}

function isRefusal(refused: unknown): refused is { msBeforeNext: number } {
  return (
    typeof refused === 'object' &&
    refused !== null &&
    !(refused instanceof Error) &&
    'msBeforeNext' in refused &&
    typeof refused.msBeforeNext === 'number'
  );
}
