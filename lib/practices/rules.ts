// Limits and words of practices, sites and vendors; pure.
import { RIGHTS, type Right } from '@/lib/access/rules';
import { plural } from '@/lib/core';

export const VENDOR_KINDS = [
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
  'other',
] as const;
export type VendorKind = (typeof VENDOR_KINDS)[number];

export const VENDOR_KIND_WORDS: Record<VendorKind, string> = {
  ehr: 'EHR',
  internet: 'Internet',
  power: 'Power',
  phones: 'Phones',
  labs: 'Lab or imaging',
  pharmacy: 'Pharmacy',
  clearinghouse: 'Clearinghouse',
  insurer: 'Insurer',
  landlord: 'Landlord',
  it: 'IT support',
  other: 'Other',
};

export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Day = (typeof DAYS)[number];

export const DAY_WORDS: Record<Day, string> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
};

/** What forms and refusals call each field. */
export const SITE_WORDS = { name: 'Name', address: 'Address', phone: 'Phone', zone: 'Time zone' } as const;

export const ALTERNATE_WORDS = {
  name: 'Name',
  address: 'Address',
  mapUrl: 'Map link',
  keys: 'Keys, and who holds them',
  agreement: 'Agreement',
  agreementExpires: 'Last day of the agreement',
  ownerId: 'Who looks after the agreement',
  capacity: 'Room for',
  power: 'Power',
  network: 'Network',
  phone: 'Phones',
  coldChain: 'Cold chain',
  drugStorage: 'Controlled drugs',
  worksThere: 'Works there',
  doesNotWork: 'Does not work there',
  reportsThere: 'Who reports where',
  checks: 'Go or no-go checks',
} as const;

export const SETTINGS_WORDS = {
  name: 'Name',
  smsName: 'Short name for texts',
  mailName: 'Sender of e-mails',
  kind: 'Kind of practice',
  ehr: 'EHR',
  zone: 'Time zone',
  reportMinutes: 'A report declares itself after',
  clockMarks: 'Times of the incident clock',
  photos: 'Photos',
  keepYears: 'Years until we call something old',
  confirmDays: 'Days between asking about numbers',
} as const;

export const VENDOR_WORDS = {
  kind: 'For',
  name: 'Name',
  supportLine: 'Support line',
  accountNumber: 'Account number',
  promise: 'What the contract promises',
  promisePercent: 'Percentage promised',
  countsFrom: 'Shortest outage that counts',
  claimDays: 'Days to claim',
  exitFacts: 'If we leave',
  dataExport: 'How our data get out',
  statusPage: 'Status page',
} as const;

export const SYSTEM_WORDS = {
  name: 'System',
  vendorId: 'Vendor',
  canWaitMinutes: 'Can wait',
  meanwhile: 'Meanwhile',
} as const;

export const MOST_FACTS = 100;
export const MOST_SYSTEMS = 40;
export const MOST_CHECKS = 20;
export const LONGEST_WAIT_MINUTES = 365 * 24 * 60;

/** What a new alternate site starts from: ten sentences that are all true when it is a go. */
export const FIRST_CHECKS: readonly string[] = [
  'The place says yes for today',
  'A key holder is there or on the way',
  'Lights, heat and running water work',
  'The EHR opens there on one of our laptops, or paper packs for two days are there',
  'Our phone number rings there',
  'Enough rooms with a door, and a toilet, are free and clean',
  'The way in and one toilet are step-free',
  'A refrigerator there reads between 36 and 46 F, or our vaccines are safe elsewhere',
  'Emergency drugs, AED and oxygen are there and in date',
  'Nobody can overhear check-in',
];

/** A site's name for a fact, as in {{site.paper_drawer}}. */
export const FACT_NAME = /^[a-z][a-z0-9_]{0,39}$/;

/** How plans write a fact: {{site.paper_drawer}}. */
export function placeholder(name: string): string {
  return `{{site.${name}}}`;
}

/** "paper_drawer" as "Paper drawer". */
export function factWord(name: string): string {
  const words = name.replaceAll('_', ' ').replace(/\bpc\b/, 'PC');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** "cannot wait", "45 minutes", "4 hours", "2 days": how long work can wait for a system. */
export function waitWords(minutes: number): string {
  if (minutes <= 0) return 'cannot wait';
  const { count, unit } = splitWait(minutes);
  return `${count} ${count === 1 ? unit.slice(0, -1) : unit}`;
}

export const WAIT_UNITS = { minutes: 1, hours: 60, days: 1440 } as const;
export type WaitUnit = keyof typeof WAIT_UNITS;

/** Minutes in the largest unit that says them whole. */
export function splitWait(minutes: number): { count: number; unit: WaitUnit } {
  const units = ['days', 'hours'] as const;
  const unit = units.find((each) => minutes > 0 && minutes % WAIT_UNITS[each] === 0) ?? 'minutes';
  return { count: minutes / WAIT_UNITS[unit], unit };
}

/** A contract's promise as one line: "99.9% · outages from 15 minutes count · claim within 30 days". */
export function promiseTerms(vendor: {
  promisePercent: string;
  countsFrom: number | null;
  claimDays: number | null;
}): string {
  const { promisePercent, countsFrom, claimDays } = vendor;
  return [
    promisePercent !== '' && `${promisePercent}%`,
    countsFrom !== null && `outages from ${plural(countsFrom, 'minute')} count`,
    claimDays !== null && `claim within ${plural(claimDays, 'day')}`,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** Something to edit, field by field. What is empty is not in it. */
export type Fields = Readonly<Record<string, string>>;

/** One field that two people changed, to different ends. */
export interface Clash {
  field: string;
  theirs: string;
}

/**
 * Puts what was typed over what is stored now: only what differs from what the form was opened with. A field somebody
 * else changed meanwhile is a clash, unless the form already showed it (`seen`) or both mean the same.
 */
export function mergeFields(
  form: { opened: Fields; seen: Fields; mine: Fields },
  now: Fields,
): { fields: Record<string, string>; changed: string[]; clashes: Clash[] } {
  const at = (fields: Fields, name: string): string =>
    Object.hasOwn(fields, name) ? (fields[name] ?? '') : '';
  const names = new Set([...Object.keys(now), ...Object.keys(form.mine), ...Object.keys(form.opened)]);
  const fields: Record<string, string> = {};
  const changed: string[] = [];
  const clashes: Clash[] = [];
  for (const name of names) {
    const [opened, mine, stored] = [at(form.opened, name), at(form.mine, name), at(now, name)];
    const kept = mine === opened ? stored : mine;
    if (kept !== '') fields[name] = kept;
    if (kept === stored) continue;
    changed.push(name);
    if (stored !== opened && stored !== at(form.seen, name)) clashes.push({ field: name, theirs: stored });
  }
  return { fields, changed, clashes };
}

/** True for an IANA zone this machine knows. */
export function isZone(zone: string): boolean {
  // An offset like +05:00 is a zone to Intl, with its sign turned round to PostgreSQL.
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** What each right is called, and what it is for. */
export const RIGHT_WORDS: Record<Right, { word: string; what: string }> = {
  owner: { word: 'Owner', what: 'Everything, also the whole practice’s data and other owners.' },
  manager: { word: 'Manager', what: 'Plans, people, sites, vendors and settings.' },
  lead: { word: 'Lead', what: 'Declares a downtime and leads it, sees colleagues’ numbers.' },
  staff: { word: 'Staff', what: 'Reads the plans, reports, and does own steps.' },
};

/** An invitation works once, for so long. */
export const INVITATION_DAYS = 7;
/** So many people are invited by one form; its boxes are fields, and a form may have a hundred. */
export const MOST_AT_ONCE = 90;
/** What one account may found. */
export const MOST_PRACTICES = 5;

/** Nobody gives a right above their own, and nobody changes somebody who stands above them. */
export function mayGive(own: Right, right: Right): boolean {
  return RIGHTS.indexOf(own) <= RIGHTS.indexOf(right);
}

/** The rights somebody with this one may give, the highest first. */
export function rightsToGive(own: Right): Right[] {
  return RIGHTS.filter((right) => mayGive(own, right));
}

function plainLetters(name: string): string {
  return name.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[’‘`]/g, "'");
}

/** What a practice's addresses begin with, from its name: "St. Mary's Clinic" as "st-marys-clinic". */
export function slugFrom(name: string): string {
  const slug = plainLetters(name)
    .toLowerCase()
    .replaceAll("'", '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 40)
    .replace(/-+$/, '');
  return slug === '' ? 'practice' : slug;
}

/** The first word of a practice's texts, from its name: plain letters, at most 20, whole words where they fit. */
export function smsNameFrom(name: string): string {
  const words = plainLetters(name)
    .toUpperCase()
    .replace(/[^A-Z0-9 .,'&-]+/g, ' ')
    .split(/\s+/)
    .filter((word) => /[A-Z0-9]/.test(word));
  let short = '';
  for (const word of words) {
    const longer = short === '' ? word : `${short} ${word}`;
    if (longer.length > 20) break;
    short = longer;
  }
  return short || (words[0] ?? 'PRACTICE').slice(0, 20);
}
