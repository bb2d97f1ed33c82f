// What makes a practice, a site, an alternate site and a vendor, and how screens get them.
import { z } from 'zod';
import { JOB_ROLES, type JobRole, type Right } from '@/lib/access/rules';
import { id, slug, text, textOrEmpty } from '@/lib/core/text';
import { DAYS, FACT_NAME, isZone, VENDOR_KINDS, type Day, type VendorKind } from './rules';

const zone = text(60).refine(isZone, 'is not a time zone like America/Chicago');
const webAddress = z
  .url({ protocol: /^https$/, error: 'is not an address that starts with https://' })
  .max(500, 'is longer than 500 characters');
const webAddressOrEmpty = z.union([z.literal(''), webAddress]);
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time like 08:00');

/** First parts of /live/… that are not practices. */
const TAKEN = new Set(['a', 'v1', 'shell']);

export const CreatePractice = z.strictObject({
  slug: slug.refine((given) => !TAKEN.has(given), 'is used by Holdfast itself. Choose another'),
  name: text(120),
  /** First word of every text, so only characters that keep a text in one segment. */
  smsName: text(20).regex(/^[A-Za-z0-9 .,'&-]+$/, 'may hold plain letters, digits and spaces only'),
  zone,
  kind: text(80),
  ehr: textOrEmpty(200),
});

export const AddSite = z.strictObject({
  name: text(120),
  address: text(300),
  phone: text(40),
  /** Null: the practice's own. */
  zone: zone.nullable().default(null),
  hours: z.partialRecord(z.enum(DAYS), z.tuple([clockTime, clockTime])).default({}),
  facts: z
    .record(z.string().regex(FACT_NAME, 'is not a short name like paper_drawer'), text(300))
    .refine((facts) => Object.keys(facts).length <= 100, 'has more than 100 entries')
    .default({}),
});

export const AddAlternateSite = z.strictObject({
  siteId: id,
  name: text(120),
  address: text(300),
  mapUrl: webAddressOrEmpty,
  keys: textOrEmpty(500),
  agreement: textOrEmpty(500),
  agreementExpires: z.iso.date().nullable(),
  capacity: textOrEmpty(300),
  power: textOrEmpty(300),
  network: textOrEmpty(300),
  phone: textOrEmpty(300),
  coldChain: textOrEmpty(300),
  drugStorage: textOrEmpty(300),
  worksThere: textOrEmpty(500),
  doesNotWork: textOrEmpty(500),
  reportsThere: z.array(z.strictObject({ role: z.enum(JOB_ROLES), where: text(200) })).max(20),
  /** Go / no-go, each a sentence that is true when it is a go. */
  checks: z.array(text(200)).max(20),
});

export const AddVendor = z.strictObject({
  kind: z.enum(VENDOR_KINDS),
  name: text(120),
  supportLine: text(40),
  accountNumber: textOrEmpty(80),
  promise: textOrEmpty(500),
  exitFacts: textOrEmpty(500),
  statusPage: webAddressOrEmpty,
});

export interface PracticeView {
  id: string;
  slug: string;
  name: string;
  smsName: string;
  zone: string;
  kind: string;
  ehr: string;
}

export interface MemberView {
  personId: string;
  name: string;
  right: Right;
  jobRoles: JobRole[];
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
