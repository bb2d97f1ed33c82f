// What the verbs about members, invitations and sign-up take.
import { z } from 'zod';
import { JOB_ROLES, RIGHTS } from '@/lib/access/rules';
import { readEmail } from '@/lib/core/addresses';
import { id, line, spelled, text, textOrEmpty } from '@/lib/core/text';
import { MOST_AT_ONCE } from './rules';
import { zone } from './schema';

const email = spelled(300, readEmail);
const jobs = z.array(z.enum(JOB_ROLES)).max(JOB_ROLES.length);
const someJobs = jobs.min(1, 'needs at least one job');

const asked = { email, right: z.enum(RIGHTS) };

/** Somebody on the practice's list of people. */
export const InviteListed = z.strictObject({
  personId: id,
  ...asked,
  /** Null: the first one on the list. */
  email: email.nullable(),
});
/** Several of them, each at the first address on the list. */
export const InviteSeveral = z.strictObject({
  personIds: z.array(id).min(1, 'need at least one. Tick who is to be invited').max(MOST_AT_ONCE),
  right: z.enum(RIGHTS),
});
/** Somebody new to it. */
export const InviteNew = z.strictObject({
  name: line(120),
  jobRoles: someJobs,
  siteId: id.nullable(),
  ...asked,
});
export const InvitationId = z.strictObject({ invitationId: id });
export const ChangeRight = z.strictObject({ personId: id, right: z.enum(RIGHTS) });
export const ChangeJobs = z.strictObject({ personId: id, jobRoles: someJobs, siteId: id.nullable() });
export const ChangePart = z.strictObject({
  personId: id,
  siteId: id,
  /** Null: their right everywhere. An owner is one everywhere or nowhere. */
  right: z.enum(['manager', 'lead', 'staff']).nullable(),
  /** Empty: their jobs everywhere. */
  jobRoles: jobs,
});
export const EndMembership = z.strictObject({
  personId: id,
  /** access: stays on the list of people. left: is on no list any more. */
  how: z.enum(['access', 'left']),
});
export const BringBack = z.strictObject({
  personId: id,
  /** Null: to the list of people only. */
  right: z.enum(RIGHTS).nullable(),
});

export const SignUpPractice = z.strictObject({
  /** The form's own number: pressed twice, it makes one practice. */
  formId: id,
  name: line(120),
  kind: text(80),
  ehr: textOrEmpty(200),
  zone,
  jobRoles: someJobs,
  siteName: line(120),
  address: text(300),
  phone: text(40),
});

/** A practice that will be brought in from a file, which says everything else. */
export const SignUpForFile = SignUpPractice.pick({ formId: true, name: true, zone: true, jobRoles: true });

/** The words forms use for each field. */
export const MEMBER_WORDS = {
  personIds: 'The people',
  name: 'Name',
  email: 'E-mail',
  right: 'Right',
  jobRoles: 'Jobs',
  siteId: 'Site',
} as const;
export const SIGN_UP_WORDS = {
  name: 'Name of the practice',
  kind: 'Kind of practice',
  ehr: 'EHR',
  zone: 'Time zone',
  jobRoles: 'Your own jobs',
  siteName: 'Name of the site',
  address: 'Address',
  phone: 'Phone',
  formId: 'The form',
} as const;
