// The time zone one's own pages tell times in: that of one's first practice.
import 'server-only';
import { listPracticesOf, readPractice } from '@/lib/practices';
import { findCtx, type Account } from '@/lib/web';

export async function zoneOf(account: Account): Promise<string> {
  const [first] = await listPracticesOf(account.accountId, account.practiceId);
  const ctx = first ? await findCtx(account, first.slug) : null;
  return ctx ? (await readPractice(ctx)).zone : 'UTC';
}
