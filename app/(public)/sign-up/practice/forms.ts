// What the sign-up form of a practice sends: strings as typed. The verb says what is wrong, in the form's words.
import { z } from 'zod';
import { id } from '@/lib/core/text';
import { jobFields, jobsOf } from '../../../p/[practice]/members/forms';

const typed = z.string().max(5000, 'is longer than 5,000 characters');

export const NewPractice = z
  .strictObject({
    formId: id,
    name: typed,
    kind: typed,
    ehr: typed,
    zone: typed,
    siteName: typed,
    address: typed,
    phone: typed,
    ...jobFields,
  })
  .transform(({ formId, name, kind, ehr, zone, siteName, address, phone, ...jobs }) => ({
    formId,
    name,
    kind,
    ehr,
    zone,
    siteName,
    address,
    phone,
    jobRoles: jobsOf(jobs),
  }));

export const ForFile = z
  .strictObject({ formId: id, name: typed, zone: typed, ...jobFields })
  .transform(({ formId, name, zone, ...jobs }) => ({ formId, name, zone, jobRoles: jobsOf(jobs) }));
