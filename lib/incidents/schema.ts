// What a phone may say (commands), and the shapes screens read. Browsers import only the types.
import { z } from 'zod';
import { JOB_ROLES } from '@/lib/access/rules';
import { id, instant, text, textOrEmpty } from '@/lib/core/text';
import type { EventRow } from '@/lib/events/schema';
import { ANSWERS, SAYS, WHAT_DOWN, type WhatDown } from './values';

const WhatDownList = z.array(z.enum(WHAT_DOWN)).min(1, 'say what is down').max(WHAT_DOWN.length);
const Replaces = z.array(id).max(50);

/** What a step's evidence may hold. A photo step takes a note while photos are off, a signature step always. */
const Evidence = {
  note: text(500).optional(),
  number: z.number().int().min(-1_000_000).max(1_000_000_000).optional(),
  time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time like 08:40')
    .optional(),
  /** The id of a photo that follows by itself: a tick never waits for it. */
  photo: id.optional(),
};

const envelope = {
  /** Made by the phone; the same id again gets the same receipt. */
  id,
  deviceSeq: z.number().int().min(0).max(2_000_000_000),
  incident: id,
  at: instant,
};
const stepEnvelope = { ...envelope, step: id };

export const Command = z.discriminatedUnion('kind', [
  /** Opens an incident with this new id; with the id of a report, takes that report. */
  z.strictObject({
    ...envelope,
    kind: z.literal('incident.declare'),
    value: z.strictObject({
      siteId: id,
      treeId: id.nullable(),
      whatDown: WhatDownList,
      runbookId: id,
      noticedAt: instant,
      drill: z.boolean(),
      /** True when another open incident at the site was shown and this one is meant to be separate. */
      separate: z.boolean(),
    }),
  }),
  z.strictObject({
    ...envelope,
    kind: z.literal('incident.report'),
    value: z.strictObject({ siteId: id, whatDown: WhatDownList, noticedAt: instant, note: textOrEmpty(300) }),
  }),
  z.strictObject({ ...envelope, kind: z.literal('run.add'), value: z.strictObject({ runbookId: id }) }),
  /** Puts the newest version of a plan that runs into its checklist; exactly the version that was shown. */
  z.strictObject({
    ...envelope,
    kind: z.literal('run.update'),
    value: z.strictObject({ runId: id, versionId: id }),
  }),
  z.strictObject({
    ...envelope,
    kind: z.literal('incident.update'),
    value: z.strictObject({
      say: z.enum(SAYS),
      /** For say 'back-by': when. */
      by: instant.nullable(),
      nextUpdateAt: instant.nullable(),
    }),
  }),
  z.strictObject({
    ...envelope,
    kind: z.literal('incident.close'),
    /** Needed when a critical step is open. */
    value: z.strictObject({ reason: textOrEmpty(500) }),
  }),
  z.strictObject({
    ...envelope,
    kind: z.literal('incident.note'),
    value: z.strictObject({ note: text(1000) }),
  }),
  z.strictObject({
    ...envelope,
    kind: z.literal('incident.answer'),
    value: z.strictObject({ answer: z.enum(ANSWERS) }),
  }),
  z.strictObject({
    ...envelope,
    kind: z.literal('person.told'),
    value: z.strictObject({ personId: id, how: z.enum(['in person', 'by phone', 'left word']) }),
  }),
  z.strictObject({
    ...stepEnvelope,
    kind: z.literal('step.done'),
    value: z.strictObject({ ...Evidence, replaces: Replaces }),
  }),
  z.strictObject({
    ...stepEnvelope,
    kind: z.literal('step.already'),
    value: z.strictObject({ ...Evidence, replaces: Replaces }),
  }),
  z.strictObject({
    ...stepEnvelope,
    kind: z.literal('step.na'),
    value: z.strictObject({ reason: text(300), photo: Evidence.photo, replaces: Replaces }),
  }),
  z.strictObject({
    ...stepEnvelope,
    kind: z.literal('step.blocked'),
    value: z.strictObject({ reason: text(300), photo: Evidence.photo, replaces: Replaces }),
  }),
  /** Takes back the commands it names. */
  z.strictObject({
    ...stepEnvelope,
    kind: z.literal('step.undo'),
    value: z.strictObject({ replaces: Replaces.min(1) }),
  }),
  z.strictObject({
    ...stepEnvelope,
    kind: z.literal('step.note'),
    value: z
      .strictObject({ note: Evidence.note, photo: Evidence.photo })
      .refine(({ note, photo }) => note ?? photo, 'is empty. Write a note or take a photo'),
  }),
]);
export type Command = z.infer<typeof Command>;
export type CommandOf<K extends Command['kind']> = Extract<Command, { kind: K }>;

/** The answer a command gets, once and for ever. */
export type Receipt =
  | { id: string; outcome: 'applied'; seq: number; incident: string }
  /** Somebody declared first: later commands for the phone's incident go to this one. */
  | { id: string; outcome: 'joined'; seq: number; incident: string; reason: string }
  | { id: string; outcome: 'refused'; code: string; reason: string };

export const SyncRequest = z.strictObject({
  incident: id.nullable(),
  since: z.number().int().min(0).max(2_000_000_000),
  /** Each is parsed alone, so that one bad command blocks nothing. */
  commands: z.array(z.unknown()).max(500),
});

/** An event as phones get it. */
export interface WireEvent extends EventRow {
  incident: string;
}

export interface SyncResponse {
  receipts: Receipt[];
  events: WireEvent[];
  head: number;
  serverTime: string;
}

const _jobRole = z.enum(JOB_ROLES);
export type StepRole = z.infer<typeof _jobRole>;

export interface BoardStep {
  id: string;
  runId: string;
  key: string;
  section: string;
  title: string;
  detail: string;
  role: StepRole;
  /** ISO instant, or null: no clock, done when its condition comes true; or no longer asked for. */
  dueAt: string | null;
  critical: boolean;
  needs: string[];
  evidence: 'none' | 'note' | 'number' | 'time' | 'photo' | 'signature';
  /** When it came with a newer version of the plan; null: it was there from the start. */
  addedAt: string | null;
  /** When a newer version left it out. Then it is shown only if something was said about it (isShown). */
  withdrawnAt: string | null;
}

export interface BoardRun {
  id: string;
  runbookId: string;
  version: number;
  title: string;
  kind: string;
  minuteZero: string;
  addedAt: string;
}

/** One step command that was applied (or, on a phone, waits to be sent: seq null). */
export interface Mark {
  id: string;
  step: string;
  kind: 'step.done' | 'step.already' | 'step.na' | 'step.blocked' | 'step.undo' | 'step.note';
  value: {
    note?: string;
    number?: number;
    time?: string;
    photo?: string;
    reason?: string;
    replaces?: string[];
  };
  personId: string | null;
  name: string;
  /** Device time, ISO. */
  at: string;
  /** Server time, ISO; null while it waits on the phone. */
  receivedAt: string | null;
  seq: number | null;
}

/** An incident as lists show it. */
export interface IncidentCard {
  id: string;
  siteId: string;
  siteName: string;
  state: 'reported' | 'open' | 'closed';
  drill: boolean;
  whatDown: WhatDown[];
  noticedAt: string;
  reportedAt: string | null;
  reportedBy: string | null;
  declaredAt: string | null;
  declaredBy: string | null;
  wentLongAt: string | null;
  closedAt: string | null;
  closedBy: string | null;
  closeReason: string;
  nextUpdateAt: string | null;
  title: string;
  stepsDone: number;
  stepsTotal: number;
  /** Marks of the clock, minutes from noticed, as the practice sets them now. */
  clockMarks: number[];
}

/** Everything the live checklist needs about one incident. */
export interface Board {
  incident: IncidentCard;
  treeId: string | null;
  zone: string;
  runs: BoardRun[];
  steps: BoardStep[];
  marks: Mark[];
  /** Photos that are on the server; what else a mark names has not arrived, or was removed. Not in copies from before. */
  photos?: string[];
  /** Which people hold each job role at the incident's site now. */
  holders: Partial<Record<StepRole, string[]>>;
  head: number;
}
