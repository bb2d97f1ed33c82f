/** @jsxImportSource preact */
// One step: the square ticks it, the rest of the row opens its sheet.
import type { Board, BoardStep, Mark } from '@/lib/incidents/schema';
import { isUnfinished, type StepState, type StepView } from '@/lib/incidents/rules';
import { dueWords, when } from '../due';
import { now, set, state } from '../state';
import { canTick, tick } from '../tick';
import { t, type CoreKey } from '../words';
import { Icon, type IconName } from './icon';

const ICON: Record<StepState, IconName | null> = {
  open: null,
  done: 'check',
  already: 'double',
  na: 'minus',
  blocked: 'stop',
};

/** Who and when; both clocks when they differ by more than a minute. */
export function markWords(mark: Mark, zone: string): string {
  const mine = mark.personId === state.here?.me.personId;
  const at = now();
  const time = when(mark.at, zone, at);
  const who = t('whoWhen', { who: mine ? t('you') : mark.name, time });
  if (mark.receivedAt === null) return `${who} · ${t('notSent')}`;
  const apart = Math.abs(Date.parse(mark.receivedAt) - Date.parse(mark.at)) > 60_000;
  return apart ? `${who} · ${t('receivedAt', { time: when(mark.receivedAt, zone, at) })}` : who;
}

export function stateWord(state: StepState): string {
  return t(`state_${state}` as CoreKey);
}

interface Props {
  step: BoardStep;
  view: StepView;
  board: Board;
  newAt: string | null;
  /** Whose step, on rows that are not mine. */
  role?: string | undefined;
  because?: string | undefined;
}

export function Row({ step, view, board, newAt, role, because }: Props) {
  const { incident, zone } = board;
  const closed = incident.state === 'closed';
  const open = view.state === 'open';
  const due = dueWords(!closed && isUnfinished(view) ? step.dueAt : null, zone, now());
  const icon = ICON[view.state];
  const said = view.mark?.value.reason ?? view.mark?.value.note;
  const evidence = view.mark?.value.number ?? view.mark?.value.time;
  return (
    <li class={`row ${view.state}`}>
      <button
        type="button"
        class="tick"
        disabled={closed}
        aria-label={t(open ? 'tickLabel' : 'stateLabel', { title: step.title, state: stateWord(view.state) })}
        onClick={({ detail }) => {
          // A double tap's second half was not meant for what came to stand there.
          if (detail > 1) return;
          if (open && canTick(step)) tick(incident.id, step, view);
          else set({ sheet: step.id });
        }}
      >
        <span class="box">{icon && <Icon name={icon} />}</span>
      </button>
      <button type="button" class="open" aria-haspopup="dialog" onClick={() => set({ sheet: step.id })}>
        <span class="title">
          {step.title} {step.critical && <b class="critical">{t('critical')}</b>}{' '}
          {newAt && <b class="new">{t('newAt', { time: when(newAt, zone, now()) })}</b>}
        </span>
        {view.mark && (
          <span class="meta">
            {stateWord(view.state)}: {markWords(view.mark, zone)}
            {evidence !== undefined && ` · ${evidence}`}
          </span>
        )}
        {said && <span class="meta said">{said}</span>}
        {view.conflict && <span class="meta late">{t('conflict')}</span>}
        {because && <span class="meta">{because}</span>}
        <span class="meta">
          {role}
          {role && due.text && ' · '}
          {due.text && <span class={due.late}>{due.text}</span>}
        </span>
      </button>
    </li>
  );
}
