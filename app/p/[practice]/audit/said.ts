// What an entry holds, read carefully: it may be years old and of another shape.
export type Said = Readonly<Record<string, unknown>>;
export type Say = (said: Said) => string;

export const str = (value: unknown): string => (typeof value === 'string' ? value : '');
export const num = (value: unknown): number => (typeof value === 'number' ? value : 0);
export const quoted = (value: unknown): string => (str(value) === '' ? '' : `“${str(value)}”`);
export const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
