// One plan of an incident as it ended: each step, its state in a word, who and when.
import { Tag } from '@/components/ui/tag';
import { ClockTime, When } from '@/components/when';
import { JOB_ROLE_WORDS } from '@/lib/access/rules';
import { listed } from '@/lib/core';
import {
  foldSteps,
  hiddenBecause,
  isShown,
  viewOf,
  WHAT_DOWN_WORDS,
  type StepState,
} from '@/lib/incidents/rules';
import type { Board, BoardRun, BoardStep, Mark } from '@/lib/incidents/schema';

export const STATES: Record<StepState, { word: string; look: 'ok' | 'danger' | 'plain' }> = {
  open: { word: 'open', look: 'plain' },
  done: { word: 'done', look: 'ok' },
  already: { word: 'already done', look: 'ok' },
  na: { word: 'not applicable', look: 'plain' },
  blocked: { word: 'blocked', look: 'danger' },
};

function said(mark: Mark): string {
  const { note, number, time, reason } = mark.value;
  return [reason, number === undefined ? undefined : String(number), time, note].filter(Boolean).join(', ');
}

function State({
  step,
  board,
  views,
}: {
  step: BoardStep;
  board: Board;
  views: ReturnType<typeof foldSteps>;
}) {
  const view = viewOf(views, step.id);
  const folded = hiddenBecause(step.needs, board.incident.whatDown);
  if (view.state === 'open' && step.withdrawnAt) return <Tag>no longer asked for</Tag>;
  if (view.state === 'open' && folded.length > 0) {
    return <Tag>folded away, {listed(folded.map((what) => WHAT_DOWN_WORDS[what]))} down</Tag>;
  }
  if (view.state === 'open' && step.critical) return <Tag look="danger">open</Tag>;
  return <Tag look={STATES[view.state].look}>{STATES[view.state].word}</Tag>;
}

/** A step that came or went with a newer version of the plan says so, and when. */
function Came({ step, zone }: { step: BoardStep; zone: string }) {
  if (step.withdrawnAt) {
    return (
      <span className="text-ink-2 text-s block">
        No longer in the plan since <ClockTime at={step.withdrawnAt} zone={zone} />
      </span>
    );
  }
  if (!step.addedAt) return null;
  return (
    <span className="text-ink-2 text-s block">
      Added at <ClockTime at={step.addedAt} zone={zone} />
    </span>
  );
}

export function RunTable({ board, run }: { board: Board; run: BoardRun }) {
  const views = foldSteps(board.marks);
  const steps = board.steps.filter((step) => step.runId === run.id && isShown(step, views));
  return (
    <>
      <p className="text-ink-2 mb-3">
        Minute 0 was <When at={run.minuteZero} zone={board.zone} />. Times are on the day of the step.
      </p>
      <table className="stack table">
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col">Whose</th>
            <th scope="col" className="num">
              Due
            </th>
            <th scope="col">State</th>
            <th scope="col">By</th>
            <th scope="col" className="num">
              At
            </th>
            <th scope="col">What was written</th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => {
            const view = viewOf(views, step.id);
            const words = [
              view.mark && said(view.mark),
              ...view.notes.filter(({ id }) => id !== view.mark?.id).map(said),
            ];
            return (
              <tr key={step.id}>
                <th scope="row" className="font-normal">
                  {step.title} {step.critical && <Tag look="danger">Critical</Tag>}{' '}
                  <Came step={step} zone={board.zone} />
                </th>
                <td>{JOB_ROLE_WORDS[step.role]}</td>
                <td data-label={step.dueAt ? 'Due' : undefined} className="num whitespace-nowrap">
                  {step.dueAt && <ClockTime at={step.dueAt} zone={board.zone} />}
                </td>
                <td>
                  <State step={step} board={board} views={views} />
                </td>
                <td>{view.mark?.name}</td>
                <td className="num whitespace-nowrap">
                  {view.mark && <ClockTime at={view.mark.at} zone={board.zone} />}
                </td>
                <td>{words.filter(Boolean).join('; ')}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}
