// Where an account goes when it names no page: phones to the live program, laptops to the calm pages.
import 'server-only';
import { listPracticesOf } from '@/lib/practices';
import type { Account } from '@/lib/web';
import { isPhone } from '@/lib/web/rules';

export async function homeOf(account: Account, headers: Headers): Promise<string> {
  const [first, ...more] = await listPracticesOf(account.accountId, account.practiceId);
  if (!first || more.length > 0) return '/practices';
  return isPhone(headers) ? `/live/${first.slug}` : `/p/${first.slug}`;
}
