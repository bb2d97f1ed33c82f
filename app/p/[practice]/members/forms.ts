// What the forms about members send: strings as typed, one box a job. The verbs say what is wrong.
import { z } from 'zod';
import { JOB_ROLES, RIGHTS, type JobRole } from '@/lib/access/rules';
import { id } from '@/lib/core/text';

const typed = z.string().max(5000, 'is longer than 5,000 characters');
const box = z.literal('on').optional();
const right = z.enum(RIGHTS, 'is not one of the rights. Choose one');
/** Empty: none, or as everywhere. */
const site = z.union([z.literal('').transform(() => null), id]);

/** One box for each job: a form may not say the same name twice. */
export const jobFields = {
  job_front_desk: box,
  job_ma_nurse: box,
  job_clinician: box,
  job_incident_lead: box,
  job_it_privacy: box,
  job_billing: box,
} as const satisfies Record<`job_${JobRole}`, typeof box>;

export function jobsOf(given: { [name in `job_${JobRole}`]?: 'on' | undefined }): JobRole[] {
  return JOB_ROLES.filter((role) => given[`job_${role}`] === 'on');
}

export const InviteListed = z
  .strictObject({ person: id, email: typed, right })
  .transform(({ person, email, right: given }) => ({
    who: { personId: person },
    email: email.trim() === '' ? null : email,
    right: given,
  }));

/** One box a person: who_0 to who_89. */
export const InviteSeveral = z
  .record(z.string().regex(/^(right|who_\d{1,2})$/, 'is not a field of this form'), typed)
  .transform(({ right: given, ...boxes }) => ({ personIds: Object.values(boxes), right: given }))
  .pipe(z.strictObject({ personIds: z.array(id), right }));

export const InviteNew = z
  .strictObject({ name: typed, email: typed, site, right, ...jobFields })
  .transform(({ name, email, site: siteId, right: given, ...jobs }) => ({
    who: { name, jobRoles: jobsOf(jobs), siteId },
    email,
    right: given,
  }));

export const Invitation = z
  .strictObject({ invitation: id })
  .transform(({ invitation }) => ({ invitationId: invitation }));

export const Right = z
  .strictObject({ person: id, right })
  .transform(({ person, right: given }) => ({ personId: person, right: given }));

export const Jobs = z
  .strictObject({ person: id, site, ...jobFields })
  .transform(({ person, site: siteId, ...jobs }) => ({ personId: person, siteId, jobRoles: jobsOf(jobs) }));

export const Part = z
  .strictObject({
    person: id,
    site: id,
    right: z.union([z.literal('').transform(() => null), z.enum(['manager', 'lead', 'staff'])]),
    ...jobFields,
  })
  .transform(({ person, site: siteId, right: given, ...jobs }) => ({
    personId: person,
    siteId,
    right: given,
    jobRoles: jobsOf(jobs),
  }));

export const End = z
  .strictObject({ person: id, how: z.enum(['access', 'left']) })
  .transform(({ person, how }) => ({ personId: person, how }));

export const Back = z
  .strictObject({ person: id, right: z.union([z.literal('').transform(() => null), right]) })
  .transform(({ person, right: given }) => ({ personId: person, right: given }));
