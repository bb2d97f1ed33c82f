// What plans are made of, how they are judged, compared, filled for a site and put in words; pure, shared with phones and editors.
export { comparePlans, type PlanChange, type StepFieldChange } from './compare';
export { dueWords, MOST_DUE_DAYS, MOST_DUE_MINUTES, type Due, type DueTime } from './due';
export {
  EVIDENCE,
  NEED_WORDS,
  NEEDS,
  needsInRun,
  RUNBOOK_KIND_WORDS,
  RUNBOOK_KINDS,
  type Evidence,
  type Need,
  type RunbookKind,
} from './kinds';
export { MOST_DETAIL, MOST_LEADS, MOST_SECTIONS, MOST_STEPS, MOST_TITLE } from './limits';
export { lint, type LintFinding, type LintWorld } from './lint';
export { parseMarkdown, type Block, type Inline } from './markdown';
export { fillPlan, fillSite, placeholdersIn, type SiteValues } from './placeholders';
export type { Plan, PlanSection, PlanStep } from './plan';
