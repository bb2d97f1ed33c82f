// What a change means for what was said about its step: nothing said is lost, and the page says so beforehand.
import { clock } from '@/lib/core';
import { foldSteps, viewOf } from '@/lib/incidents/rules';
import type { Board } from '@/lib/incidents/schema';
import type { PlanChange } from '@/lib/runbooks/rules';
import { STATES } from '../run';

/** A sentence for each change that meets something said; null for the others. */
export function remarkOn(board: Board, runId: string): (change: PlanChange) => string | null {
  const views = foldSteps(board.marks);
  const ids = new Map(board.steps.filter((step) => step.runId === runId).map((step) => [step.key, step.id]));
  return (change) => {
    if (!('step' in change)) return null;
    const id = ids.get(change.step.key) ?? '';
    if (change.kind === 'step-added')
      return ids.has(change.step.key) && views.has(id) ? 'It comes back, with what was said about it.' : null;
    if (change.kind === 'step-removed') {
      return views.has(id)
        ? 'Something was said about it, so it stays on the checklist, marked as no longer in the plan.'
        : 'Nobody said anything about it: it leaves the checklist.';
    }
    const { state, mark } = viewOf(views, id);
    if (!mark) return null;
    const { word } = STATES[state];
    return `${mark.name} marked it ${word} at ${clock(new Date(mark.at), board.zone)}. It stays ${word}.`;
  };
}
