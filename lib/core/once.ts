/**
 * One value a process, though Next's bundle and server.ts each load this file: kept on globalThis by name.
 */
export function once<T>(name: string, make: () => T): T {
  const store = globalThis as unknown as Record<symbol, T | undefined>;
  const key = Symbol.for(`holdfast.${name}`);
  return (store[key] ??= make());
}
