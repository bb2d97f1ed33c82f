// What is wrong with a contact tree and what to look at, as sentences. Pure: the editor shows it, saving decides with it.
import { JOB_ROLES, JOB_ROLE_WORDS, type JobRole } from '@/lib/access/rules';
import { listed, plural } from '@/lib/core';
import { callingCircle, parentCircle, type Circle } from './tree-circles';

export const MOST_BRANCHES = 40;
export const MOST_PEOPLE = 1000;
export const LONGEST_WAIT = 240;
export const MOST_NEEDED = 100;

/** A branch as it is edited; what is not chosen yet is null. */
export interface BranchShape {
  key: string;
  /** The branch whose lead tells this one's; null: the tree itself does. */
  parentKey: string | null;
  name: string;
  leadId: string | null;
  deputyId: string | null;
  needRole: JobRole | null;
  needCount: number;
  memberIds: readonly string[];
}

export interface TreePersonFacts {
  name: string;
  jobRoles: readonly JobRole[];
  /** False: no number and no e-mail that is open. */
  reachable: boolean;
  /** There are ways, and every one said STOP. */
  stopped: boolean;
  /** Has a number to call; STOP ends texts, not calls. */
  callable: boolean;
}

export interface Finding {
  /** An error keeps a tree from being saved; a warning is asked about once. */
  level: 'error' | 'warning';
  /** The branch it is about; null: the whole tree. */
  branch: string | null;
  text: string;
}

export type Known = ReadonlyMap<string, TreePersonFacts>;

/** Everybody of a branch: lead, deputy, members. */
export function branchPeople(branch: Pick<BranchShape, 'leadId' | 'deputyId' | 'memberIds'>): string[] {
  return [branch.leadId, branch.deputyId, ...branch.memberIds].filter((id): id is string => id !== null);
}

/** Of people nobody tells. */
export function inNoTree(count: number): string {
  return `${plural(count, 'person is', 'people are')} in no contact tree: nobody tells them`;
}

/** A name among others may be left out yet. */
function called(branch: Pick<BranchShape, 'name'>, place: number): string {
  return branch.name.trim() === '' ? `Branch ${place + 1}` : `“${branch.name.trim()}”`;
}

/** At most six names, then how many more. */
function some(names: readonly string[]): string {
  const most = 6;
  if (names.length <= most) return listed(names);
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}

/** What keeps a tree from being saved, then what to look at. `elsewhere`: who stands in another tree in use. */
export function treeFindings(
  branches: readonly BranchShape[],
  people: Known,
  elsewhere: ReadonlySet<string> = new Set(),
): Finding[] {
  const errors = [
    ...branches.flatMap((branch, place) => branchErrors(branch, called(branch, place), people)),
    ...circleErrors(branches, people),
  ];
  const warnings = [
    ...branches.flatMap((branch, place) => branchWarnings(branch, called(branch, place), people)),
    ...treeWarnings(branches, people, elsewhere),
  ];
  const finding =
    (level: Finding['level']) =>
    ([branch, text]: Said): Finding => ({ level, branch, text });
  return [...errors.map(finding('error')), ...warnings.map(finding('warning'))];
}

type Said = [branch: string | null, text: string];

function branchErrors(branch: BranchShape, name: string, people: Known): Said[] {
  const said: string[] = [];
  if (branch.name.trim() === '') said.push(`${name} has no name. Give it one.`);
  if (branch.leadId === null) said.push(`${name} has no lead. Choose who leads it.`);
  const team = branchPeople(branch);
  const times = new Map<string, number>();
  for (const id of team) times.set(id, (times.get(id) ?? 0) + 1);
  const strangers = [...times.keys()].filter((id) => !people.has(id)).length;
  if (strangers > 0) {
    const who = strangers === 1 ? 'somebody who is' : `${strangers} who are`;
    said.push(`${name} names ${who} not in this practice any more. Choose somebody else.`);
  }
  for (const [id, count] of times) {
    const person = people.get(id);
    if (count === 1 || !person) continue;
    said.push(`${person.name} is in ${name} ${count === 2 ? 'twice' : `${count} times`}. Keep one place.`);
  }
  const able = ableOf(branch, people);
  if (branch.needRole !== null && able < branch.needCount) {
    const role = JOB_ROLE_WORDS[branch.needRole];
    said.push(
      `${name} asks for ${branch.needCount} × ${role} but has ${able}. Add people with that job or ask for fewer.`,
    );
  }
  return said.map((text) => [branch.key, text]);
}

/** How many of a branch hold the job it needs. */
function ableOf({ needRole, ...branch }: BranchShape, people: Known): number {
  if (needRole === null) return 0;
  return [...new Set(branchPeople(branch))].filter((id) => people.get(id)?.jobRoles.includes(needRole))
    .length;
}

function circleErrors(branches: readonly BranchShape[], people: Known): Said[] {
  const nameOf = new Map(branches.map((branch, place) => [branch.key, called(branch, place)]));
  const known = new Set(nameOf.keys());
  const lost = branches.flatMap((branch, place): Said[] =>
    branch.parentKey !== null && !known.has(branch.parentKey)
      ? [
          [
            branch.key,
            `${called(branch, place)} is told by a branch that is not there any more. Choose again.`,
          ],
        ]
      : [],
  );
  const around = parentCircle(branches);
  if (around) {
    const [first = ''] = around;
    const path = [...around, first].map((key) => nameOf.get(key) ?? '').join(', which is told by ');
    return [
      ...lost,
      [first, `The branches go in a circle: ${path}. Let one of them be told by the tree itself.`],
    ];
  }
  const circle = callingCircle(branches);
  return circle ? [...lost, [circle[0]?.branch ?? null, circleWords(circle, people, nameOf)]] : lost;
}

/** "Ann tells Ben in “Desk”, and Ben tells Ann in “Nurses”. …" */
function circleWords(circle: Circle, people: Known, nameOf: ReadonlyMap<string, string>): string {
  const nameFor = (id: string) => people.get(id)?.name ?? 'Somebody who left';
  const steps = circle.map(({ from, to, branch }) => {
    return `${nameFor(from)} tells ${nameFor(to)} in ${nameOf.get(branch) ?? 'a branch'}`;
  });
  return `The calls go in a circle: ${steps.join(', and ')}. Take one of them out of a branch, or let another person lead.`;
}

function branchWarnings(branch: BranchShape, name: string, people: Known): Said[] {
  const said: string[] = [];
  const team = [...new Set(branchPeople(branch))].filter((id) => people.has(id));
  const open = team.filter((id) => people.get(id)?.reachable);
  if (branch.leadId !== null && team.length > 0 && open.length === 0) {
    said.push(`Nobody in ${name} can be reached. Give its people a number or an e-mail that works.`);
  } else if (
    branch.deputyId !== null &&
    open.length === 1 &&
    open[0] === branch.deputyId &&
    team.length > 1
  ) {
    said.push(`In ${name} only the deputy can be reached. Without that one way nobody there is told.`);
  }
  const lead = branch.leadId === null ? undefined : people.get(branch.leadId);
  if (lead && !lead.callable) said.push(`${lead.name} leads ${name} and has no number to call.`);
  if (branch.leadId !== null && branch.deputyId === null) {
    said.push(`${name} has no deputy. When the lead does not answer, nobody takes it over.`);
  }
  if (branch.leadId !== null && team.length === 1) {
    said.push(`${name} has nobody besides its lead.`);
  }
  const able = ableOf(branch, people);
  if (branch.needRole !== null && branch.needCount > 0 && able === branch.needCount) {
    const role = JOB_ROLE_WORDS[branch.needRole];
    said.push(
      `${name} needs ${branch.needCount} × ${role} and has exactly that. Nobody can stand in for them.`,
    );
  }
  return said.map((text) => [branch.key, text]);
}

function treeWarnings(
  branches: readonly BranchShape[],
  people: Known,
  elsewhere: ReadonlySet<string>,
): Said[] {
  const placed = [...new Set(branches.flatMap(branchPeople))];
  const team = placed.flatMap((id) => people.get(id) ?? []);
  const said: string[] = [];
  if (team.length > 0 && team.every(({ stopped }) => stopped)) {
    said.push('Everybody in this tree stopped our messages. A downtime would reach nobody.');
  } else if (team.length > 0 && team.every(({ reachable }) => !reachable)) {
    said.push('Nobody in this tree can be reached. A downtime would tell nobody.');
  } else {
    const silent = team.filter(({ reachable }) => !reachable).map(({ name }) => name);
    if (silent.length > 0) said.push(`No way that works: ${some(silent)}.`);
  }
  for (const role of JOB_ROLES) {
    const holders = team.filter(({ jobRoles }) => jobRoles.includes(role));
    const [only] = holders;
    if (only && holders.length === 1) {
      said.push(`${JOB_ROLE_WORDS[role]} has no second person in this tree: only ${only.name}.`);
    }
  }
  const inTree = new Set(placed);
  const out = [...people].filter(([id]) => !inTree.has(id) && !elsewhere.has(id)).map(([, { name }]) => name);
  if (out.length > 0) {
    said.push(
      `In no contact tree, so told by nobody: ${some(out)} (${plural(out.length, 'person', 'people')}).`,
    );
  }
  return said.map((text) => [null, text]);
}

/** The first thing that keeps a tree from being saved as a sentence, or null. */
export function treeFault(branches: readonly BranchShape[], people: Known): string | null {
  return treeFindings(branches, people).find(({ level }) => level === 'error')?.text ?? null;
}
