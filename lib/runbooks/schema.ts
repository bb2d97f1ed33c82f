// A plan as it is imported, and how screens get it.
import { z } from 'zod';
import { JOB_ROLES, type JobRole } from '@/lib/access/rules';
import { id, slug, text, textOrEmpty } from '@/lib/core/text';
import {
  EVIDENCE,
  MOST_DUE_DAYS,
  MOST_DUE_MINUTES,
  NEEDS,
  RUNBOOK_KINDS,
  type Due,
  type DueTime,
  type Evidence,
  type Need,
  type RunbookKind,
} from './rules';

const unique = <T>(list: readonly T[]) => new Set(list).size === list.length;

/** Stays the same from version to version, so that a step or a section can be followed through them. */
const key = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?$/, 'is not a short name like print-the-schedule');

const dueTime = z
  .string()
  .regex(/^(?:open|close|([01]\d|2[0-3]):[0-5]\d)$/, 'is not open, close or a time like 17:30')
  .transform((time) => time as DueTime);

/** Null has no clock. A year at most, either way. */
const due = z
  .union([
    z.strictObject({ minutes: z.number().int().min(-MOST_DUE_MINUTES).max(MOST_DUE_MINUTES) }),
    z.strictObject({ day: z.number().int().min(-MOST_DUE_DAYS).max(MOST_DUE_DAYS), at: dueTime }),
  ])
  .nullable();

const ImportStep = z.strictObject({
  key,
  title: text(200),
  detail: textOrEmpty(4000),
  role: z.enum(JOB_ROLES),
  due,
  critical: z.boolean(),
  needs: z.array(z.enum(NEEDS)).max(NEEDS.length).refine(unique, 'says the same need twice'),
  evidence: z.enum(EVIDENCE),
});

export const ImportRunbook = z
  .strictObject({
    slug,
    title: text(200),
    kind: z.enum(RUNBOOK_KINDS),
    trigger: textOrEmpty(1000),
    /** What minute 0 is. */
    anchor: textOrEmpty(500),
    escalatesTo: z.array(slug).max(20).refine(unique, 'says the same plan twice'),
    /** A remark that is kept at the end of the trigger. */
    note: textOrEmpty(500).nullish(),
    sections: z
      .array(
        z.strictObject({ key, title: text(200), steps: z.array(ImportStep).min(1, 'has no steps').max(500) }),
      )
      .min(1, 'has no sections')
      .max(40, 'has more than 40 sections'),
  })
  .superRefine((plan, ctx) => {
    if (!unique(plan.sections.map((section) => section.key)))
      ctx.addIssue({ code: 'custom', path: ['sections'], message: 'use the same short name twice' });
    const keys = plan.sections.flatMap((section) => section.steps.map((step) => step.key));
    if (keys.length > 500)
      ctx.addIssue({ code: 'custom', path: ['sections'], message: 'have more than 500 steps' });
    const twice = keys.find((key, place) => keys.indexOf(key) !== place);
    if (twice !== undefined) {
      ctx.addIssue({ code: 'custom', path: ['sections'], message: `use the step name ${twice} twice` });
    }
  });

export const PublishRunbook = z.strictObject({
  runbookId: id,
  /** What changed, for everybody who follows the plan. */
  changeNote: text(500),
  /** The next review; a year from now when left out. */
  reviewOn: z.iso.date().optional(),
  /** Who keeps it true; stays as it was when left out. */
  ownerId: id.optional(),
});

export interface RunbookCard {
  id: string;
  slug: string;
  title: string;
  kind: RunbookKind;
  trigger: string;
  /** The published version's number. */
  version: number;
  publishedAt: string;
  /** A day like 2027-11-22. */
  reviewOn: string | null;
  ownerName: string | null;
  steps: number;
}

export interface RunbookStep {
  id: string;
  key: string;
  title: string;
  detail: string;
  role: JobRole;
  due: Due | null;
  critical: boolean;
  needs: Need[];
  evidence: Evidence;
}

export interface RunbookView extends Omit<RunbookCard, 'steps'> {
  anchor: string;
  escalatesTo: string[];
  changeNote: string;
  publishedBy: string | null;
  /** True when this is the version in force. */
  current: boolean;
  /** The site whose values are filled in; null when the text holds {{site.x}} as written. */
  siteId: string | null;
  sections: { id: string; key: string; title: string; steps: RunbookStep[] }[];
  /** Every published version, newest first. */
  versions: { number: number; publishedAt: string; changeNote: string }[];
}

/** A step as an incident keeps it: what a board shows. */
export interface FrozenStep {
  id: string;
  runId: string;
  key: string;
  section: string;
  title: string;
  detail: string;
  role: JobRole;
  dueAt: string | null;
  critical: boolean;
  needs: Need[];
  evidence: Evidence;
}

export interface FrozenRun {
  runId: string;
  versionId: string;
  version: number;
  title: string;
  kind: RunbookKind;
  steps: FrozenStep[];
}

/** "Reviewed, no change." */
export const ReviewRunbook = z.strictObject({
  runbookId: id,
  /** What was looked at, for whoever asks later. */
  note: textOrEmpty(500).default(''),
  /** The next review, at most two years off; a year from now when left out. */
  nextOn: z.iso.date().optional(),
});

/** A plan in force and how its review stands. */
export interface PlanReview {
  runbookId: string;
  slug: string;
  title: string;
  version: number;
  ownerName: string | null;
  /** A day like 2027-11-22. */
  reviewOn: string | null;
  /** Why it is due now: "An incident used it on Nov 3, 2026". Empty while it is not. */
  reasons: string[];
  last: { at: string; by: string | null; note: string } | null;
}

export interface Reviews {
  due: PlanReview[];
  /** The next first. */
  coming: PlanReview[];
}
