// The checklist's order: mine first, then everyone's, by run and section; pure.
import {
  hiddenBecause,
  isShown,
  isUnfinished,
  myRoles,
  viewOf,
  type StepView,
  type WhatDown,
} from '@/lib/incidents/rules';
import { JOB_ROLES, may } from '@/lib/access/rules';
import type { Board, BoardStep } from '@/lib/incidents/schema';
import type { WireMe } from '@/lib/live/schema';

export interface Group {
  key: string;
  run: string;
  section: string;
  /** When this run came later than the first: steps are marked new. */
  newAt: string | null;
  steps: BoardStep[];
}

export interface Listing {
  next: BoardStep | null;
  mine: Group[];
  others: Group[];
  folded: { step: BoardStep; because: WhatDown[] }[];
  /** Unfinished steps of mine. */
  left: number;
}

function groups(board: Board, steps: readonly BoardStep[]): Group[] {
  const found = new Map<string, Group>();
  for (const step of steps) {
    const key = `${step.runId} ${step.section}`;
    const run = board.runs.find((r) => r.id === step.runId);
    const group = found.get(key) ?? {
      key,
      run: board.runs.length > 1 ? (run?.title ?? '') : '',
      section: step.section,
      newAt: run && run !== board.runs[0] ? run.addedAt : null,
      steps: [],
    };
    group.steps.push(step);
    found.set(key, group);
  }
  return [...found.values()];
}

/** What to do now: of the steps I can still do, the one due first; without a clock last; in the plan's order. */
export function nextStep(
  steps: readonly BoardStep[],
  views: ReadonlyMap<string, StepView>,
): BoardStep | null {
  let best: BoardStep | null = null;
  for (const step of steps)
    if (viewOf(views, step.id).state === 'open' && (!best || (step.dueAt ?? '~') < (best.dueAt ?? '~')))
      best = step;
  return best;
}

export function listing(board: Board, views: ReadonlyMap<string, StepView>, me: WireMe, role = ''): Listing {
  const { whatDown } = board.incident;
  const roles = myRoles(
    { jobRoles: me.jobRoles, leads: may(me.right, 'incident.declare') },
    board.holders,
    JOB_ROLES,
  );
  const folded: Listing['folded'] = [];
  const mine: BoardStep[] = [];
  const others: BoardStep[] = [];
  for (const step of board.steps) {
    const because = hiddenBecause(step.needs, whatDown);
    if ((role && step.role !== role) || !isShown(step, views)) continue;
    // What somebody already ticked stays in sight, whatever it needs.
    if (because.length > 0 && viewOf(views, step.id).state === 'open') folded.push({ step, because });
    else (roles.has(step.role) || role ? mine : others).push(step);
  }
  // What the plan no longer has is nobody's to do.
  const asked = mine.filter((step) => !step.withdrawnAt);
  return {
    next: nextStep(asked, views),
    mine: groups(board, mine),
    others: groups(board, others),
    folded,
    left: asked.filter((step) => isUnfinished(viewOf(views, step.id))).length,
  };
}
