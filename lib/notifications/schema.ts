// Shapes screens read (browsers import only the types), and what providers may post to us.
import { z } from 'zod';
import { id } from '@/lib/core/text';
import type { JobRole } from '@/lib/access/rules';
import type { AnswerValue, Channel, DeliveryState, RosterWord } from './rules';

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
