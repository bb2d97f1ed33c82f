// Loud on every page: this session was opened with a printed code, and until when.
import 'server-only';
import { clockWithZone } from '@/lib/core';
import { readSessionEnd } from '@/lib/identity';
import { currentAccount } from '@/lib/web';

export async function BreakGlassBand({ zone }: { zone: string }) {
  const account = await currentAccount();
  if (account?.method !== 'break-glass') return null;
  const until = await readSessionEnd(account.sessionId);
  return (
    <p role="status" className="border-danger bg-danger-2 text-danger font-strong border-b-4 px-5 py-3">
      Opened with a break-glass code{until && ` until ${clockWithZone(until, zone)}`}. It stands in the
      record, and every owner is told.
    </p>
  );
}
