// What the forms of vendors send: strings as typed. The verbs say what is wrong, in the form's words.
import { z } from 'zod';
import { id } from '@/lib/core/text';
import { VENDOR_KINDS } from '@/lib/practices/rules';
import { overlap } from '../sites/forms';

const typed = z.string().max(5000, 'is longer than 5,000 characters');
/** Null when left empty; what is no number is refused by the verb. */
const number = z
  .string()
  .max(40)
  .transform((value) => (value.trim() === '' ? null : Number(value)));

const vendor = {
  kind: z.enum(VENDOR_KINDS),
  name: typed,
  supportLine: typed,
  accountNumber: typed,
  promise: typed,
  promisePercent: typed,
  countsFrom: number,
  claimDays: number,
  exitFacts: typed,
  dataExport: typed,
  statusPage: typed,
};

export const NewVendor = z.strictObject(vendor);
export const EditVendor = z.strictObject({ vendorId: id, ...vendor, ...overlap });
