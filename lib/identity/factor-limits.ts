// How often one may try a door that names no account: a printed break-glass code, a passkey.
import { addressGroup, consume, keyed, limiter } from './throttle';

const BREAK_GLASS_OF_ONE_PLACE = 20;
const PASSKEYS_OF_ONE_PLACE = 300;

type Wanted = Parameters<typeof consume>[0];

const again = (wait: string) => `Too many tries. Wait ${wait}, then try again.`;
const place = (name: string, points: number, ip: string | null): Wanted =>
  ip === null ? [] : [[limiter(name, points), keyed(addressGroup(ip))]];

/**
 * Counts a code that opens nothing. A right one is never counted, so nobody's guessing keeps its owner out: 72 bits are
 * not guessed, and there is no bucket that all places share.
 * @throws AppError limit
 */
export async function countBreakGlass(ip: string | null): Promise<void> {
  await consume(place('break-glass-from', BREAK_GLASS_OF_ONE_PLACE, ip), again);
}

/** Counts a challenge before it is kept. @throws AppError limit */
export async function countPasskey(ip: string | null): Promise<void> {
  await consume(place('passkey-from', PASSKEYS_OF_ONE_PLACE, ip), again);
}
