// How screens get members and invitations.
import type { JobRole, Right, SitePart } from '@/lib/access/rules';

/** member: may log in here. invited: was asked to. ended: had access or an invitation, still on the list of people. left: on no list. */
export type MemberState = 'member' | 'invited' | 'ended' | 'left';

export interface MemberLine {
  personId: string;
  name: string;
  /** The one they log in with, or were invited at. */
  email: string | null;
  right: Right | null;
  jobRoles: JobRole[];
  siteName: string | null;
  state: MemberState;
  /** When a session of theirs was last used; null when none is known. */
  lastSeenAt: string | null;
  invitation: {
    id: string;
    email: string;
    right: Right;
    sentAt: string;
    expiresAt: string;
    over: boolean;
    /** Why it did not arrive, in plain words; '' while that is not known. */
    trouble: string;
  } | null;
  /** Where they are something else than everywhere. */
  parts: SitePart[];
  /** True when they have, or had, a log-in here: access can be given again without an invitation. */
  hasAccount: boolean;
}

export interface MemberDetail extends MemberLine {
  siteId: string | null;
}

export interface InvitationView {
  practiceName: string;
  slug: string;
  zone: string;
  personName: string;
  email: string;
  right: Right;
  invitedBy: string | null;
  expiresAt: string;
  state: 'open' | 'used' | 'over' | 'revoked';
  /** True when the invited address has an account: its owner signs in instead of making one. */
  known: boolean;
}
