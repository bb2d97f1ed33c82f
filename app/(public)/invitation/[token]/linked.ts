// From the token in an invitation's address to the invitation; null for every other.
import 'server-only';
import { findLinked } from '@/lib/notifications';
import type { InvitedBy } from '@/lib/practices';

export async function findInvited(token: string): Promise<InvitedBy | null> {
  const link = await findLinked(token);
  if (link?.kind !== 'invitation') return null;
  const { practiceId, eventId, deliveryId } = link;
  return { practiceId, eventId, deliveryId };
}
