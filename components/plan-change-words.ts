// What differs between two versions of a plan, in words. Pure.
import { diffWordsWithSpace, type Change } from 'diff';
import { JOB_ROLE_WORDS } from '@/lib/access/rules';
import { listed } from '@/lib/core';
import {
  dueWords,
  NEED_WORDS,
  RUNBOOK_KIND_WORDS,
  type Due,
  type Evidence,
  type PlanChange,
  type StepFieldChange,
} from '@/lib/runbooks/rules';

const EVIDENCE_WORDS: Record<Evidence, string> = {
  none: 'nothing',
  note: 'a note',
  number: 'a number',
  time: 'the time',
  photo: 'a photo',
  signature: 'a signature',
};

const PLAN_FIELD_WORDS = {
  title: 'Title',
  kind: 'Kind',
  trigger: 'When to use it',
  anchor: 'Minute 0',
  escalatesTo: 'Can lead to',
} as const;

/** How a due time reads: the plan's own way, or as a time of a running incident. */
export type DueSpeller = (due: Due | null) => string;

interface Pair {
  /** What it is: "due". */
  name: string;
  from: string;
  to: string;
  /** Sentences, to be marked word by word. */
  long: boolean;
}

const needWords = (needs: readonly (keyof typeof NEED_WORDS)[]): string =>
  needs.length === 0 ? 'nothing' : listed(needs.map((need) => NEED_WORDS[need]));

/** One changed field of a step, old and new in words. */
export function fieldWords(change: StepFieldChange, due: DueSpeller = dueWords): Pair {
  switch (change.field) {
    case 'title':
      return { name: 'title', from: change.from, to: change.to, long: true };
    case 'detail':
      return { name: 'how to', from: change.from, to: change.to, long: true };
    case 'role':
      return {
        name: 'whose',
        from: JOB_ROLE_WORDS[change.from],
        to: JOB_ROLE_WORDS[change.to],
        long: false,
      };
    case 'due':
      return { name: 'due', from: due(change.from), to: due(change.to), long: false };
    case 'critical':
      return {
        name: 'critical',
        from: change.from ? 'yes' : 'no',
        to: change.to ? 'yes' : 'no',
        long: false,
      };
    case 'needs':
      return { name: 'needs', from: needWords(change.from), to: needWords(change.to), long: false };
    case 'evidence':
      return {
        name: 'to be written down',
        from: EVIDENCE_WORDS[change.from],
        to: EVIDENCE_WORDS[change.to],
        long: false,
      };
  }
}

/** One changed fact of the plan itself, old and new in words. */
export function planFieldWords(change: PlanChange & { kind: 'plan-changed' }): Pair {
  const name = PLAN_FIELD_WORDS[change.field];
  switch (change.field) {
    case 'kind':
      return {
        name,
        from: RUNBOOK_KIND_WORDS[change.from],
        to: RUNBOOK_KIND_WORDS[change.to],
        long: false,
      };
    case 'escalatesTo':
      return {
        name,
        from: listed(change.from) || 'nothing',
        to: listed(change.to) || 'nothing',
        long: false,
      };
    default:
      return { name, from: change.from, to: change.to, long: true };
  }
}

/** Where something stands now: "to the top of “First”", "after “Call the lab”". */
export function placeWords(change: PlanChange & { kind: 'step-moved' | 'section-moved' }): string {
  const other =
    change.kind === 'step-moved' && change.fromSection.key !== change.section.key
      ? `from “${change.fromSection.title}” to “${change.section.title}”, `
      : '';
  const place =
    change.after !== null
      ? `after “${change.after.title}”`
      : change.kind === 'step-moved'
        ? `to the top of “${change.section.title}”`
        : 'to the top';
  return other && change.after === null ? `${other}at the top` : other + place;
}

/** More words that differ are a new text. */
const MOST_MARKS = 80;

/** How many of the words of one text are in another, of 1. */
function shared(from: string, to: string): number {
  const known = new Set(from.split(/\s+/));
  const words = to.split(/\s+/);
  return words.filter((word) => known.has(word)).length / words.length;
}

/**
 * Old and new as one row of words, those that came and went marked; null when too little stayed to be worth it.
 * Looked at cheaply first: marking hundreds of rewritten texts would keep the server from everybody for seconds.
 */
export function wordMarks(from: string, to: string): Change[] | null {
  if (shared(from, to) < 0.2 && shared(to, from) < 0.2) return null;
  return diffWordsWithSpace(from, to, { maxEditLength: MOST_MARKS, timeout: 50 }) ?? null;
}
