// Ticking: what a press on a step says, and taking it back.
import type { BoardStep } from '@/lib/incidents/schema';
import type { StepView } from '@/lib/incidents/rules';
import type { HeldPhoto } from '@/lib/offline/schema';
import { say, type Saying } from './copy';
import { set, state, type Toast } from './state';
import { t } from './words';

const UNDO_MS = 10_000;

/** One press is enough: nothing to type, and not critical. */
export function canTick(step: Pick<BoardStep, 'critical' | 'evidence'>): boolean {
  return !step.critical && step.evidence === 'none';
}

export function toast(next: Toast): void {
  set({ toast: next, said: next.text });
  setTimeout(() => {
    if (state.toast === next) set({ toast: null });
  }, UNDO_MS);
}

export interface StepSaying {
  kind: 'step.done' | 'step.already' | 'step.na' | 'step.blocked';
  note?: string;
  number?: number;
  time?: string;
  photo?: string | HeldPhoto;
  reason?: string;
}

const WORD = {
  'step.done': 'state_done',
  'step.already': 'state_already',
  'step.na': 'state_na',
  'step.blocked': 'state_blocked',
} as const;

/** Says a step's state, in place of what its marks said until now. */
export async function tell(
  incident: string,
  step: BoardStep,
  view: StepView,
  saying: StepSaying,
): Promise<void> {
  const { kind, ...rest } = saying;
  const replaces = view.claims.map((mark) => mark.id);
  // The kinds differ in what they carry; the server checks each, so one shape is enough here.
  const command = { kind, incident, step: step.id, value: { ...rest, replaces } } as Saying;
  const id = await say(command);
  const said = `${t(WORD[kind])}: ${step.title}`;
  // Without a connection nobody else sees it yet, and the words do not pretend so.
  const text = state.link === 'off' || state.link === 'out' ? `${said} · ${t('notSent')}` : said;
  toast({ text, undo: { incident, step: step.id, id } });
}

export function tick(incident: string, step: BoardStep, view: StepView): void {
  void tell(incident, step, view, { kind: 'step.done' });
}

/** Takes back what these commands said. */
export function undo(incident: string, step: string, ids: string[]): void {
  set({ toast: null, said: t('takenBack') });
  void say({ kind: 'step.undo', incident, step, value: { replaces: ids } });
}
