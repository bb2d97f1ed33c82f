// Who can be reached and what a tree may look like; pure, shared with screens.
export const REACH_KINDS = ['mobile', 'second', 'email'] as const;
export type ReachKind = (typeof REACH_KINDS)[number];

export const REACH_KIND_WORDS: Record<ReachKind, string> = {
  mobile: 'Mobile',
  second: 'Second number',
  email: 'E-mail',
};

/** What forms, lists and refusals call each field of a person. */
export const PERSON_WORDS = {
  ...REACH_KIND_WORDS,
  name: 'Name',
  jobRoles: 'Jobs',
  siteId: 'Site',
  language: 'Language',
  notes: 'Notes',
} as const;

export const LANGUAGES = ['en', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];
export const LANGUAGE_WORDS: Record<Language, string> = { en: 'English', es: 'Spanish' };

/** A code that shows a way works: how long it is good, how often it may be mistyped, how many an hour. */
export const CODE_MINUTES = 10;
export const CODE_TRIES = 5;
export const CODES_AN_HOUR = 3;

/** A link that asks whether one's numbers are right is open so long. */
export const CONFIRM_LINK_DAYS = 14;

/** What a column of a staff list can hold; '' for what is left out. */
export const IMPORT_FIELDS = [
  '',
  'name',
  'first',
  'last',
  'jobs',
  'site',
  'mobile',
  'second',
  'email',
  'language',
  'notes',
] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];
export const IMPORT_FIELD_WORDS: Record<ImportField, string> = {
  '': 'leave out',
  name: 'Name',
  first: 'First name',
  last: 'Last name',
  jobs: 'Jobs',
  site: 'Site',
  mobile: 'Mobile',
  second: 'Second number',
  email: 'E-mail',
  language: 'Language',
  notes: 'Notes',
};

/** Lists of people on their way in. */
export const MOST_IMPORT_ROWS = 5000;
export const MOST_IMPORT_COLUMNS = 40;
export const MOST_IMPORT_BYTES = 1_900_000;

interface Way {
  kind: ReachKind;
  verified: boolean;
  optedOut: boolean;
}

/** True when at least one way is open. */
export function isReachable(ways: readonly Way[]): boolean {
  return ways.some((way) => !way.optedOut);
}

/** What to fix about how a person is reached, worst first; empty when all is well. */
export function reachProblems(ways: readonly Way[]): string[] {
  if (ways.length === 0) return ['no number and no e-mail'];
  if (!isReachable(ways)) return ['opted out of every way'];
  const problems: string[] = [];
  const open = ways.filter((way) => !way.optedOut);
  if (ways.some((way) => way.optedOut)) problems.push('opted out of one way');
  if (!open.some((way) => way.kind !== 'email')) problems.push('no number for texts');
  else if (!ways.some((way) => way.kind === 'second')) problems.push('no second number');
  if (!open.some((way) => way.kind === 'email')) problems.push('no e-mail');
  if (!open.some((way) => way.verified)) problems.push('nothing verified');
  return problems;
}

export {
  branchPeople,
  inNoTree,
  LONGEST_WAIT,
  MOST_BRANCHES,
  MOST_NEEDED,
  MOST_PEOPLE,
  treeFindings,
  type BranchShape,
  type Finding,
  type TreePersonFacts,
} from './tree-rules';
export { suggestTree, type SuggestedBranch } from './tree-suggest';
export { TEST_WINDOWS, inTimePercent, testWord, type TestWord } from './test-rules';
