// The one state of the phone and how it changes: whoever sets something, the screen follows once.
import type { SavedPull, LinkState, Op } from '@/lib/offline/schema';
import type { HomeHere, Snapshot } from '@/lib/live/schema';

export interface Toast {
  text: string;
  /** What Undo takes back. */
  undo?: { incident: string; step: string; id: string };
}

export interface State {
  path: string;
  /** Null until something answered. */
  signedIn: boolean | null;
  practices: { slug: string; name: string }[];
  here: HomeHere | null;
  /** The server says there is no such practice for this account. */
  missing: boolean;
  /** An incident the server does not know. */
  lost: string;
  pulls: Record<string, SavedPull>;
  snapshot: Snapshot | null;
  /** Commands without a receipt, in this phone's order. */
  ops: Op[];
  link: LinkState;
  /** The server's last word, in milliseconds of its clock; null while only the copy speaks. */
  heardAt: number | null;
  /** Server's clock minus this phone's. */
  skew: number;
  /** False when nothing outlives this page. */
  durable: boolean;
  toast: Toast | null;
  /** What the screen reader is told. */
  said: string;
  /** Role whose steps are shown; '' for mine first, then everyone's. */
  role: string;
  /** The step whose sheet is open. */
  sheet: string | null;
}

export const state: State = {
  path: location.pathname,
  signedIn: null,
  practices: [],
  here: null,
  missing: false,
  lost: '',
  pulls: {},
  snapshot: null,
  ops: [],
  link: 'connecting',
  heardAt: null,
  skew: 0,
  durable: true,
  toast: null,
  said: '',
  role: '',
  sheet: null,
};

let paint: (() => void) | null = null;
let due = false;

export function onChange(draw: () => void): void {
  paint = draw;
}

export function set(change: Partial<State>): void {
  Object.assign(state, change);
  if (due) return;
  due = true;
  queueMicrotask(() => {
    due = false;
    paint?.();
  });
}

/** The server's present as far as this phone knows. */
export function now(): Date {
  return new Date(Date.now() + state.skew);
}
