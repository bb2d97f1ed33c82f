// A plan on paper: a page of its own for every role it gives steps to.
import { JOB_ROLE_WORDS, JOB_ROLES, type JobRole } from '@/lib/access/rules';
import { day, listed } from '@/lib/core';
import type { Block, PrintSheet } from '@/lib/print/schema';
import { dueWords, NEED_WORDS, type Evidence } from '@/lib/runbooks/rules';
import type { RunbookStep, RunbookView } from '@/lib/runbooks/schema';
import { textBlocks, withBlanks } from './markdown';

/** What every sheet of a print shares. */
export interface Surroundings {
  /** Practice and site. */
  place: string;
  slug: string;
  zone: string;
  appUrl: string;
  /** Titles of the plans in force, by slug. */
  titles: ReadonlyMap<string, string>;
}

const EVIDENCE_WORDS: Record<Evidence, string> = {
  none: '',
  note: 'Write a note',
  number: 'Write down the number',
  time: 'Write down the time',
  photo: 'Take a photo, or write a note while photos are off',
  signature: 'Sign',
};

function stepBlock(step: RunbookStep): Block {
  const extra = [
    step.needs.length > 0 ? `Needs ${listed(step.needs.map((need) => NEED_WORDS[need]))}` : '',
    EVIDENCE_WORDS[step.evidence],
  ].filter((words) => words !== '');
  return {
    kind: 'step',
    due: dueWords(step.due),
    title: withBlanks(step.title),
    critical: step.critical,
    detail: textBlocks(step.detail),
    extra: extra.length > 0 ? `${extra.join('. ')}.` : '',
  };
}

function versionWords({ version, publishedAt, current, coming }: RunbookView, zone: string): string {
  const published = `Version ${version}, published ${day(new Date(publishedAt), zone)}`;
  if (coming) return `${published}. Not in force yet.`;
  return current ? published : `${published}. Kept for the record: another version is in force.`;
}

/** The roles a plan gives steps to, in their usual order. */
export function rolesOf(plan: RunbookView): JobRole[] {
  return JOB_ROLES.filter((role) =>
    plan.sections.some(({ steps }) => steps.some((step) => step.role === role)),
  );
}

/** A sheet for each role, or for one of them. */
export function planSheets(
  plan: RunbookView,
  around: Surroundings,
  only: JobRole | null = null,
): PrintSheet[] {
  const leadsTo = plan.escalatesTo.flatMap((slug) => around.titles.get(slug) ?? []);
  const facts = (
    [
      ['When', withBlanks(plan.trigger)],
      ['Minute 0', withBlanks(plan.anchor)],
      ['Can lead to', listed(leadsTo)],
    ] as const
  ).filter(([, words]) => words !== '');
  return rolesOf(plan)
    .filter((role) => only === null || role === only)
    .map((role) => ({
      place: around.place,
      title: plan.title,
      part: JOB_ROLE_WORDS[role],
      version: versionWords(plan, around.zone),
      url: `${around.appUrl}/live/${around.slug}/plans/${plan.slug}`,
      listed: { title: plan.title, note: `Version ${plan.version}` },
      blocks: [
        { kind: 'facts', facts },
        { kind: 'fields', rows: [['Date', 'Minute 0 was at', 'Your name']] },
        ...plan.sections.flatMap(({ title, steps }): Block[] => {
          const mine = steps.filter((step) => step.role === role);
          return mine.length === 0 ? [] : [{ kind: 'head', text: title }, ...mine.map(stepBlock)];
        }),
      ],
    }));
}
