// What the reader may do: at a site, and in an incident there. Home knows both before anybody presses anything.
import { may, partAt, type Act, type Right } from '@/lib/access/rules';
import type { SavedPull } from '@/lib/offline/schema';
import { state } from '../state';

/** The reader's right in one incident. */
export function rightIn(pull: SavedPull): Right | null {
  return pull.me?.right ?? state.here?.me.right ?? null;
}

/** True when the reader may do that at that site; without a site: at one site or another. */
export function mayAt(siteId: string | null, act: Act): boolean {
  const me = state.here?.me;
  if (!me) return false;
  const parts = me.parts ?? [];
  if (siteId !== null) return may(partAt({ ...me, parts }, siteId).right, act);
  return may(me.right, act) || parts.some((part) => may(part.right, act));
}
