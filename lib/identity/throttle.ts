// How often one may try a password or a code, and have one sent. Counted in the database, so that a restart forgets nothing.
import { createHmac } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { RateLimiterPostgres } from 'rate-limiter-flexible';
import { AppError, once, plural } from '@/lib/core';
import { inSystem, pool } from '@/lib/db';
import { env } from '@/lib/env';
import { hashToken, isToken } from './session';

const HOUR_SECONDS = 3600;

/** For this module's other doors: so many an hour under that name. */
export function limiter(name: string, points: number): RateLimiterPostgres {
  return once(
    `identity.throttle.${name}`,
    () =>
      new RateLimiterPostgres({
        storeClient: pool(),
        storeType: 'pool',
        tableName: 'throttle',
        tableCreated: true,
        keyPrefix: name,
        points,
        duration: HOUR_SECONDS,
      }),
  );
}

export interface Try {
  /** Who is tried: an e-mail address, or what stands for an account elsewhere. */
  who: string;
  ip: string | null;
  /** The earlier session that makes this a known device of the account. */
  knownSession: string | null;
}

/** A whole /64 is one household; an IPv4 address in IPv6 clothes is itself. */
export function addressGroup(ip: string): string {
  const plain = ip.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (!isIPv6(plain)) return plain;
  const [front = '', back = ''] = plain.toLowerCase().split('::');
  const head = front.split(':').filter(Boolean);
  const tail = back.split(':').filter(Boolean);
  const middle = plain.includes('::') ? Math.max(0, 8 - head.length - tail.length) : 0;
  const groups = [...head, ...Array<string>(middle).fill('0'), ...tail];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}

// Nothing in the table tells who was tried.
export function keyed(value: string): string {
  return createHmac('sha256', env().APP_SECRET).update(value).digest('base64url');
}

/**
 * Everybody else's tries can never use up those of a device the account was signed in on before:
 * it has its own. The address comes first, so that one that is refused takes nothing from the account.
 */
function buckets(attempt: Try): [RateLimiterPostgres, string][] {
  if (attempt.knownSession) return [[limiter('device', 10), attempt.knownSession]];
  const account: [RateLimiterPostgres, string] = [limiter('account', 10), keyed(attempt.who)];
  return attempt.ip ? [[limiter('address', 100), keyed(addressGroup(attempt.ip))], account] : [account];
}

// By shape, not instanceof: the limiter may come from the other copy of this module (Next bundles its own).
function waitOf(refused: unknown): number | null {
  if (typeof refused !== 'object' || refused === null || refused instanceof Error) return null;
  return 'msBeforeNext' in refused && typeof refused.msBeforeNext === 'number' ? refused.msBeforeNext : null;
}

/** Counts one try before its password or code is looked at. @throws AppError limit when there were too many. */
export async function countTry(attempt: Try): Promise<void> {
  await consume(
    buckets(attempt),
    (wait) => `Too many tries. Wait ${wait}, or use a device you have signed in on before.`,
  );
}

/** Takes one from each, in order. @throws AppError limit, in those words, at the first that has none left */
export async function consume(
  wanted: [RateLimiterPostgres, string][],
  words: (wait: string) => string,
): Promise<void> {
  for (const [limit, key] of wanted) {
    try {
      await limit.consume(key);
    } catch (refused) {
      const wait = waitOf(refused);
      if (wait === null) throw refused;
      const minutes = Math.max(1, Math.ceil(wait / 60_000));
      throw new AppError('limit', words(plural(minutes, 'minute')), { retryAfterSeconds: minutes * 60 });
    }
  }
}

/** A right password costs nothing: a clinic behind one address signs in all at once. */
export async function giveBackTry(attempt: Try): Promise<void> {
  for (const [limit, key] of buckets(attempt)) await limit.reward(key);
}

/**
 * Counts a code for a pass that is not open, by where it comes from. Open ones have their own few tries, so nobody's
 * junk stops whoever types a code that was sent, from behind the same address or on a device we know.
 * @throws AppError limit
 */
export async function countNoPass(ip: string | null): Promise<void> {
  if (ip === null) return;
  await consume(
    [[limiter('code-place', 100), keyed(addressGroup(ip))]],
    (wait) => `Too many codes were tried from here. Wait ${wait} and try again.`,
  );
}

/** The earlier session that makes a device a known one of the account, from the token its cookie still has. */
export async function knownSessionOf(
  accountId: string,
  token: string | null | undefined,
): Promise<string | null> {
  if (!isToken(token)) return null;
  const rows = await inSystem(({ sql }) =>
    sql<{ id: string }>(`select id from session where "accountId" = $1::uuid and "tokenHash" = $2`, [
      accountId,
      hashToken(token),
    ]),
  );
  return rows[0]?.id ?? null;
}

const SENDS = 5;
const SENDS_OF_ONE_PLACE = 100;

/**
 * Counts one code before it is sent: five an hour to an address, whoever asks, and a hundred from one place. A device
 * the account was signed in on before has its own five, so that nobody's asking can shut its owner out.
 * @throws AppError limit when there were too many
 */
export async function countSend(send: {
  address: string;
  ip: string | null;
  knownSession: string | null;
}): Promise<void> {
  const own: [RateLimiterPostgres, string][] = send.knownSession
    ? [[limiter('send-device', SENDS), send.knownSession]]
    : [[limiter('send-to', SENDS), keyed(send.address)]];
  const place: [RateLimiterPostgres, string][] =
    send.ip && !send.knownSession
      ? [[limiter('send-from', SENDS_OF_ONE_PLACE), keyed(addressGroup(send.ip))]]
      : [];
  await consume(
    [...place, ...own],
    (wait) =>
      `Enough codes were asked for. Use the code or the link in the last message you got, or wait ${wait} and ask again.`,
  );
}
