// Chance that can be repeated: the seed is printed by whoever uses it and given back in HOLDFAST_SEED.
export interface Random {
  seed: number;
  /** From 0 up to, not including, n. */
  below: (n: number) => number;
  pick: <T>(list: readonly T[]) => T;
}

/** @throws Error when HOLDFAST_SEED is no whole number */
export function random(): Random {
  const given = process.env['HOLDFAST_SEED'];
  const seed = given === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(given);
  if (!Number.isInteger(seed)) throw new Error(`HOLDFAST_SEED is ${given}; it is a whole number.`);
  let state = seed >>> 0;
  // mulberry32: small, and good enough to mix cases.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number): number => Math.floor(next() * n);
  return {
    seed,
    below,
    pick: <T>(list: readonly T[]): T => {
      const found = list[below(list.length)];
      if (found === undefined) throw new Error('Nothing to pick from.');
      return found;
    },
  };
}
