// The address of the confirming page, with the code that is waited for and where one goes afterwards.
import { safeNext } from '@/lib/web/rules';

export function confirmPath({ pass, next }: { pass?: string; next?: string | undefined }): string {
  const onward = safeNext(next);
  const query = new URLSearchParams({ ...(pass && { pass }), ...(onward && { next: onward }) }).toString();
  return query ? `/confirm?${query}` : '/confirm';
}
