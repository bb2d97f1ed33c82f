// Shapes screens read (browsers import only the types), and what providers may post to us.
import { z } from 'zod';
import { id, slug } from '@/lib/core/text';
import { JOB_ROLES, type JobRole } from '@/lib/access/rules';
import type { TestWord } from '@/lib/contacts/rules';
import type { AnswerValue, Channel, DeliveryState, NoticeKind, RosterWord } from './rules';

/** One try to reach a person, as the roster's details show it. */
export interface RosterAttempt {
  channel: Channel;
  /** Which message: declared, long, update, all-clear or reported. */
  kind: string;
  state: DeliveryState;
  /** In plain words, '' when there is nothing to add. */
  reason: string;
  at: string;
  /** Masked unless the reader may see numbers. */
  address: string;
}

export interface RosterPerson {
  personId: string;
  name: string;
  jobRoles: JobRole[];
  word: RosterWord;
  /** When that word became true; null while nothing happened. */
  since: string | null;
  answer: AnswerValue | null;
  /** Oldest first. */
  attempts: RosterAttempt[];
}

export interface Roster {
  /** Who needs action first. */
  people: RosterPerson[];
  /** Branches that need so many of a job role to come. */
  needs: { branch: string; role: JobRole; need: number; have: number }[];
  counts: { total: number; answered: number; notReached: number };
  /** Who is tried next, and when. */
  waiting: { name: string; dueAt: string }[];
}

/** Who would be told, before anybody is. */
export interface TellingPreview {
  people: number;
  byEmail: number;
  byText: number;
  /** People with no working way to be reached. */
  unreachable: string[];
}

// Providers add fields when they like: what we do not name is dropped, what we name is bounded.
const short = z.string().min(1).max(200);

/** A text somebody sent us. */
export const InboundText = z.object({
  MessageSid: short,
  From: short,
  To: short.optional(),
  Body: z.string().max(2_000).default(''),
});

/** How a text of ours is doing. */
export const TextStatus = z.object({
  MessageSid: short,
  MessageStatus: short,
  ErrorCode: z.string().max(20).optional(),
});

/** How an e-mail of ours is doing. */
export const MailStatus = z.object({
  type: short,
  data: z.object({
    email_id: short,
    /** The tags we sent along. */
    tags: z.object({ practice: id, delivery: id }),
  }),
});

/** What an event that announces a published plan says. Its other fields, the change note among them, stay behind the link. */
export const PlanPublished = z.object({
  runbookId: id,
  slug,
  number: z.number().int().positive(),
  title: z.string().max(200),
  effectiveOn: z.iso.date(),
  tellRoles: z.array(z.enum(JOB_ROLES)).min(1).max(JOB_ROLES.length),
});
export type PlanPublished = z.output<typeof PlanPublished>;

/** What an event that reminds one person says: everything that became due for them that day. */
export const ReminderDue = z.object({
  personId: id,
  items: z
    .array(
      z.object({
        about: z.enum(['agreement', 'kit', 'review']),
        name: z.string().max(200),
        on: z.iso.date(),
        /** Days from then to that day; negative when it has passed. */
        days: z.number().int(),
      }),
    )
    .min(1)
    .max(500),
});
export type ReminderDue = z.output<typeof ReminderDue>;

/** What an event that a practice is to be deleted says; without a time it was taken back. */
export const DeletionAsked = z.object({ after: z.iso.datetime().optional() });

/** What an event that old records were deleted says of the day before which they were over. */
export const OldRecordsDeleted = z.object({ before: z.iso.date() });

/** One notice and what became of it. */
export interface Notice {
  eventId: string;
  kind: NoticeKind;
  at: string;
  /** "Short downtime, version 4", "Reminder of 3 things". */
  about: string;
  people: {
    personId: string;
    name: string;
    /** Null when there is no way to reach them. */
    state: DeliveryState | null;
    /** In plain words, '' when there is nothing to add. */
    reason: string;
  }[];
}

/** One person of a contact test. */
export interface TestPerson {
  personId: string;
  name: string;
  jobRoles: JobRole[];
  word: TestWord;
  /** From the start to the answer; null while there is none. */
  seconds: number | null;
  via: string | null;
  /** In plain words, '' when there is nothing to add. */
  reason: string;
}

/** A contact test while it runs and after. */
export interface TestBoard {
  id: string;
  treeId: string;
  treeName: string;
  startedAt: string;
  endsAt: string;
  /** Null while it runs. */
  endedAt: string | null;
  windowMinutes: number;
  startedBy: string | null;
  /** The database's clock when this was read. */
  now: string;
  counts: { total: number; inTime: number; late: number; percent: number };
  /** Who needs a lead's eye first. */
  people: TestPerson[];
}

/** Who would get a contact test, and its exact words in English. */
export interface TestPreview {
  people: { personId: string; name: string; language: 'en' | 'es'; ways: Channel[] }[];
  text: string;
  subject: string;
  lines: string[];
  /** A real downtime is open: no test is started then. */
  realOpen: boolean;
}
