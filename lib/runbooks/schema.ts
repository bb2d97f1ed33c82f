// What is asked of plans (imported, drafted, published, reviewed), and how screens get them.
import { z } from 'zod';
import { JOB_ROLES, type JobRole } from '@/lib/access/rules';
import { id, slug, text, textOrEmpty } from '@/lib/core/text';
import {
  EVIDENCE,
  MOST_DETAIL,
  MOST_DUE_DAYS,
  MOST_DUE_MINUTES,
  MOST_LEADS,
  MOST_SECTIONS,
  MOST_STEPS,
  MOST_TITLE,
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

const needs = z
  .array(z.enum(NEEDS, `is not one of ${NEEDS.join(', ')}`))
  .max(NEEDS.length)
  .refine(unique, 'says the same need twice');

const ImportStep = z.strictObject({
  key,
  title: text(MOST_TITLE),
  detail: textOrEmpty(MOST_DETAIL),
  role: z.enum(JOB_ROLES, 'is not one of our job roles'),
  due,
  critical: z.boolean(),
  needs,
  evidence: z.enum(EVIDENCE, `is not one of ${EVIDENCE.join(', ')}`),
});

/** What can be published: whole, and within the limits of every screen and page it will stand on. */
export const FinishedPlan = z
  .strictObject({
    title: text(MOST_TITLE),
    kind: z.enum(RUNBOOK_KINDS),
    trigger: textOrEmpty(1000),
    /** What minute 0 is. */
    anchor: textOrEmpty(500),
    escalatesTo: z.array(slug).max(MOST_LEADS).refine(unique, 'says the same plan twice'),
    sections: z
      .array(
        z.strictObject({
          key,
          title: text(MOST_TITLE),
          steps: z
            .array(ImportStep)
            .min(1, 'has no steps')
            .max(MOST_STEPS, `has more than ${MOST_STEPS} steps`),
        }),
      )
      .min(1, 'has no sections')
      .max(MOST_SECTIONS, `has more than ${MOST_SECTIONS} sections`),
  })
  .superRefine((plan, ctx) => {
    if (!unique(plan.sections.map((section) => section.key)))
      ctx.addIssue({ code: 'custom', path: ['sections'], message: 'use the same short name twice' });
    const keys = plan.sections.flatMap((section) => section.steps.map((step) => step.key));
    if (keys.length > MOST_STEPS)
      ctx.addIssue({ code: 'custom', path: ['sections'], message: `have more than ${MOST_STEPS} steps` });
    const seen = new Set<string>();
    const twice = keys.find((one) => seen.size === seen.add(one).size);
    if (twice !== undefined) {
      ctx.addIssue({ code: 'custom', path: ['sections'], message: `use the step name ${twice} twice` });
    }
  });

/** A plan that comes in whole, under the short name it shall have. */
export const ImportRunbook = FinishedPlan.safeExtend({ slug });

const loose = (max: number) => textOrEmpty(max * 2);

/** What a draft may hold: unfinished, but never without bound. */
export const DraftPlan = z.strictObject({
  title: loose(MOST_TITLE),
  kind: z.enum(RUNBOOK_KINDS),
  trigger: loose(1000),
  anchor: loose(500),
  escalatesTo: z.array(slug).max(MOST_LEADS, `can lead to at most ${MOST_LEADS} plans`),
  sections: z
    .array(
      z.strictObject({
        key,
        title: loose(MOST_TITLE),
        steps: z
          .array(ImportStep.extend({ title: loose(MOST_TITLE), detail: loose(MOST_DETAIL) }))
          .max(MOST_STEPS * 2),
      }),
    )
    .max(MOST_SECTIONS * 2),
});

/** One call of an editor: what it changed, and where to go on reading. */
export const SaveDraft = z.strictObject({
  draft: id,
  since: z.number().int().min(0).max(2_000_000_000),
  /** Made by the editor; the same id again is stored once. Null: only asks what is new. */
  change: z.strictObject({ id, bytes: z.base64().min(4).max(700_000) }).nullable(),
});

export interface DraftChange {
  seq: number;
  /** Who changed it; null: Holdfast itself. */
  by: string | null;
  mine: boolean;
  at: string;
  /** A Yjs update, base64. */
  bytes: string;
}

export interface SavedDraft {
  seq: number;
  /** What others and this editor changed since, oldest first; at most 200 at a time. */
  changes: DraftChange[];
  savedAt: string;
  /** The version in force, so that an editor sees that somebody published. */
  version: number | null;
  /** True when the plan was taken off the shelf. */
  removed: boolean;
}

/** What the editor opens with. */
export interface EditorView {
  id: string;
  slug: string;
  draftId: string;
  seq: number;
  /** The whole document, base64. */
  state: string;
  savedAt: string;
  savedBy: string | null;
  /** True when the draft says something the version in force does not. */
  changed: boolean;
  version: number | null;
  starter: string | null;
}

export const PublishRunbook = z.strictObject({
  runbookId: id,
  /** What changed, for everybody who follows the plan. */
  changeNote: text(500),
  /** The draft's seq that was looked at; another one by now is a conflict. Left out: whatever it holds. */
  seq: z.number().int().min(0).max(2_000_000_000).optional(),
  /** Whose work changes: they are told. */
  tellRoles: z.array(z.enum(JOB_ROLES)).max(JOB_ROLES.length).default([]),
  /** Who keeps it true; stays as it was when left out. */
  ownerId: id.optional(),
  /** Who said yes to it. */
  approvedBy: id.optional(),
  /** The day from which it is in force; today when left out. */
  effectiveOn: z.iso.date().optional(),
  /** The next review; a year after it comes in force when left out. */
  reviewOn: z.iso.date().optional(),
  /** True once the warnings were seen: they ask, they do not forbid. */
  warningsSeen: z.boolean().default(false),
});

export const RunbookId = z.strictObject({ runbookId: id });
/** The head of a plan's file; the plan itself is judged by its own schema, with places. */
export const PlanFile = z.object({
  holdfast: z.literal('plan'),
  format: z.number().int().min(1).max(1000),
  plan: z.record(z.string().max(100), z.unknown()),
});
export const ImportFile = z.strictObject({
  /** The file's text; its size is judged in words. */
  file: z.string().max(12_000_000),
  /** The plan whose draft it is written into; null: a new plan. */
  into: id.nullable(),
  /** True when a draft with changes may be overwritten. */
  overDraft: z.boolean().default(false),
});
export const CreatePlan = z.strictObject({ title: text(MOST_TITLE), kind: z.enum(RUNBOOK_KINDS) });
export const AddStarter = z.strictObject({
  starter: slug,
  /** An older edition; the newest when left out. */
  edition: z.number().int().min(1).max(1000).optional(),
});
export const TakeStarterStep = z.strictObject({ runbookId: id, step: key });
export const RestoreVersion = z.strictObject({
  runbookId: id,
  number: z.number().int().min(1).max(1_000_000),
  /** True when a draft with changes may be overwritten. */
  overDraft: z.boolean().default(false),
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

/** A plan as its keepers see it in the list: also one that was never published, and what waits. */
export interface ShelfCard {
  id: string;
  slug: string;
  title: string;
  kind: RunbookKind;
  steps: number;
  /** In force; null while there is only a draft. */
  version: number | null;
  publishedAt: string | null;
  reviewOn: string | null;
  ownerName: string | null;
  /** A draft with changes: who last wrote in it, and when. */
  draft: { savedAt: string; savedBy: string | null } | null;
  /** Published, and in force from a later day. */
  upcoming: { number: number; effectiveOn: string } | null;
  /** Its starter has a newer edition than was last looked at. */
  newerStarter: boolean;
  removed: boolean;
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
  approvedBy: string | null;
  /** The day from which it is in force. */
  effectiveOn: string | null;
  /** The day from which a newer version is in force; null when there is none. */
  upcoming: string | null;
  /** True for one that is published and not in force yet. */
  coming: boolean;
  /** Taken off the shelf. */
  removed: boolean;
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
