// What the verbs about members, invitations and sign-up take.
import { z } from 'zod';
import { JOB_ROLES, RIGHTS } from '@/lib/access/rules';
import { id, text, textOrEmpty } from '@/lib/core/text';
import { MOST_EMAIL, normalizeEmail } from '@/lib/identity/rules';
import { AddSite, zone } from './schema';

const email = text(MOST_EMAIL)
  .transform(normalizeEmail)
  .pipe(z.email('is not an e-mail address we can write to, like ana@clinic.org'));
const jobs = z.array(z.enum(JOB_ROLES)).max(JOB_ROLES.length);
const someJobs = jobs.min(1, 'needs at least one job');

export const InviteMember = z.strictObject({
  /** Somebody on the practice's list, or who is new. */
  who: z.union([
    z.strictObject({ personId: id }),
    z.strictObject({ name: text(120), jobRoles: someJobs, siteId: id.nullable() }),
  ]),
  /** Null: the first one on the list of somebody who is on it. */
  email: email.nullable(),
  right: z.enum(RIGHTS),
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
  name: text(120),
  kind: text(80),
  ehr: textOrEmpty(200),
  zone,
  jobRoles: someJobs,
  site: AddSite.pick({ name: true, address: true, phone: true }),
});

/** The words forms use for each field. */
export const MEMBER_WORDS = {
  who: 'Name and jobs',
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
  site: 'First site',
  formId: 'The form',
} as const;
