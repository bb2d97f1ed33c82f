// What the phone shows: the board it last got, the events since, and its own commands that still wait.
import { foldSteps, type StepView } from '@/lib/incidents/rules';
import type { Board, Mark, Receipt, WireEvent } from '@/lib/incidents/schema';
import type { Op } from './schema';

/** A step event as a mark; null for every other kind. */
function markOf(event: WireEvent): Mark | null {
  const { payload } = event;
  if (!event.kind.startsWith('step.')) return null;
  return {
    id: String(payload.command),
    step: String(payload.step),
    kind: event.kind as Mark['kind'],
    value: (payload.value ?? {}) as Mark['value'],
    personId: event.personId,
    name: event.actor,
    at: event.deviceAt ?? event.at,
    receivedAt: event.at,
    seq: event.seq,
  };
}

/** A waiting command as a mark of mine. */
export function pendingMark(op: Op, me: { personId: string; name: string }): Mark | null {
  const { command } = op;
  if (!('step' in command)) return null;
  return {
    id: command.id,
    step: command.step,
    kind: command.kind,
    value: command.value,
    personId: me.personId,
    name: me.name,
    at: command.at,
    receivedAt: null,
    seq: null,
  };
}

function withMark(board: Board, mark: Mark): Board {
  return { ...board, marks: [...board.marks.filter((m) => m.id !== mark.id), mark] };
}

/** The photo is on the server now. */
export function withPhoto(board: Board, photo: string): Board {
  const { photos = [] } = board;
  return photos.includes(photo) ? board : { ...board, photos: [...photos, photo] };
}

function withoutPhoto(board: Board, photo: string): Board {
  return { ...board, photos: board.photos?.filter((one) => one !== photo) };
}

/**
 * The board after these events. `gap`: something between is missing, ask for it. `stale`: the incident itself
 * changed (a run added, closed, …) in ways only the server can show, ask for the board. The head stays before what only
 * the server can show: when it cannot be asked just now, the next look finds it missing and asks again.
 */
export function applyEvents(
  board: Board,
  events: readonly WireEvent[],
): { board: Board; gap: boolean; stale: boolean } {
  let next = board;
  let taken = board.head;
  let stale = false;
  for (const event of events.toSorted((a, b) => a.seq - b.seq)) {
    if (event.incident !== board.incident.id || event.seq <= taken) continue;
    if (event.seq > taken + 1) return { board: next, gap: true, stale };
    taken = event.seq;
    const mark = markOf(event);
    if (mark) next = withMark(next, mark);
    else if (event.kind === 'photo.added') next = withPhoto(next, String(event.payload.photo));
    else if (event.kind === 'photo.removed') next = withoutPhoto(next, String(event.payload.photo));
    else if (event.kind !== 'command.refused' && event.kind !== 'incident.noted') stale = true;
    if (!stale) next = { ...next, head: taken };
  }
  return { board: next, gap: false, stale };
}

/** A command the server took is a mark at once, so that nothing blinks until its event comes. */
export function applyReceipt(
  board: Board,
  op: Op,
  receipt: Receipt,
  me: { personId: string; name: string },
): Board {
  const mark = pendingMark(op, me);
  if (!mark || receipt.outcome === 'refused' || board.marks.some((m) => m.id === mark.id)) return board;
  return withMark(board, { ...mark, receivedAt: mark.at, seq: receipt.seq });
}

/** Every step's view with my waiting commands in it. Refused ones are not: they did not become true. */
export function foldBoard(
  board: Board,
  ops: readonly Op[],
  me: { personId: string; name: string },
): Map<string, StepView> {
  const mine = ops.filter((op) => !op.refused && op.command.incident === board.incident.id);
  return foldSteps([...mine.flatMap((op) => pendingMark(op, me) ?? []), ...board.marks]);
}
