// What is wrong with a plan before it is published, each finding with its place. Pure: the editor shows it while one
// types, the server decides with it.
import { JOB_ROLE_WORDS, JOB_ROLES, type JobRole } from '@/lib/access/rules';
import { listed } from '@/lib/core';
import { MOST_DETAIL, MOST_SECTIONS, MOST_STEPS, MOST_TITLE } from './limits';
import { placeholdersIn, sitesWithout, type SiteValues } from './placeholders';
import type { Plan, PlanSection, PlanStep } from './plan';
import { DOWN, NEED_WORDS } from './kinds';

const MOST_STEPS_A_ROLE = 12;
/** A value may have 300 characters: more would make a step longer than any page. */
const MOST_PLACEHOLDERS = 20;
const MOST_CRITICAL = 0.6;

/** What a plan is held against. */
export interface LintWorld {
  hasOwner: boolean;
  /** The practice's active people: their names must not be in a step, and each role needs somebody. */
  people: readonly { name: string; jobRoles: readonly JobRole[] }[];
  /** Active sites: their facts fill placeholders, their hours make "close of business" a time. */
  sites: readonly (SiteValues & { hours: object })[];
  /** Slugs of the practice's plans. */
  plans: readonly string[];
}

export interface LintFinding {
  rule:
    | 'no-owner'
    | 'no-title'
    | 'no-steps'
    | 'too-long'
    | 'needs-down'
    | 'names-person'
    | 'role-empty'
    | 'too-many'
    | 'too-critical'
    | 'empty-section'
    | 'no-value'
    | 'odd-placeholder'
    | 'no-hours'
    | 'leads-nowhere';
  /** Errors keep a plan from being published; warnings ask. */
  level: 'error' | 'warning';
  message: string;
  /** The key of the step it is about. */
  step?: string;
  /** The key of the section it is about. */
  section?: string;
}

type Found = Omit<LintFinding, 'step' | 'section'>;
const error = (rule: Found['rule'], message: string): Found => ({ rule, level: 'error', message });
const warning = (rule: Found['rule'], message: string): Found => ({ rule, level: 'warning', message });

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

/** A whole name, else a part of one; a part may be a word of its own, like Chase or Post. */
function nameIn(text: string, people: LintWorld['people']): { name: string; whole: boolean } | null {
  // Most texts hold no part of most names: the plain look spares the pattern.
  const found = (name: string) => text.includes(name) && holds(text, name);
  const whole = people.find(({ name }) => found(name));
  if (whole) return { name: whole.name, whole: true };
  const parts = people.flatMap(({ name }) => name.split(/\s+/));
  const part = parts.find((one) => one.length > 2 && !WORDS_TOO.has(one) && found(one));
  return part === undefined ? null : { name: part, whole: false };
}

/** "Lakeside North and Lakeside Main". */
const namesOf = (sites: readonly SiteValues[]): string => listed(sites.map(({ name }) => name));

/** "no site says what it is", "Lakeside North does not say what it is". */
function whoIsSilent(without: LintWorld['sites'], all: LintWorld['sites']): string {
  if (without.length === all.length) return 'no site says what it is';
  return `${namesOf(without)} ${without.length === 1 ? 'does' : 'do'} not say what it is`;
}

function lintText(what: string, text: string, sites: LintWorld['sites']): Found[] {
  const { names, odd, count } = placeholdersIn(text);
  return [
    ...(count > MOST_PLACEHOLDERS
      ? [
          error(
            'too-long',
            `${what} asks for ${count} values of a site. At most ${MOST_PLACEHOLDERS} fit: split it.`,
          ),
        ]
      : []),
    ...names.flatMap((name) => {
      const without = sitesWithout(sites, name);
      if (without.length === 0) return [];
      const silent = whoIsSilent(without, sites);
      const blank = 'It prints as a blank line to fill by hand.';
      return warning('no-value', `${what} asks for {{site.${name}}}, and ${silent}. ${blank}`);
    }),
    ...odd.map((found) =>
      warning(
        'odd-placeholder',
        `${what} has “${found}”, which stands for nothing. Write {{site.name_of_fact}}.`,
      ),
    ),
  ];
}

function lintStep(plan: Plan, step: PlanStep, world: LintWorld): Found[] {
  const title = step.title.trim();
  const what = title === '' ? 'A step without a title' : `“${title}”`;
  const found: Found[] = [];
  if (title === '')
    found.push(error('no-title', 'This step has no title. Begin it with a verb: what is to be done?'));
  if (title.length > MOST_TITLE)
    found.push(error('too-long', `${what.slice(0, 60)}… has a title longer than ${MOST_TITLE} characters.`));
  if (step.detail.length > MOST_DETAIL)
    found.push(error('too-long', `${what} has a how-to longer than ${MOST_DETAIL} characters.`));
  const missing = step.needs.find((need) => DOWN[plan.kind]?.includes(need));
  if (missing !== undefined) {
    found.push(
      error(
        'needs-down',
        `${what} needs ${NEED_WORDS[missing]}, which is down in this plan. Say how to do it without.`,
      ),
    );
  }
  const named = nameIn(`${step.title}\n${step.detail}`, world.people);
  if (named) {
    found.push(
      named.whole
        ? error(
            'names-person',
            `${what} names ${named.name}. Name a job instead: people are off sick, jobs are not.`,
          )
        : warning(
            'names-person',
            `${what} says “${named.name}”. If that is a person, name a job instead: people are off sick, jobs are not.`,
          ),
    );
  }
  const clock = step.due !== null && 'at' in step.due && (step.due.at === 'open' || step.due.at === 'close');
  const closed = clock ? world.sites.filter(({ hours }) => Object.keys(hours).length === 0) : [];
  if (closed.length > 0) {
    found.push(
      warning(
        'no-hours',
        `${what} is due by the hours of the site, and ${namesOf(closed)} has none. It will have no clock there.`,
      ),
    );
  }
  return [...found, ...lintText(what, `${step.title}\n${step.detail}`, world.sites)];
}

function lintSection(section: PlanSection): Found[] {
  const title = section.title.trim();
  const found: Found[] = [];
  if (title === '') found.push(error('no-title', 'This section has no title.'));
  if (title.length > MOST_TITLE)
    found.push(error('too-long', `A section’s title is longer than ${MOST_TITLE} characters.`));
  if (section.steps.length === 0)
    found.push(warning('empty-section', `“${title}” has no steps and will be left out.`));
  for (const role of JOB_ROLES) {
    const count = section.steps.filter((step) => step.role === role).length;
    if (count > MOST_STEPS_A_ROLE) {
      found.push(
        warning(
          'too-many',
          `“${title}” gives ${JOB_ROLE_WORDS[role]} ${count} steps. More than ${MOST_STEPS_A_ROLE} get skipped.`,
        ),
      );
    }
  }
  return found;
}

function lintWhole(plan: Plan, world: LintWorld): Found[] {
  const steps = plan.sections.flatMap((section) => section.steps);
  const found: Found[] = [];
  if (plan.title.trim() === '') found.push(error('no-title', 'This plan has no title.'));
  if (plan.title.trim().length > MOST_TITLE)
    found.push(error('too-long', `The title is longer than ${MOST_TITLE} characters.`));
  if (plan.trigger.length > 1000)
    found.push(error('too-long', '“Use it when” is longer than 1000 characters.'));
  if (plan.anchor.length > 500) found.push(error('too-long', '“Minute 0 is” is longer than 500 characters.'));
  if (!world.hasOwner) found.push(error('no-owner', 'This plan has no owner. Choose who keeps it true.'));
  if (steps.length === 0) found.push(error('no-steps', 'This plan has no steps yet.'));
  if (steps.length > MOST_STEPS)
    found.push(
      error('too-long', `This plan has ${steps.length} steps. At most ${MOST_STEPS} can be published.`),
    );
  if (plan.sections.length > MOST_SECTIONS)
    found.push(
      error(
        'too-long',
        `This plan has ${plan.sections.length} sections. At most ${MOST_SECTIONS} can be published.`,
      ),
    );
  for (const role of JOB_ROLES) {
    const used = steps.some((step) => step.role === role);
    if (used && !world.people.some((person) => person.jobRoles.includes(role))) {
      found.push(
        warning('role-empty', `Nobody holds “${JOB_ROLE_WORDS[role]}”. Its steps fall to the incident lead.`),
      );
    }
  }
  const critical = steps.filter((step) => step.critical).length;
  if (critical > steps.length * MOST_CRITICAL) {
    found.push(
      warning(
        'too-critical',
        `${critical} of ${steps.length} steps are critical. When most are, none stands out.`,
      ),
    );
  }
  for (const slug of plan.escalatesTo) {
    if (!world.plans.includes(slug))
      found.push(warning('leads-nowhere', `It can lead to “${slug}”, and there is no such plan in force.`));
  }
  return [...found, ...lintText('The plan’s own text', `${plan.trigger}\n${plan.anchor}`, world.sites)];
}

/** Everything wrong with a plan, errors first, each in the plan's own order. */
export function lint(plan: Plan, world: LintWorld): LintFinding[] {
  const found: LintFinding[] = [
    ...lintWhole(plan, world),
    ...plan.sections.flatMap((section) => [
      ...lintSection(section).map((each) => ({ ...each, section: section.key })),
      ...section.steps.flatMap((step) =>
        lintStep(plan, step, world).map((each) => ({ ...each, step: step.key, section: section.key })),
      ),
    ]),
  ];
  return [...found.filter((f) => f.level === 'error'), ...found.filter((f) => f.level === 'warning')];
}
