// How often one may try a door that names no account: a printed break-glass code, a passkey.
import { addressGroup, consume, keyed, limiter } from './throttle';

const BREAK_GLASS_OF_ONE_PLACE = 20;
/** Of the whole installation in an hour: so many addresses nobody types codes from by chance. */
const BREAK_GLASS_OF_ALL = 2000;
const PASSKEYS_OF_ONE_PLACE = 300;

type Wanted = Parameters<typeof consume>[0];

const again = (wait: string) => `Too many tries. Wait ${wait}, then try again.`;
const place = (name: string, points: number, ip: string | null): Wanted =>
  ip === null ? [] : [[limiter(name, points), keyed(addressGroup(ip))]];

function breakGlass(ip: string | null): Wanted {
  return [
    ...place('break-glass-from', BREAK_GLASS_OF_ONE_PLACE, ip),
    [limiter('break-glass-all', BREAK_GLASS_OF_ALL), 'all'],
  ];
}

/** Counts a try before the code is looked at. @throws AppError limit */
export async function countBreakGlass(ip: string | null): Promise<void> {
  await consume(breakGlass(ip), again);
}

/** A right code costs nothing. */
export async function giveBackBreakGlass(ip: string | null): Promise<void> {
  for (const [limit, key] of breakGlass(ip)) await limit.reward(key);
}

/** Counts a challenge before it is kept. @throws AppError limit */
export async function countPasskey(ip: string | null): Promise<void> {
  await consume(place('passkey-from', PASSKEYS_OF_ONE_PLACE, ip), again);
}
