// Who did what and when in a past incident, worked out from the counts the demo data gives.
import type { MemberCtx } from '@/lib/access';
import { addMinutes, clock } from '@/lib/core';
import type { Board, BoardStep, Command } from '@/lib/incidents/schema';
import { need, type Demo, type Past } from './files';
import type { Cast } from './places';

export type Act =
  | { at: Date; who: MemberCtx; said: Pick<Command, 'kind' | 'value'> & { step?: string } }
  | { at: Date; personId: string; name: string; text: 'coming' | 'cannot' };

/** People answer in tree order, some seconds apart; the last ones never do. One who answers cannot come. */
export function planAnswers(demo: Demo, past: Past, cast: Cast, declaredAt: Date): Act[] {
  const order = demo.trees.flatMap((tree) => tree.branches.flatMap((b) => [b.lead, b.deputy, ...b.members]));
  const keys = [past.declaredBy, ...order.filter((key) => key !== past.declaredBy)].slice(0, past.answered);
  return keys.map((key, place): Act => {
    const at = new Date(declaredAt.getTime() + 35_000 + place * 23_000);
    const who = cast.members.get(key);
    const last = place === keys.length - 1;
    if (who) {
      const answer = place === 0 ? 'here' : last ? 'cannot' : place % 3 === 0 ? 'here' : 'coming';
      return { at, who, said: { kind: 'incident.answer', value: { answer } } };
    }
    const name = demo.people.find((person) => person.key === key)?.name ?? key;
    return { at, personId: need(cast.people, key), name, text: last ? 'cannot' : 'coming' };
  });
}

interface Span {
  from: Date;
  until: Date;
  /** Steps said already. */
  past: ReadonlySet<string>;
  /** How many are still to be done. */
  left: number;
}

const NOTES = [
  'Done, logged on the sheet.',
  'Checked with a second person.',
  'Took two tries.',
  'As planned.',
];

/** Counts of people told are the incident's own; any other count is merely believable. */
function count(step: BoardStep, place: number, past: Past): number {
  return /staff|contact tree/i.test(step.title) ? past.answered : 2 + ((place * 7) % 19);
}

function evidence(
  step: BoardStep,
  place: number,
  past: Past,
  at: Date,
  zone: string,
): Record<string, string | number> {
  if (step.evidence === 'number') return { number: count(step, place, past) };
  if (step.evidence === 'time') return { time: hourMinute(at, zone) };
  if (step.evidence === 'none') return {};
  return { note: NOTES[place % NOTES.length] ?? '' };
}

function hourMinute(at: Date, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(at);
}

/** The steps done in this span: what is due first comes first, what can wait is what was left undone. */
export function planTicks(
  scene: { past: Past; cast: Cast; demo: Demo },
  board: Board,
  span: Span,
): { acts: Act[]; ticked: Set<string> } {
  const due = (step: BoardStep) => (step.dueAt === null ? Infinity : new Date(step.dueAt).getTime());
  const worth = (a: BoardStep, b: BoardStep) => Number(b.critical) - Number(a.critical) || due(a) - due(b);
  const open = board.steps.filter((step) => !span.past.has(step.id));
  const within = open.filter(
    (step) => due(step) < span.until.getTime() || span.until >= closing(scene.past, board),
  );
  const chosen = new Set([...within].sort(worth).slice(0, span.left));
  const inOrder = within.filter((step) => chosen.has(step)).sort((a, b) => due(a) - due(b));
  const room = span.until.getTime() - span.from.getTime() - 90_000;
  const acts = inOrder.map((step, place): Act => {
    // Spread over the span; a step without a clock takes its place in the row.
    const at = new Date(span.from.getTime() + Math.round((room * (place + 0.5)) / inOrder.length));
    const who = holder(scene, step, place);
    const replaces: string[] = [];
    if (place === Math.floor(inOrder.length / 2) && !step.critical) {
      const reason = `Not needed here, checked at ${clock(at, board.zone)}.`;
      return { at, who, said: { kind: 'step.na', step: step.id, value: { reason, replaces } } };
    }
    const value = { ...evidence(step, place, scene.past, at, board.zone), replaces };
    const kind = place % 9 === 4 ? ('step.already' as const) : ('step.done' as const);
    return { at, who, said: { kind, step: step.id, value } };
  });
  return { acts, ticked: new Set(inOrder.map((step) => step.id)) };
}

/** When everything left may be done: the last span of the incident. */
function closing(past: Past, board: Board): Date {
  return addMinutes(new Date(board.incident.noticedAt), past.minutesOpen);
}

/** Somebody who holds the step's job, in turns; for a job nobody can log in for, the one who declared. */
function holder(scene: { past: Past; cast: Cast; demo: Demo }, step: BoardStep, place: number): MemberCtx {
  const able = scene.demo.people.filter(
    (person) =>
      person.jobRoles.includes(step.role) &&
      scene.cast.members.has(person.key) &&
      (step.role !== 'incident_lead' || person.key === scene.past.declaredBy),
  );
  const key = able[place % Math.max(able.length, 1)]?.key ?? scene.past.declaredBy;
  return need(scene.cast.members, key);
}
