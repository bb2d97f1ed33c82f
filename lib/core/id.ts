/** A fresh random uuid; works in Node and in browsers. */
export function newId(): string {
  return crypto.randomUUID();
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True for a lower-case uuid, the only spelling we give out. */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}
