// Who can be reached and what a tree may look like; pure, shared with screens.
export type ReachKind = 'mobile' | 'second' | 'email';

export const REACH_KIND_WORDS: Record<ReachKind, string> = {
  mobile: 'Mobile',
  second: 'Second number',
  email: 'E-mail',
};

export const LANGUAGES = ['en', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];

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
