// What makes a person and a tree, and how screens get them.
import { z } from 'zod';
import { JOB_ROLES, RIGHTS, type JobRole, type Right } from '@/lib/access/rules';
import { id, text, textOrEmpty } from '@/lib/core/text';
import { readEmail, readNumber } from './numbers';
import { LANGUAGES, type Language, type ReachKind } from './rules';

export {
  AddWay,
  ChangeWay,
  GiveList,
  ListId,
  OwnLanguage,
  PersonId,
  SetConsent,
  TypeCode,
  WayId,
  type ImportView,
  type PeopleList,
  type PersonLine,
  type PersonPage,
  type WayLine,
} from './people-schema';

/** Any spelling of a number people use here, kept as +13125550100. */
const phoneNumber = text(60).transform((value, ctx) => {
  const read = readNumber(value);
  if ('address' in read) return read.address;
  ctx.addIssue({ code: 'custom', message: read.fault });
  return z.NEVER;
});
const emailAddress = text(300).transform((value, ctx) => {
  const read = readEmail(value);
  if ('address' in read) return read.address;
  ctx.addIssue({ code: 'custom', message: read.fault });
  return z.NEVER;
});
const told = { verified: z.boolean().default(false), consent: z.boolean().default(false) };

export const AddReach = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['mobile', 'second']), address: phoneNumber, ...told }),
  z.strictObject({ kind: z.literal('email'), address: emailAddress, ...told }),
]);

export const AddPerson = z.strictObject({
  name: text(120),
  jobRoles: z.array(z.enum(JOB_ROLES)).min(1, 'needs at least one job').max(JOB_ROLES.length),
  siteId: id.nullable().default(null),
  language: z.enum(LANGUAGES).default('en'),
  /** No patient data. */
  notes: textOrEmpty(1000).default(''),
  reaches: z
    .array(AddReach)
    .max(10)
    .refine(
      (ways) => new Set(ways.map((way) => way.address)).size === ways.length,
      'has the same address twice',
    )
    .default([]),
  /** Members log in; leave out for contact-only people. */
  account: z
    .strictObject({ accountId: id, right: z.enum(RIGHTS) })
    .nullable()
    .default(null),
});

export const AddTree = z.strictObject({
  name: text(120),
  branches: z
    .array(
      z.strictObject({
        name: text(120),
        leadId: id,
        deputyId: id.nullable().default(null),
        waitMinutes: z.number().int().min(1).max(240),
        needRole: z.enum(JOB_ROLES).nullable().default(null),
        needCount: z.number().int().min(0).max(100).default(0),
        memberIds: z.array(id).max(1000).default([]),
      }),
    )
    .min(1, 'needs at least one branch')
    .max(40),
});

export interface Reach {
  id: string;
  kind: ReachKind;
  /** Null when the reader may not see colleagues' numbers. */
  address: string | null;
  verified: boolean;
  optedOut: boolean;
  lastAnsweredAt: string | null;
}

export interface Person {
  id: string;
  name: string;
  jobRoles: JobRole[];
  siteId: string | null;
  right: Right | null;
  language: Language;
  reaches: Reach[];
}

export interface Branch {
  id: string;
  name: string;
  leadId: string;
  deputyId: string | null;
  waitMinutes: number;
  needRole: JobRole | null;
  needCount: number;
  memberIds: string[];
}

export interface Tree {
  id: string;
  name: string;
  branches: Branch[];
}

/** Somebody to tell, with every way there is; for the product's own use, never shown whole. */
export interface TreePerson {
  personId: string;
  name: string;
  jobRoles: JobRole[];
  siteId: string | null;
  language: Language;
  /** The branches this person stands in, in tree order. */
  branchIds: string[];
  reaches: {
    id: string;
    kind: ReachKind;
    address: string;
    verified: boolean;
    consent: boolean;
    optedOut: boolean;
  }[];
}

export interface Reachability {
  reachable: number;
  total: number;
  problems: { personId: string; name: string; problem: string }[];
}
