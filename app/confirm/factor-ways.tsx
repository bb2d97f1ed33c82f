// Confirming by passkey or app, for whoever has one.
import { listFactors } from '@/lib/identity';
import type { Account } from '@/lib/web';
import { AppCode, Passkey } from './factor-forms';

export async function FactorWays({
  account,
  next,
  first,
}: {
  account: Account;
  next: string | null;
  /** No other way stands before it. */
  first: boolean;
}) {
  const factors = await listFactors(account.accountId);
  const has = (kind: string) => factors.some((factor) => factor.kind === kind);
  // A PIN and an app on the same phone are still only that phone.
  const app = has('totp') && account.method !== 'pin';
  if (!has('passkey') && !app) return null;
  return (
    <section className="my-8 space-y-6">
      <h2 className="mb-3 text-xl">{first ? 'By your second step' : 'Or by your second step'}</h2>
      {has('passkey') && <Passkey next={next} />}
      {app && <AppCode next={next} />}
    </section>
  );
}
