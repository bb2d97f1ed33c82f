// What the forms of people send: strings as typed, each job a box of its own. The verbs say what is wrong.
import { z } from 'zod';
import { JOB_ROLES } from '@/lib/access/rules';
import { id } from '@/lib/core/text';
import { LANGUAGES } from '@/lib/contacts/rules';
import { written } from '../../sites/forms';

const typed = z.string().max(5000, 'is longer than 5,000 characters');
const box = z.literal('on').optional();

const facts = {
  name: typed,
  job_front_desk: box,
  job_ma_nurse: box,
  job_clinician: box,
  job_incident_lead: box,
  job_it_privacy: box,
  job_billing: box,
  /** Empty: at no site in particular. */
  siteId: z.union([z.literal('').transform(() => null), id]),
  language: z.enum(LANGUAGES),
  notes: typed,
};

type Boxes = { [Role in (typeof JOB_ROLES)[number] as `job_${Role}`]?: 'on' | undefined };

/** The boxes as a list. */
export function withJobs<T extends Boxes>(given: T) {
  const {
    job_front_desk,
    job_ma_nurse,
    job_clinician,
    job_incident_lead,
    job_it_privacy,
    job_billing,
    ...rest
  } = given;
  const boxes: Boxes = {
    job_front_desk,
    job_ma_nurse,
    job_clinician,
    job_incident_lead,
    job_it_privacy,
    job_billing,
  };
  return { ...rest, jobRoles: JOB_ROLES.filter((role) => boxes[`job_${role}`] === 'on') };
}

export const NewPerson = z.strictObject({ ...facts, mobile: typed, second: typed, email: typed });
export const EditPerson = z.strictObject({
  personId: id,
  ...facts,
  opened: written(z.record(z.string(), z.string())),
  seen: written(z.record(z.string(), z.string())),
});
