// What the settings form sends: strings as typed. The verb says what is wrong, in the form's words.
import { z } from 'zod';
import { overlap } from '../sites/forms';

const typed = z.string().max(5000, 'is longer than 5,000 characters');
/** Digits as one counts with them, so no 0x10 or 1e3; what is no number is refused by the verb. */
const number = z
  .string()
  .max(40)
  .transform((value) => (/^\s*\d+\s*$/.test(value) ? Number(value) : Number.NaN));

const MARKS = 9;

export const EditSettings = z
  .strictObject({
    name: typed,
    smsName: typed,
    mailName: typed,
    kind: typed,
    ehr: typed,
    zone: typed,
    reportMinutes: number,
    photos: z.enum(['on', 'off']),
    ...Object.fromEntries(Array.from({ length: MARKS }, (_, place) => [`mark${place}`, number])),
    keepYears: number,
    confirmDays: number,
    ...overlap,
  })
  .transform(
    ({
      name,
      smsName,
      mailName,
      kind,
      ehr,
      zone,
      reportMinutes,
      photos,
      keepYears,
      confirmDays,
      opened,
      seen,
      ...marks
    }) => ({
      name,
      smsName,
      mailName,
      kind,
      ehr,
      zone,
      reportMinutes,
      photos: photos === 'on',
      keepYears,
      confirmDays,
      opened,
      seen,
      clockMarks: Array.from({ length: MARKS }, (_, place) =>
        Number((marks as Record<string, unknown>)[`mark${place}`]),
      ),
    }),
  );
