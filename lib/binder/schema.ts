// What is asked of the binder, and how screens get it.
import { z } from 'zod';
import { JOB_ROLES } from '@/lib/access/rules';
import { id, text } from '@/lib/core/text';
import { PAPERS } from '@/lib/print/schema';

/** "The new print is in the binder": which print, as the page named it. */
export const TickBinder = z.strictObject({ site: id, print: text(100) });

export const MakeBinder = z.strictObject({ site: id });

const paper = z.enum(PAPERS, 'is letter or a4').default('letter');

/** One plan on paper, or one role's part of it; as an address says it. */
export const PrintPlan = z.strictObject({
  plan: text(60),
  site: id.optional(),
  role: z.enum(JOB_ROLES, 'is not a job').optional(),
  version: z
    .string()
    .regex(/^[1-9]\d{0,6}$/, 'is not a version number')
    .transform(Number)
    .optional(),
  paper,
});

export const PrintBinder = z.strictObject({ site: id, paper });

/** What an address asks for is only named there; the reader looks at it. */
export type Asked<S extends z.ZodType> = { [Name in keyof z.input<S>]?: string | undefined };

/** A part of a binder: a plan by its version, or a card. The mark differs when what is printed differs. */
export interface BinderPart {
  runbookId: string | null;
  title: string;
  version: number | null;
  mark: string;
}

export interface Binder {
  siteId: string;
  siteName: string;
  /** The newest print there is to fetch, null before the first. */
  made: { at: string; pages: number; print: string } | null;
  /** True when that print says what is in force now. */
  madeIsCurrent: boolean;
  /** What stands on the shelf: since when, by whose word, null when nobody ever said so. */
  tickedAt: string | null;
  tickedBy: string | null;
  /** In words, what changed since that; empty when nothing did or nothing is on the shelf. */
  changes: string[];
  /** How many of them are plans. */
  plansChanged: number;
  changedSince: number;
  /** True when the binder on the shelf says what is in force now. */
  upToDate: boolean;
}

/** A PDF to be handed out. */
export interface PdfFile {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
  pages: number;
}
