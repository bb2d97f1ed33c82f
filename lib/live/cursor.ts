// A stream's place: how far it has read each incident it follows, written `incident=seq,incident=seq`.
import { isId } from '@/lib/core';

export const MOST_FOLLOWED = 8;
export type Cursor = Map<string, number>;

/** Null when it is not one of ours. */
export function parseCursor(text: string): Cursor | null {
  const cursor: Cursor = new Map();
  if (text === '') return cursor;
  if (text.length > 500) return null;
  const pairs = text.split(',');
  if (pairs.length > MOST_FOLLOWED) return null;
  for (const pair of pairs) {
    const [id = '', seq = '', ...rest] = pair.split('=');
    if (!isId(id) || !/^\d{1,9}$/.test(seq) || rest.length > 0) return null;
    cursor.set(id, Number(seq));
  }
  return cursor;
}

export function formatCursor(cursor: Cursor): string {
  return [...cursor].map(([id, seq]) => `${id}=${seq}`).join(',');
}
