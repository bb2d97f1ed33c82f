// What makes a practice, a site, an alternate site and a vendor, and how screens get them.
import { z } from 'zod';
import { JOB_ROLES, type JobRole, type Right, type SitePart } from '@/lib/access/rules';
import { id, line, slug, text, textOrEmpty } from '@/lib/core/text';
import {
  DAYS,
  FACT_NAME,
  isZone,
  LONGEST_WAIT_MINUTES,
  MOST_CHECKS,
  MOST_FACTS,
  MOST_SYSTEMS,
  VENDOR_KINDS,
  type Day,
  type Fields,
  type VendorKind,
} from './rules';

export type { InvitationView, MemberDetail, MemberLine, MemberState } from './member-views';

export const zone = text(60).refine(isZone, 'is not a time zone like America/Chicago');
const webAddressOrEmpty = textOrEmpty(500).refine(
  (value) => value === '' || (/^https:\/\/[^\s\\@\p{Cc}]+$/iu.test(value) && URL.canParse(value)),
  'is not an address that starts with https://',
);
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time like 08:00');

const hours = z
  .tuple([clockTime, clockTime])
  .refine(([opens, closes]) => opens < closes, 'closes before it opens');
/** A value goes into plans as it is, so it may not ask for another. */
const fact = text(300).refine(
  (value) => !/\{\{|\}\}/.test(value),
  'holds {{ or }}. Write the place itself: a fact cannot stand for another fact',
);
const facts = z.record(z.string(), fact).superRefine((given, ctx) => {
  const names = Object.keys(given);
  if (names.length > MOST_FACTS)
    ctx.addIssue({ code: 'custom', message: `are more than ${MOST_FACTS}. Remove some` });
  for (const name of names.filter((each) => !FACT_NAME.test(each))) {
    const message = 'needs a name like paper_drawer: small letters, digits and _, at most 40';
    ctx.addIssue({ code: 'custom', path: [name], message });
  }
});
const whole = (least: number, most: number) =>
  z.int('is not a whole number').min(least, `is less than ${least}`).max(most, `is more than ${most}`);

/** First parts of /live/… that are not practices. */
export const TAKEN = new Set(['a', 'v1', 'shell']);

export const CreatePractice = z.strictObject({
  slug: slug.refine((given) => !TAKEN.has(given), 'is used by Holdfast itself. Choose another'),
  name: line(120),
  /** First word of every text, so only characters that keep a text in one segment. */
  smsName: text(20).regex(/^[A-Za-z0-9 .,'&-]+$/, 'may hold plain letters, digits and spaces only'),
  zone,
  kind: text(80),
  ehr: textOrEmpty(200),
});

export const AddSite = z.strictObject({
  name: line(120),
  address: text(300),
  phone: text(40),
  /** Null: the practice's own. */
  zone: zone.nullable().default(null),
  hours: z.partialRecord(z.enum(DAYS), hours).default({}),
  facts: facts.default({}),
});

export const AddAlternateSite = z.strictObject({
  siteId: id,
  name: line(120),
  address: text(300),
  mapUrl: webAddressOrEmpty,
  keys: textOrEmpty(500),
  agreement: textOrEmpty(500),
  agreementExpires: z.iso
    .date('is not a day like 2027-06-30')
    .refine((date) => date >= '2000' && date < '2200', 'is not a plausible day')
    .nullable(),
  ownerId: id.nullable().default(null),
  capacity: textOrEmpty(300),
  power: textOrEmpty(300),
  network: textOrEmpty(300),
  phone: textOrEmpty(300),
  coldChain: textOrEmpty(300),
  drugStorage: textOrEmpty(300),
  worksThere: textOrEmpty(500),
  doesNotWork: textOrEmpty(500),
  reportsThere: z
    .array(z.strictObject({ role: z.enum(JOB_ROLES), where: text(200) }))
    .max(20, 'are more than 20. Remove some'),
  /** Go / no-go, each a sentence that is true when it is a go. */
  checks: z.array(text(200)).max(MOST_CHECKS, `are more than ${MOST_CHECKS}. Remove some`),
});

export const AddVendor = z.strictObject({
  kind: z.enum(VENDOR_KINDS),
  name: line(120),
  supportLine: text(40),
  accountNumber: textOrEmpty(80),
  promise: textOrEmpty(500),
  promisePercent: z
    .string()
    .trim()
    .transform((value) => value.replace(/\s*%$/, ''))
    .pipe(z.string().regex(/^(|100|\d{1,2}(\.\d{1,5})?)$/, 'is not a percentage like 99.9'))
    .default(''),
  countsFrom: whole(0, 10_080).nullable().default(null),
  claimDays: whole(1, 3650).nullable().default(null),
  exitFacts: textOrEmpty(500),
  dataExport: textOrEmpty(500).default(''),
  statusPage: webAddressOrEmpty,
});

/** What a form was opened with, and what it showed last: so that two people's changes do not wipe each other. */
const fields = z
  .record(z.string().max(80), z.string().max(5000))
  .refine((given) => Object.keys(given).length <= 400, 'has too many fields');
const overlap = { opened: fields.nullable().default(null), seen: fields.nullable().default(null) };

export const ChangeSite = AddSite.extend({ siteId: id, ...overlap });
export const ChangeAlternateSite = AddAlternateSite.omit({ siteId: true }).extend({
  alternateSiteId: id,
  ...overlap,
});
export const ChangeVendor = AddVendor.extend({ vendorId: id, ...overlap });
export const ChangeFacts = z.strictObject({ facts, ...overlap });
export const ChangeSystems = z.strictObject({
  siteId: id,
  systems: z
    .array(
      z.strictObject({
        /** Left out for one that is new. */
        id: id.optional(),
        name: line(120),
        vendorId: id.nullable(),
        canWaitMinutes: whole(0, LONGEST_WAIT_MINUTES),
        meanwhile: textOrEmpty(500),
      }),
    )
    .max(MOST_SYSTEMS, `are more than ${MOST_SYSTEMS}. Remove some`),
  ...overlap,
});
export const SiteId = z.strictObject({ siteId: id });
export const AlternateSiteId = z.strictObject({ alternateSiteId: id });
export const VendorId = z.strictObject({ vendorId: id });

export interface PracticeView {
  id: string;
  slug: string;
  name: string;
  smsName: string;
  zone: string;
  kind: string;
  ehr: string;
  /** Whether a photo step takes a photo; while off, it takes a note. */
  photos: boolean;
}

/** What a practice sets for itself. */
export interface PracticeSettings {
  name: string;
  smsName: string;
  /** Who e-mails say they are from; '' for the practice's name. */
  mailName: string;
  kind: string;
  ehr: string;
  zone: string;
  reportMinutes: number;
  /** Minutes from noticed: update, short or long, go long, then six reviews. */
  clockMarks: number[];
  photos: boolean;
  keepYears: number;
  confirmDays: number;
}

export interface MemberView {
  personId: string;
  name: string;
  right: Right;
  jobRoles: JobRole[];
  parts: SitePart[];
}

export interface PracticeOf {
  practiceId: string;
  slug: string;
  name: string;
  right: Right;
}

export interface AlternateSite {
  id: string;
  siteId: string;
  name: string;
  address: string;
  mapUrl: string;
  keys: string;
  agreement: string;
  /** A day like 2027-06-30, or null: no end. */
  agreementExpires: string | null;
  /** Who is reminded before the agreement ends. */
  ownerId: string | null;
  capacity: string;
  power: string;
  network: string;
  phone: string;
  coldChain: string;
  drugStorage: string;
  worksThere: string;
  doesNotWork: string;
  reportsThere: { role: JobRole; where: string }[];
  checks: string[];
}

/** A system in use at a site: how long its work can wait, and how it is done meanwhile. */
export interface SiteSystem {
  id: string;
  vendorId: string | null;
  name: string;
  canWaitMinutes: number;
  meanwhile: string;
}

export interface Site {
  id: string;
  name: string;
  address: string;
  phone: string;
  zone: string;
  hours: Partial<Record<Day, [string, string]>>;
  facts: Record<string, string>;
  alternateSites: AlternateSite[];
  /** What can wait least first. */
  systems: SiteSystem[];
}

export interface Vendor {
  id: string;
  kind: VendorKind;
  name: string;
  supportLine: string;
  accountNumber: string;
  /** What the contract promises, in its own words. */
  promise: string;
  /** "99.9", or '' when it promises no percentage. */
  promisePercent: string;
  /** Minutes in a row an outage must last to count; null when the contract does not say. */
  countsFrom: number | null;
  /** Days after an outage within which credit must be claimed; null when the contract does not say. */
  claimDays: number | null;
  exitFacts: string;
  /** How our data get out, in what form. */
  dataExport: string;
  statusPage: string;
}

/** One thing as its form gets it: what it says, and the same as fields for telling who changed what. */
export interface ForEditing<T> {
  value: T;
  fields: Fields;
}

/** A site as its own form gets it: its own facts and zone only. */
export interface OwnSite extends Omit<Site, 'zone' | 'alternateSites' | 'systems'> {
  zone: string | null;
}

/** What is off the lists and can come back. */
export interface Closed {
  id: string;
  name: string;
  /** For an alternate site: whose. */
  siteId: string | null;
  closedAt: string;
}
