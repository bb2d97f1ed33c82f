// What makes a person and a tree, and how screens get them.
import { z } from 'zod';
import { JOB_ROLES, RIGHTS, type JobRole, type Right } from '@/lib/access/rules';
import { id, line, spelled, text, textOrEmpty } from '@/lib/core/text';
import { readEmail, readNumber } from '@/lib/core/addresses';
import {
  LANGUAGES,
  LONGEST_WAIT,
  MOST_BRANCHES,
  MOST_NEEDED,
  MOST_PEOPLE,
  TEST_WINDOWS,
  type Language,
  type ReachKind,
} from './rules';

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
const phoneNumber = spelled(60, (typed) => readNumber(typed));
const emailAddress = spelled(300, readEmail);
const told = { verified: z.boolean().default(false), consent: z.boolean().default(false) };

export const AddReach = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['mobile', 'second']), address: phoneNumber, ...told }),
  z.strictObject({ kind: z.literal('email'), address: emailAddress, ...told }),
]);

export const AddPerson = z.strictObject({
  name: line(120),
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

const branch = z.strictObject({
  /** What the tree's own branches call it; a number of its own when left out. */
  key: text(40).optional(),
  /** The branch whose lead tells this one's lead; null: the tree itself does. */
  parentKey: text(40).nullable().default(null),
  name: line(120),
  leadId: id,
  deputyId: id.nullable().default(null),
  waitMinutes: z
    .int('is not a whole number of minutes')
    .min(1, 'is less than a minute')
    .max(LONGEST_WAIT, `is longer than ${LONGEST_WAIT} minutes`),
  needRole: z.enum(JOB_ROLES).nullable().default(null),
  needCount: z
    .int('is not a whole number')
    .min(0, 'is less than none')
    .max(MOST_NEEDED, `is more than ${MOST_NEEDED}`)
    .default(0),
  memberIds: z.array(id).max(MOST_PEOPLE, `are more than ${MOST_PEOPLE}. Make a second branch`).default([]),
});
const tree = {
  name: line(120),
  branches: z
    .array(branch)
    .min(1, 'needs at least one branch')
    .max(MOST_BRANCHES, `has more than ${MOST_BRANCHES} branches. Make a second tree`)
    .superRefine((branches, ctx) => {
      const keys = branches.flatMap(({ key }) => key ?? []);
      if (new Set(keys).size < keys.length)
        ctx.addIssue({ code: 'custom', message: 'came in a way we do not understand. Reload the page' });
    }),
  /** Forms say false until their writer ticked that the warnings were read. */
  warningsSeen: z.boolean().default(true),
};

export const AddTree = z.strictObject(tree);
export const ChangeTree = z.strictObject({
  treeId: id,
  ...tree,
  /** What the form was opened with, and what it shows now; null: whatever is stored. */
  opened: text(64).nullable().default(null),
  seen: text(64).nullable().default(null),
});
export const TreeId = z.strictObject({ treeId: id });
export const MoveTree = z.strictObject({ treeId: id, to: z.enum(['up', 'down']) });

export const StartTest = z.strictObject({
  treeId: id,
  windowMinutes: z.int().refine((minutes) => TEST_WINDOWS.some((one) => one === minutes), {
    message: 'is not one of the times offered',
  }),
  /** An ended test of the tree: only who did not answer it in time. Null: everybody. */
  again: id.nullable().default(null),
});
export const TestId = z.strictObject({ testId: id });

/** What an event that starts a contact test says. */
export const TestStarted = z.object({
  testId: id,
  treeId: id,
  name: z.string().max(200),
  minutes: z.number().int(),
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
  /** The branch whose lead tells this one's lead; null: the tree itself does. */
  parentId: string | null;
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

/** A tree's form, with the fingerprint of what it shows. */
export interface TreeForEditing {
  tree: Tree;
  print: string;
}

/** A tree that was taken off the list. */
export interface RemovedTree {
  id: string;
  name: string;
  closedAt: string;
}

/** One contact test on the list of them. */
export interface TestCard {
  id: string;
  treeId: string;
  treeName: string;
  startedAt: string;
  endsAt: string;
  windowMinutes: number;
  /** Null while it runs. */
  endedAt: string | null;
  startedBy: string | null;
  /** True when only those who were silent in an earlier test were asked: it says nothing of the whole tree. */
  again: boolean;
  total: number;
  inTime: number;
  late: number;
}
