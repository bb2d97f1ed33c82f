// What an archive's lines say, and what the verbs about a whole practice take.
import { z } from 'zod';
import { id, text } from '@/lib/core/text';

const identifier = z.string().regex(/^[A-Za-z_]{1,60}$/);

/** The first line of an archive. */
export const ArchiveHead = z.object({
  holdfast: z.string().max(40),
  format: z.number(),
  practiceId: id,
  slug: z.string().max(60),
  name: z.string().max(200),
  exportedAt: z.iso.datetime(),
  /** Columns by table, in the order of the lines. */
  tables: z.record(identifier, z.array(identifier).max(100)),
});
export type ArchiveHead = z.output<typeof ArchiveHead>;

/** The last line: how many lines of each table, and the hash of everything before. */
export const ArchiveFoot = z.strictObject({
  end: z.literal(true),
  counts: z.record(z.string(), z.number().int()),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

export type ArchiveFoot = z.output<typeof ArchiveFoot>;

/** Who had a log-in: what a new practice needs to invite them again. */
export const ArchiveMember = z.strictObject({
  personId: id,
  email: z.string().max(320),
  right: z.string().max(20),
});
export type ArchiveMember = z.output<typeof ArchiveMember>;

export const AskDeletion = z.strictObject({ name: text(200) });

/** The day the page showed: what was over before it goes. */
export const DeleteOld = z.strictObject({ before: z.iso.date('is not a day') });

/** What is older than the practice keeps things. */
export interface Old {
  /** The day before which it was over, and after how many years that is. */
  before: string;
  years: number;
  /** Closed incidents and drills. */
  incidents: number;
  tests: number;
  /** Staff lists that were brought in. */
  lists: number;
  /** Messages that are about no incident. */
  messages: number;
  /** The worker deletes some at this moment. */
  underWay: boolean;
}

/** A practice asked to be deleted. */
export interface Deletion {
  /** ISO: from then on it is gone. */
  after: string;
  askedBy: string;
  askedAt: string | null;
}

/** That a practice is gone: what is kept of it. */
export interface DeletionRecord {
  practiceId: string;
  deletedAt: Date;
  counts: Record<string, number>;
  signature: string;
}

/** What came in, for the page that says so. */
export interface Imported {
  rows: number;
  from: string;
  members: { personId: string; name: string; email: string; right: string }[];
}
