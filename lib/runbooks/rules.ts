// What a good plan looks like, and how shared text gets a site's own values; pure, shared with phones and editors.
import { JOB_ROLE_WORDS, JOB_ROLES, type JobRole } from '@/lib/access/rules';

export type { Plan, PlanSection, PlanStep } from './plan';
export { applyPlanChanges, comparePlans, type PlanChange, type StepFieldChange } from './compare';
export { dueWords, MOST_DUE_DAYS, MOST_DUE_MINUTES, type Due, type DueTime } from './due';

export const RUNBOOK_KINDS = [
  'planned',
  'short',
  'long',
  'internet',
  'power',
  'cyber',
  'site',
  'partial',
  'vendor',
  'recovery',
  'readiness',
] as const;
export type RunbookKind = (typeof RUNBOOK_KINDS)[number];

export const RUNBOOK_KIND_WORDS: Record<RunbookKind, string> = {
  planned: 'Planned downtime',
  short: 'Short downtime',
  long: 'Long downtime',
  internet: 'Internet down',
  power: 'Power down',
  cyber: 'Cyber incident',
  site: 'Loss of site',
  partial: 'Partial outage',
  vendor: 'Vendor loss',
  recovery: 'Recovery',
  readiness: 'Readiness',
};

export const NEEDS = ['ehr', 'internet', 'phones', 'power'] as const;
export type Need = (typeof NEEDS)[number];

export const NEED_WORDS: Record<Need, string> = {
  ehr: 'the EHR',
  internet: 'the internet',
  phones: 'the phones',
  power: 'power',
};

export const EVIDENCE = ['none', 'note', 'number', 'time', 'photo', 'signature'] as const;
export type Evidence = (typeof EVIDENCE)[number];

/** What a kind's own scenario says is down from minute 0. */
const DOWN: Partial<Record<RunbookKind, readonly Need[]>> = {
  short: ['ehr'],
  long: ['ehr'],
  vendor: ['ehr'],
  internet: ['internet'],
  power: ['power'],
};

/**
 * What can fold a step of a running plan away. Recovery starts when the system is back and a planned window has a
 * before and an after: there nothing is folded, or their critical steps would vanish.
 */
export function needsInRun(kind: RunbookKind, needs: readonly Need[]): readonly Need[] {
  return kind === 'recovery' || kind === 'planned' ? [] : needs;
}

const MOST_STEPS_A_ROLE = 12;
const MOST_CRITICAL = 0.6;

export interface LintPlan {
  kind: RunbookKind;
  hasOwner: boolean;
  sections: readonly {
    title: string;
    steps: readonly {
      key: string;
      title: string;
      detail: string;
      role: JobRole;
      critical: boolean;
      needs: readonly Need[];
    }[];
  }[];
}

export interface LintFinding {
  rule: 'no-owner' | 'needs-down' | 'names-person' | 'role-empty' | 'too-many' | 'too-critical';
  /** Errors keep a plan from being published; warnings are shown beside it. */
  level: 'error' | 'warning';
  message: string;
  /** The step it is about. */
  step?: string;
}

/** Words of text: letters with their marks, apostrophes and hyphens inside. */
function holds(text: string, name: string): boolean {
  const plain = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{M}])${plain}(?![\\p{L}\\p{M}])`, 'u').test(text);
}

/** Parts of names that are words of their own when a sentence starts with them. */
const WORDS_TOO = new Set([
  'Will',
  'Mark',
  'May',
  'Grace',
  'Hope',
  'Page',
  'Bill',
  'Price',
  'Day',
  'Long',
  'Short',
]);

function namesIn(text: string, people: readonly { name: string }[]): string | null {
  for (const { name } of people) {
    if (holds(text, name)) return name;
    for (const part of name.split(/\s+/)) {
      if (part.length > 2 && !WORDS_TOO.has(part) && holds(text, part)) return part;
    }
  }
  return null;
}

function lintStep(
  plan: LintPlan,
  step: LintPlan['sections'][number]['steps'][number],
  people: readonly { name: string }[],
): LintFinding[] {
  const found: LintFinding[] = [];
  const down = DOWN[plan.kind] ?? [];
  const missing = step.needs.find((need) => down.includes(need));
  if (missing !== undefined) {
    found.push({
      rule: 'needs-down',
      level: 'error',
      step: step.key,
      message: `"${step.title}" needs ${NEED_WORDS[missing]}, which is down in this plan. Say how to do it without.`,
    });
  }
  const named = namesIn(`${step.title}\n${step.detail}`, people);
  if (named !== null) {
    found.push({
      rule: 'names-person',
      level: 'error',
      step: step.key,
      message: `"${step.title}" names ${named}. Name a job instead: people are off sick, jobs are not.`,
    });
  }
  return found;
}

/**
 * Everything wrong with a plan, errors first. People are the practice's active ones: their names must not be in a
 * step, and each role a plan uses needs somebody who holds it.
 */
export function lint(
  plan: LintPlan,
  people: readonly { name: string; jobRoles: readonly JobRole[] }[],
): LintFinding[] {
  const found: LintFinding[] = [];
  const steps = plan.sections.flatMap((section) => section.steps);
  if (!plan.hasOwner) {
    found.push({
      rule: 'no-owner',
      level: 'error',
      message: 'This plan has no owner. Choose who keeps it true.',
    });
  }
  for (const step of steps) found.push(...lintStep(plan, step, people));
  for (const role of JOB_ROLES) {
    const used = steps.some((step) => step.role === role);
    if (used && !people.some((person) => person.jobRoles.includes(role))) {
      found.push({
        rule: 'role-empty',
        level: 'warning',
        message: `Nobody holds "${JOB_ROLE_WORDS[role]}". Its steps fall to the incident lead.`,
      });
    }
    for (const section of plan.sections) {
      const count = section.steps.filter((step) => step.role === role).length;
      if (count > MOST_STEPS_A_ROLE) {
        found.push({
          rule: 'too-many',
          level: 'warning',
          message: `"${section.title}" gives ${JOB_ROLE_WORDS[role]} ${count} steps. More than ${MOST_STEPS_A_ROLE} get skipped.`,
        });
      }
    }
  }
  const critical = steps.filter((step) => step.critical).length;
  if (critical > steps.length * MOST_CRITICAL) {
    found.push({
      rule: 'too-critical',
      level: 'warning',
      message: `${critical} of ${steps.length} steps are critical. When most are, none stands out.`,
    });
  }
  return [...found.filter((f) => f.level === 'error'), ...found.filter((f) => f.level === 'warning')];
}

/** What a placeholder shows when the site has no such value: room to write it by hand. */
const BLANK = '____';

export interface SiteValues {
  name: string;
  address: string;
  phone: string;
  facts: Readonly<Record<string, string>>;
}

/** Puts a site's own values where shared text says {{site.x}}. A fact comes before the site's own column. */
export function fillSite(text: string, site: SiteValues): string {
  return text.replace(/\{\{\s*site\.([a-z][a-z0-9_]*)\s*\}\}/g, (_, name: string) => {
    if (Object.hasOwn(site.facts, name)) return site.facts[name] ?? BLANK;
    if (name === 'name' || name === 'address' || name === 'phone') return site[name];
    return BLANK;
  });
}
