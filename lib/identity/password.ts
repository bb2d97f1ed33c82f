// Passwords: argon2id, never more than a few at once, so that guessing cannot take the machine down.
import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import { AppError, once } from '@/lib/core';

/** OWASP's second choice for argon2id: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** More at once than cores would only starve everything else of the same threads. */
const AT_ONCE = Math.min(4, availableParallelism());
/** About five seconds of work on two cores. */
const MOST_WAITING = 400;

/** What an unknown e-mail is compared with, so that it costs the same time. Nobody's password. */
const NOBODY =
  '$argon2id$v=19$m=19456,t=2,p=1$hgVZApKhCtplC485ikCBNw$RWw6C6h6oogez4JXy+SPiz6x4Plb2WeERfYBz2MtGA4';

const gate = once('identity.gate', () => ({ busy: 0, waiting: [] as (() => void)[] }));

async function oneOfFew<T>(work: () => Promise<T>): Promise<T> {
  if (gate.busy < AT_ONCE) {
    gate.busy += 1;
  } else {
    if (gate.waiting.length >= MOST_WAITING) {
      throw new AppError('unavailable', 'Many people are signing in right now. Try again in a few seconds.');
    }
    // Whoever finishes hands over its place, so busy does not change.
    await new Promise<void>((go) => gate.waiting.push(go));
  }
  try {
    return await work();
  } finally {
    const next = gate.waiting.shift();
    if (next) next();
    else gate.busy -= 1;
  }
}

export function hashPassword(password: string): Promise<string> {
  return oneOfFew(() => hash(password.normalize('NFKC'), COST));
}

/** False for a wrong password and, after the same work, for an account that does not exist. */
export async function passwordFits(password: string, stored: string | null): Promise<boolean> {
  const fits = await oneOfFew(() => verify(stored ?? NOBODY, password.normalize('NFKC')));
  return fits && stored !== null;
}
