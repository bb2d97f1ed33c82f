// What the editor of a tree keeps while one writes, how it starts, and what it sends. Pure.
import { JOB_ROLE_WORDS, type JobRole } from '@/lib/access/rules';
import type { BranchShape, SuggestedBranch, TreePersonFacts } from '@/lib/contacts/rules';
import type { Branch } from '@/lib/contacts/schema';

export interface BranchDraft {
  key: string;
  parentKey: string | null;
  name: string;
  leadId: string | null;
  deputyId: string | null;
  memberIds: string[];
  /** As typed. */
  wait: string;
  needRole: JobRole | null;
  needCount: string;
}

export function draftOf(branch: Branch): BranchDraft {
  const { id, parentId, waitMinutes, needCount, ...rest } = branch;
  return { ...rest, key: id, parentKey: parentId, wait: String(waitMinutes), needCount: String(needCount) };
}

export function draftOfSuggested({
  waitMinutes,
  needCount,
  memberIds,
  ...rest
}: SuggestedBranch): BranchDraft {
  return { ...rest, memberIds: [...memberIds], wait: String(waitMinutes), needCount: String(needCount) };
}

export function newBranch(key: string): BranchDraft {
  return {
    key,
    parentKey: null,
    name: '',
    leadId: null,
    deputyId: null,
    memberIds: [],
    wait: '5',
    needRole: null,
    needCount: '1',
  };
}

const numberOf = (typed: string): number | null => {
  const number = typed.trim() === '' ? Number.NaN : Number(typed);
  return Number.isFinite(number) ? number : null;
};

/** As the rules look at it. */
export function shapeOf(draft: BranchDraft): BranchShape {
  const { key, parentKey, name, leadId, deputyId, needRole, needCount, memberIds } = draft;
  return { key, parentKey, name, leadId, deputyId, needRole, needCount: numberOf(needCount) ?? 0, memberIds };
}

/** As the form sends it. */
export function sentOf({ wait, ...draft }: BranchDraft) {
  return { ...draft, waitMinutes: numberOf(wait), needCount: numberOf(draft.needCount) };
}

export interface Names {
  /** What the list of names says of each person, by id. */
  labelOf: ReadonlyMap<string, string>;
  /** The other way round, in small letters. */
  idOf: ReadonlyMap<string, string>;
}

/** Names as one chooses them: two who share one are told apart by their jobs, and by a number if they share those too. */
export function namesOf(people: readonly (readonly [string, TreePersonFacts])[]): Names {
  const labelOf = new Map<string, string>();
  const idOf = new Map<string, string>();
  const times = new Map<string, number>();
  for (const [, { name }] of people) times.set(name, (times.get(name) ?? 0) + 1);
  for (const [id, { name, jobRoles }] of people) {
    const jobs = jobRoles.map((role) => JOB_ROLE_WORDS[role]).join(', ');
    const label = times.get(name) === 1 ? name : `${name} (${jobs})`;
    let unlike = label;
    for (let n = 2; idOf.has(unlike.toLowerCase()); n += 1) unlike = `${label} ${n}`;
    labelOf.set(id, unlike);
    idOf.set(unlike.toLowerCase(), id);
  }
  return { labelOf, idOf };
}
