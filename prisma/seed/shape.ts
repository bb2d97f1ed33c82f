// What the seed files may hold: stricter than the verbs, so that every number and address in them is fictional.
import { isPossiblePhoneNumber } from 'libphonenumber-js';
import { z } from 'zod';
import { JOB_ROLES } from '@/lib/access/rules';
import { WHAT_DOWN } from '@/lib/incidents/rules';

const words = z.string().trim().min(1);
const key = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(48);
const role = z.enum(JOB_ROLES);
const day = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
// E.164, and only the range reserved for fiction: NPA-555-01XX.
const phone = z
  .string()
  .regex(/^\+1[2-9]\d{2}55501\d{2}$/)
  .refine((number) => isPossiblePhoneNumber(number));
const email = z.string().regex(/^[a-z0-9.]+@[a-z0-9.]+\.example$/);
const url = z.string().regex(/^https:\/\/[a-z0-9.-]+\.example(\/[a-z0-9/-]*)?$/);

const Step = z.strictObject({
  key,
  title: words.max(80),
  detail: words.max(400),
  role,
  due: z.strictObject({ minutes: z.number().int() }).nullable(),
  critical: z.boolean(),
  needs: z.array(z.enum(['ehr', 'internet', 'phones', 'power'])),
  evidence: z.enum(['none', 'note', 'number', 'time', 'photo', 'signature']),
});
export const Runbook = z.strictObject({
  slug: key,
  title: words,
  kind: words,
  trigger: words,
  anchor: words,
  escalatesTo: z.array(key),
  sections: z.array(z.strictObject({ key, title: words, steps: z.array(Step).min(1) })).min(1),
});
export const Starters = z.strictObject({ edition: z.literal(1), news: words, runbooks: z.array(Runbook) });

const AlternateSite = z.strictObject({
  key,
  site: key,
  name: words,
  address: words,
  mapUrl: url,
  keys: words,
  agreement: words,
  agreementExpires: z.iso.date().nullable(),
  owner: key.nullable(),
  capacity: words,
  power: words,
  network: words,
  phone: words,
  coldChain: words,
  drugStorage: words,
  worksThere: words,
  doesNotWork: words,
  reportsThere: z.array(z.strictObject({ role, where: words })),
  checks: z.array(words).length(10),
});
const Branch = z.strictObject({
  name: words,
  lead: key,
  deputy: key,
  waitMinutes: z.number().int().positive(),
  needRole: role,
  needCount: z.number().int().positive(),
  members: z.array(key),
});
const reach = { verified: z.boolean(), consent: z.boolean() };
const Person = z.strictObject({
  key,
  name: words,
  jobRoles: z.array(role).min(1),
  site: key,
  right: z.enum(['owner', 'manager', 'lead', 'staff']).optional(),
  email: email.optional(),
  password: z.literal('holdfast-demo-1').optional(),
  reach: z.array(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.enum(['mobile', 'second']), address: phone, ...reach }),
      z.strictObject({ kind: z.literal('email'), address: email, ...reach }),
    ]),
  ),
  language: z.enum(['en', 'es']),
});
const Past = z.strictObject({
  key,
  daysAgo: z.number().int().positive(),
  hour: z.number().int().min(0).max(23),
  minute: z.number().int().min(0).max(59),
  drill: z.boolean(),
  site: key,
  whatDown: z.array(z.enum(WHAT_DOWN)).min(1),
  runbook: key,
  wentLong: z.strictObject({ runbook: key, atMinute: z.number().int().positive() }).nullable(),
  minutesToDeclare: z.number().int(),
  minutesOpen: z.number().int(),
  declaredBy: key,
  closedBy: key,
  closeReason: words,
  answered: z.number().int(),
  told: z.number().int(),
  stepsDone: z.number().int(),
  stepsTotal: z.number().int(),
  paperUsed: z.number().int(),
});
export const Demo = z.strictObject({
  slug: key,
  name: words,
  zone: words,
  // Every character of a text's first word must fit the plain SMS alphabet.
  smsName: z.string().regex(/^[A-Z ]{1,20}$/),
  kind: words,
  ehr: words,
  facts: z.record(z.string(), words),
  sites: z.array(
    z.strictObject({
      key,
      name: words,
      address: words,
      phone,
      hours: z.partialRecord(day, z.tuple([clock, clock])),
      facts: z.record(z.string(), words),
      systems: z
        .array(
          z.strictObject({
            name: words,
            vendor: key.nullable(),
            canWaitMinutes: z.number().int().min(0),
            meanwhile: words,
          }),
        )
        .min(5),
    }),
  ),
  alternateSites: z.array(AlternateSite),
  vendors: z.array(
    z.strictObject({
      key,
      kind: z.enum([
        'ehr',
        'internet',
        'power',
        'phones',
        'labs',
        'pharmacy',
        'clearinghouse',
        'insurer',
        'landlord',
        'it',
      ]),
      name: words,
      supportLine: phone,
      accountNumber: words,
      promise: words,
      promisePercent: z.string(),
      countsFrom: z.number().int().nullable(),
      claimDays: z.number().int().nullable(),
      exitFacts: words,
      dataExport: z.string(),
      statusPage: url,
    }),
  ),
  people: z.array(Person),
  trees: z.array(z.strictObject({ key, name: words, branches: z.array(Branch).min(1) })),
  history: z.array(Past),
});
