/** @jsxImportSource preact */
// What somebody said about a step, as a line of its sheet.
import type { StepView } from '@/lib/incidents/rules';
import type { Board, BoardStep, Mark } from '@/lib/incidents/schema';
import { markWords, stateWord } from '../ui/row';
import { sentences } from '../words';
import { Photo } from './photo';

const s = sentences('step');

interface Props {
  mark: Mark;
  step: BoardStep;
  board: Board;
  onKeep?: (() => void) | undefined;
}

export function Said({ mark, step, board, onKeep }: Props) {
  const words = mark.value.reason ?? mark.value.note;
  const kind = mark.kind === 'step.note' ? s('note') : stateWord(mark.kind.slice(5) as StepView['state']);
  return (
    <li>
      <b>{kind}</b> {markWords(mark, board.zone)}
      {mark.value.number !== undefined && ` · ${mark.value.number}`}
      {mark.value.time && ` · ${mark.value.time}`}
      {words && <p class="said">{words}</p>}
      <Photo mark={mark} board={board} title={step.title} />
      {onKeep && (
        <button type="button" class="button" onClick={onKeep}>
          {s('keepThis')}
        </button>
      )}
    </li>
  );
}
