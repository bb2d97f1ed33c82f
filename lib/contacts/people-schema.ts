// What the forms of people and their ways send, and what their pages get.
import { z } from 'zod';
import { JOB_ROLES, type JobRole, type Right } from '@/lib/access/rules';
import { id, line, text, textOrEmpty } from '@/lib/core/text';
import type { Fields } from '@/lib/practices/rules';
import {
  IMPORT_FIELDS,
  LANGUAGES,
  MOST_IMPORT_COLUMNS,
  REACH_KINDS,
  type ImportField,
  type Language,
  type ReachKind,
} from './rules';

const fields = z
  .record(z.string().max(80), z.string().max(5000))
  .refine((given) => Object.keys(given).length <= 40, 'has too many fields')
  .nullable()
  .default(null);

const facts = {
  name: line(120),
  jobRoles: z
    .array(z.enum(JOB_ROLES))
    .min(1, 'needs at least one. Tick what they do')
    .max(JOB_ROLES.length, 'holds one twice'),
  siteId: id.nullable(),
  language: z.enum(LANGUAGES),
  notes: textOrEmpty(1000),
};

/** Ways as typed; left empty where there is none. */
export const AddByHand = z.strictObject({
  ...facts,
  mobile: textOrEmpty(60),
  second: textOrEmpty(60),
  email: textOrEmpty(300),
});
export const ChangePerson = z.strictObject({ personId: id, ...facts, opened: fields, seen: fields });
export const PersonFacts = z.strictObject(facts);
export const PersonId = z.strictObject({ personId: id });
export const OwnLanguage = z.strictObject({ personId: id, language: z.enum(LANGUAGES) });

export const AddWay = z.strictObject({ personId: id, kind: z.enum(REACH_KINDS), address: text(300) });
/** `was`: the address the form showed. */
export const ChangeWay = z.strictObject({ reachId: id, was: z.string().max(300), address: text(300) });
export const WayId = z.strictObject({ reachId: id });
export const TypeCode = z.strictObject({ reachId: id, code: z.string().max(40) });
export const SetConsent = z.strictObject({ reachId: id, given: z.enum(['yes', 'no']) });

export const GiveList = z.strictObject({
  text: z.string(),
  fileName: z.string().max(300).default(''),
  /** How the browser read its letters, when that was a guess. */
  note: z.string().max(300).default(''),
});
export const MapList = z.strictObject({
  importId: id,
  columns: z.array(z.enum(IMPORT_FIELDS)).max(MOST_IMPORT_COLUMNS),
  jobDefault: z.enum(JOB_ROLES).nullable(),
});
export const ListId = z.strictObject({ importId: id });

/** One way as the person's page shows it. Dates are instants. */
export interface WayLine {
  id: string;
  kind: ReachKind;
  address: string;
  verifiedAt: string | null;
  consentAt: string | null;
  consentBy: string;
  consentWords: string;
  optedOutAt: string | null;
  lastAnsweredAt: string | null;
  /** A code is on its way or waits to be typed. */
  codeOpen: boolean;
  /** The same number or address at somebody else here. */
  sharedWith: string[];
  warning: string | null;
}

export interface PersonPage {
  id: string;
  name: string;
  jobRoles: JobRole[];
  siteId: string | null;
  right: Right | null;
  language: Language;
  notes: string;
  confirmedAt: string | null;
  /** When they were last asked whether all is right, if after they last said so. */
  askedAt: string | null;
  deactivatedAt: string | null;
  /** Their own page: they may change their ways. */
  own: boolean;
  /** May change everything about them. */
  manages: boolean;
  ways: WayLine[];
  /** Where they stand in contact trees: "leads Clinical (Everyone)". */
  places: string[];
  /** Somebody said through the link that they are not this person, and when. */
  notMeAt: string | null;
  fields: Fields;
}

/** One line of the list of everybody. Addresses are null where the reader may not see them. */
export interface PersonLine {
  id: string;
  name: string;
  jobRoles: JobRole[];
  siteId: string | null;
  right: Right | null;
  confirmedAt: string | null;
  askedAt: string | null;
  reaches: {
    id: string;
    kind: ReachKind;
    address: string | null;
    verified: boolean;
    optedOut: boolean;
    consent: boolean;
    lastAnsweredAt: string | null;
  }[];
}

export interface PeopleList {
  lines: PersonLine[];
  /** How many fit the search. */
  found: number;
  page: number;
  pages: number;
  total: number;
  reachable: number;
  /** The first to fix, by name: "Lee Ortiz has no second number". */
  firstToFix: string | null;
  left: { id: string; name: string; deactivatedAt: string }[];
}

export interface ImportView {
  id: string;
  fileName: string;
  state: 'checked' | 'going' | 'ended';
  note: string;
  header: string[];
  columns: ImportField[];
  jobDefault: JobRole | null;
  total: number;
  done: number;
  added: number;
  changed: number;
  same: number;
  /** Before it goes: how many rows are in order. */
  good: number;
  refusedCount: number;
  /** The first of them. */
  refused: { row: number; name: string; reason: string }[];
  preview: { row: number; cells: string[]; reason: string | null }[];
  startedAt: string;
  endedAt: string | null;
}
