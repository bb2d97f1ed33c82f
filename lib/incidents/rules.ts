// The rules of a live incident, pure: the server decides with them and the phone predicts with them.
import type { JobRole } from '@/lib/access/rules';
import type { PlanChange } from '@/lib/runbooks/rules';
import type { BoardStep, Mark } from './schema';
import type { WhatDown } from './values';

export { SAYS, WHAT_DOWN, WHAT_DOWN_WORDS, type AnswerValue, type Say, type WhatDown } from './values';

/**
 * The next mark of the clock after now, or null past the last. Its kind: update staff, short or long, go long, and then
 * reviews. Once it went long nobody is asked about that. A phone may have kept an incident without marks.
 */
export function nextMark(
  noticedAt: Date,
  now: Date,
  long: boolean,
  marks: readonly number[] = [],
): { at: Date; kind: 0 | 1 | 2 | 3; minutes: number } | null {
  for (const [place, minutes] of marks.entries()) {
    const at = new Date(noticedAt.getTime() + minutes * 60_000);
    const kind = Math.min(place, 3) as 0 | 1 | 2 | 3;
    // Kinds 1 and 2 ask about going long.
    if (at > now && !(long && kind % 3)) return { at, kind, minutes };
  }
  return null;
}

/** When a run's steps start to count: the loss itself for power, else the decision to start it. */
export function minuteZeroFor(kind: string, noticedAt: Date, now: Date): Date {
  return kind === 'power' ? noticedAt : now;
}

/** Which kind of plan fits what is down, worst first; when unsure the higher plan. */
export function suggestKind(
  whatDown: readonly WhatDown[],
  checks: { otherSiteLoads: boolean | null; otherComputerSame: boolean | null },
): string {
  const down = new Set(whatDown);
  if (down.has('strange')) return 'cyber';
  if (down.has('power')) return 'power';
  // The internet plan says the EHR is fine: not where somebody said that both are down.
  if (down.has('internet')) return down.has('ehr') ? 'short' : 'internet';
  if (down.has('ehr')) {
    // Only the EHR, and no website loads either: the way out is down, not the EHR. One computer only: that machine.
    if (down.size === 1 && checks.otherSiteLoads === false) return 'internet';
    return checks.otherComputerSame === false ? 'partial' : 'short';
  }
  return 'partial';
}

/** What of a step's needs is down: such a step is folded away, visibly. */
export function hiddenBecause(needs: readonly string[], whatDown: readonly WhatDown[]): WhatDown[] {
  return whatDown.filter((what) => needs.includes(what));
}

export type StepState = 'open' | 'done' | 'already' | 'na' | 'blocked';

export interface StepView {
  state: StepState;
  /** The mark that decides the state; null while open. */
  mark: Mark | null;
  /** Every live claim: two different ones are shown as a conflict, both kept. */
  claims: Mark[];
  notes: Mark[];
  conflict: boolean;
}

const CLAIMS = ['step.done', 'step.already', 'step.na', 'step.blocked'] as const;
const STATE: Record<(typeof CLAIMS)[number], StepState> = {
  'step.done': 'done',
  'step.already': 'already',
  'step.na': 'na',
  'step.blocked': 'blocked',
};

function rank(mark: Mark): number {
  const place = (CLAIMS as readonly string[]).indexOf(mark.kind);
  return place < 0 ? CLAIMS.length : place;
}

const OPEN: StepView = { state: 'open', mark: null, claims: [], notes: [], conflict: false };

/**
 * What each step shows: what its un-replaced marks say, whatever order they came in.
 * A mark names the marks it replaces (undo only replaces), so clocks and arrival decide nothing.
 */
export function foldSteps(marks: readonly Mark[]): Map<string, StepView> {
  const unique = new Map(marks.map((mark) => [mark.id, mark]));
  const replaced = new Map<string, Set<string>>();
  for (const mark of unique.values()) {
    for (const id of mark.value.replaces ?? []) {
      const steps = replaced.get(id) ?? new Set<string>();
      replaced.set(id, steps.add(mark.step));
    }
  }
  const views = new Map<string, StepView>();
  const byStep = new Map<string, Mark[]>();
  for (const mark of unique.values()) {
    const list = byStep.get(mark.step) ?? [];
    list.push(mark);
    byStep.set(mark.step, list);
  }
  for (const [step, list] of byStep) {
    // A mark can be replaced only by one of its own step.
    const live = list
      .filter((mark) => mark.kind in STATE && !replaced.get(mark.id)?.has(step))
      .sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1));
    const notes = list.filter((mark) => mark.kind === 'step.note' || (mark.value.note ?? '') !== '');
    const first = live[0];
    views.set(step, {
      state: first ? STATE[first.kind as (typeof CLAIMS)[number]] : 'open',
      mark: first ?? null,
      claims: live,
      notes: notes.sort((a, b) => a.at.localeCompare(b.at) || (a.id < b.id ? -1 : 1)),
      conflict: new Set(live.map((mark) => mark.kind)).size > 1,
    });
  }
  return views;
}

/** The view of one step; open when nobody said anything. */
export function viewOf(views: ReadonlyMap<string, StepView>, step: string): StepView {
  return views.get(step) ?? OPEN;
}

/** The job roles whose steps are mine: my own, and for the lead those nobody holds. */
export function myRoles(
  me: { jobRoles: readonly JobRole[]; leads: boolean },
  holders: Partial<Record<JobRole, readonly string[]>>,
  roles: readonly JobRole[],
): Set<JobRole> {
  const mine = new Set(me.jobRoles);
  if (me.leads) for (const role of roles) if ((holders[role] ?? []).length === 0) mine.add(role);
  return mine;
}

/** A step the plan no longer has stays only where somebody said something about it: nothing said is lost. */
export function isShown(
  step: Pick<BoardStep, 'id' | 'withdrawnAt'>,
  views: ReadonlyMap<string, StepView>,
): boolean {
  return !step.withdrawnAt || views.has(step.id);
}

/** Steps somebody must still act on: open or blocked. */
export function isUnfinished(view: StepView): boolean {
  return view.state === 'open' || view.state === 'blocked';
}

export type Lateness = 'none' | 'later' | 'soon' | 'overdue';

/** How a due time stands: soon is the last five minutes and the minute it is due in. */
export function lateness(dueAt: string | null, now: Date): Lateness {
  if (dueAt === null) return 'none';
  const left = new Date(dueAt).getTime() - now.getTime();
  return left <= -60_000 ? 'overdue' : left <= 5 * 60_000 ? 'soon' : 'later';
}

/** The critical steps that keep an incident from closing without a reason. Folded-away and withdrawn ones do not. */
export function openCritical(
  steps: readonly Pick<BoardStep, 'id' | 'critical' | 'needs' | 'withdrawnAt'>[],
  views: ReadonlyMap<string, StepView>,
  whatDown: readonly WhatDown[],
): string[] {
  return steps
    .filter(
      (s) =>
        s.critical &&
        !s.withdrawnAt &&
        isUnfinished(viewOf(views, s.id)) &&
        hiddenBecause(s.needs, whatDown).length === 0,
    )
    .map((s) => s.id);
}

export interface UpdateCounts {
  added: number;
  changed: number;
  removed: number;
  moved: number;
}

/** How many steps a newer version of a plan touches. */
export function updateCounts(changes: readonly Pick<PlanChange, 'kind'>[]): UpdateCounts {
  const count = (kind: PlanChange['kind']) => changes.filter((change) => change.kind === kind).length;
  return {
    added: count('step-added'),
    changed: count('step-changed'),
    removed: count('step-removed'),
    moved: count('step-moved'),
  };
}
