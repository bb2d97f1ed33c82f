// Where an account goes when it names no page: phones to the live program, laptops to the calm pages.
import 'server-only';
import { listPracticesOf } from '@/lib/practices';
import { isPhone } from '@/lib/web/rules';

export async function homeOf(accountId: string, headers: Headers): Promise<string> {
  const [first, ...more] = await listPracticesOf(accountId);
  if (!first || more.length > 0) return '/practices';
  return isPhone(headers) ? `/live/${first.slug}` : `/p/${first.slug}`;
}
