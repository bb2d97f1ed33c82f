// The line to the server: sends what waits, takes in what became true elsewhere.
import { may } from '@/lib/access/rules';
import type { Board, Receipt, WireEvent } from '@/lib/incidents/schema';
import {
  applyEvents,
  applyReceipt,
  dropOp,
  fullJitter,
  sender,
  type Sent,
  type SyncAnswer,
} from '@/lib/offline';
import type { Op } from '@/lib/offline/schema';
import type { HomeHere, IncidentPull } from '@/lib/live/schema';
import { box, heard, receiptFor, store, welcome } from './copy';
import { sendPhotos } from './photos';
import { place } from './route';
import { sentenceOf } from './sentence';
import { now, set, state, type Toast } from './state';

const TIMEOUT_MS = 15_000;

/** Every answer is one of these: what was asked for, none, "you are signed out", "there is no such thing". */
export async function ask<T>(path: string, body?: unknown): Promise<T | 'off' | 'out' | 'missing'> {
  // An answer to what was asked before we were signed out does not sign us in again.
  const out = !state.signedIn;
  try {
    const response = await fetch(`/live/v1/${state.here?.practice.id}/${path}`, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body === undefined
        ? {}
        : { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    if (response.status === 401) {
      set({ signedIn: false, link: 'out' });
      return 'out';
    }
    if (response.status === 404) return 'missing';
    // A captive portal answers 200 with its own page: only JSON counts.
    if (!response.ok) return 'off';
    const answer = (await response.json()) as T;
    if (out) set({ signedIn: true });
    return answer;
  } catch {
    return 'off';
  }
}

/** The incident on screen, or the first that is open: whose events a call brings along. */
export function current(): string | null {
  const { screen, id } = place();
  if (screen === 'i' && state.pulls[id]) return id;
  return (
    Object.values(state.pulls).find((p) => p.board.incident.state !== 'closed')?.board.incident.id ?? null
  );
}

/** One call that says what became true here and brings what became true elsewhere. */
async function sync(commands: unknown[]): Promise<SyncAnswer> {
  const incident = current();
  const since = (incident && state.pulls[incident]?.board.head) || 0;
  const answer = await ask<Exclude<SyncAnswer, string>>('sync', { incident, since, commands });
  // The practice, or the incident, is no longer ours to see: home says which. What waits is kept.
  if (answer === 'missing') await refresh();
  if (typeof answer === 'string') return answer === 'out' ? 'out' : 'off';
  heard(answer.serverTime);
  await hear(answer.events);
  return answer;
}

async function settled(op: Op, receipt: Receipt): Promise<void> {
  const pull = state.pulls[op.command.incident];
  if (pull && state.here) store({ ...pull, board: applyReceipt(pull.board, op, receipt, state.here.me) });
  if (receipt.outcome === 'refused' && state.toast?.undo?.id === receipt.id)
    set({ toast: null, said: receipt.reason });
  const then = receiptFor.get(op.command.id);
  receiptFor.delete(op.command.id);
  if (receipt.outcome !== 'refused' && !op.command.kind.startsWith('step.')) {
    if (op.command.kind === 'incident.declare' || op.command.kind === 'incident.report') await refresh();
    await pullIncident(receipt.incident);
  }
  then?.(receipt);
}

/** The whole incident again. */
export async function pullIncident(id: string): Promise<Sent | 'missing'> {
  const answer = await ask<IncidentPull>(`incidents/${id}`);
  if (answer === 'missing') set({ lost: id });
  if (typeof answer === 'string') return answer;
  store(answer);
  return 'ok';
}

/** How far the log of each incident was read out: an event that comes again is not said again. */
const told = new Map<string, number>();

/** Takes in events, and asks for what they leave out. */
export async function hear(events: readonly WireEvent[]): Promise<void> {
  for (const id of new Set(events.map((event) => event.incident))) {
    const pull = state.pulls[id];
    if (!pull) continue;
    const { board, gap, stale } = applyEvents(pull.board, events);
    if (board !== pull.board) store({ ...pull, board });
    const heardOf = Math.max(pull.board.head, told.get(id) ?? 0);
    const news = events.filter((event) => event.incident === id && event.seq > heardOf);
    if (news.length > 0) {
      told.set(id, Math.max(...news.map((event) => event.seq)));
      announce(board, news, pull.me);
    }
    if (gap || stale) await pullIncident(id);
  }
}

/** How long a lead sees that somebody is stuck; what others said meanwhile joins it. */
const CALL_MS = 60_000;
let call: Toast | null = null;

/** On screen for a lead, in words. An Undo that stands there goes first: it is gone in seconds. */
function callLead(text: string): void {
  if (state.toast?.undo) {
    setTimeout(() => callLead(text), 1_000);
    return;
  }
  const shown: Toast = { text: call && state.toast === call ? `${call.text} ${text}` : text };
  call = shown;
  set({ toast: shown, said: text });
  setTimeout(() => {
    if (state.toast === shown) set({ toast: null });
  }, CALL_MS);
}

/** Somebody else is blocked, or needs help: that is for the lead to see. */
function stuck({ kind, personId, payload }: WireEvent): boolean {
  if (personId === state.here?.me.personId) return false;
  return kind === 'step.blocked' || (kind === 'incident.answered' && payload.value === 'help');
}

/** The screen reader hears what others did to my steps, what is blocked, and what became of the incident. */
function announce(board: Board, events: readonly WireEvent[], there: IncidentPull['me']): void {
  const here = state.here?.me;
  const me = here && { ...here, ...there };
  const last = events.findLast(({ kind, personId, payload }) => {
    if (personId === me?.personId) return false;
    if (!kind.startsWith('step.')) return /^(run|incident)\.(?!answered|noted)/.test(kind);
    const role = board.steps.find((step) => step.id === payload.step)?.role;
    return kind === 'step.blocked' || (role !== undefined && me?.jobRoles.includes(role));
  });
  const said = last && sentenceOf(last, board.zone, now());
  if (said) set({ said });
  if (!me || !may(me.right, 'incident.declare')) return;
  const calls = events.filter(stuck).map((event) => sentenceOf(event, board.zone, now()));
  if (calls.length > 0) callLead(calls.filter(Boolean).join(' '));
}

/** Home again: which incidents are open. */
export async function refresh(): Promise<Sent> {
  const incident = current();
  const answer = await ask<HomeHere>(incident ? `home?incident=${incident}` : 'home');
  if (answer === 'missing') set({ missing: true });
  if (typeof answer === 'string') return answer === 'out' ? 'out' : 'off';
  welcome(answer);
  return 'ok';
}

let send: (() => Promise<Sent>) | null = null;
let tries = 0;
let retry = 0;

/** Sends what waits and asks for news. */
export async function flush(): Promise<Sent> {
  send ??= sender(await box(), { sync, receipt: settled });
  const sent = await send();
  if (sent !== 'ok') set({ link: sent });
  clearTimeout(retry);
  if (sent === 'ok') tries = 0;
  // The stream may live on while a call failed: what waits is tried again by itself, whatever the stream does.
  else if (sent === 'off' && state.ops.some((op) => !op.refused))
    retry = window.setTimeout(() => void flush(), fullJitter((tries += 1)));
  // Not waited for: the next tick must not stand behind a picture.
  if (sent === 'ok') void sendPhotos();
  return sent;
}

/** The person let go of a refused command. */
export async function drop(op: Op): Promise<void> {
  await dropOp(await box(), op);
}
