// How a member stands, in words.
import { daysAgo } from '@/components/words';
import { dayAndClock } from '@/lib/core';
import type { MemberLine } from '@/lib/practices/schema';

/** "Last seen today", "Invited Nov 28, 2026, 8:05 AM CST", "Left the practice". */
export function standing(member: MemberLine, zone: string, now: Date): string {
  const { state, invitation, lastSeenAt } = member;
  if (state === 'left') return 'Left the practice';
  if (state === 'ended') return member.hasAccount ? 'No access any more' : 'The invitation was taken back';
  if (state === 'invited' && invitation) {
    const when = dayAndClock(new Date(invitation.over ? invitation.expiresAt : invitation.sentAt), zone);
    return invitation.over ? `The invitation ended ${when}` : `Invited ${when}`;
  }
  return lastSeenAt === null ? 'Not seen yet' : `Last seen ${daysAgo(new Date(lastSeenAt), now, zone)}`;
}
