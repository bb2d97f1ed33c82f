// This phone's copy: what it keeps for a cold start, and the commands it keeps until they have their receipt.
import { newId } from '@/lib/core';
import { addOp, loadOps, openMemory, type Box } from '@/lib/offline';
import type { Draft } from '@/lib/offline/schema';
import type { Home, HomeHere, IncidentPull } from '@/lib/live/schema';
import type { Receipt } from '@/lib/incidents/schema';
import { place } from './route';
import { set, state } from './state';
import { load } from './ui/lazy';

let opening: Promise<Box> | null = null;
/** Who waits for the receipt of which command. */
export const receiptFor = new Map<string, (receipt: Receipt) => void>();

/** Opens this person's memory, once. */
export function open(personId: string): Promise<Box> {
  opening ??= (async () => {
    const memory = await openMemory(`holdfast-${personId}`);
    const opened = { memory, read: () => state.ops, write: (ops: typeof state.ops) => set({ ops }) };
    await loadOps(opened);
    set({ durable: memory.durable });
    return opened;
  })();
  return opening;
}

/** The open memory; waits for it. */
export async function box(): Promise<Box> {
  if (!opening) throw new Error('no memory is open');
  return opening;
}

/** Keeps a copy for a cold start; losing it costs nothing but that. */
export function keep(name: string, value: unknown): void {
  void opening?.then(({ memory }) => memory.put('kept', value, name)).catch(() => undefined);
}

/** The server spoke: its clock is the one that counts. */
export function heard(serverTime: string): void {
  const at = Date.parse(serverTime);
  set({ heardAt: at, skew: at - Date.now() });
}

/** Takes in an incident as the server has it, unless this phone has since heard more. */
export function store(pull: IncidentPull): void {
  const { id } = pull.board.incident;
  const had = state.pulls[id]?.board;
  const board = had && had.head > pull.board.head ? had : pull.board;
  const saved = { ...pull, board, savedAt: new Date(state.heardAt ?? Date.now()).toISOString() };
  set({ pulls: { ...state.pulls, [id]: saved } });
  keep(`i:${id}`, saved);
}

export function welcome(here: HomeHere): void {
  set({ here, missing: false });
  heard(here.serverTime);
  keep('here', here);
  if (here.open) store(here.open);
}

/** Which person's copy belongs to a practice's address: all a cold start has to go by. */
export function copyKey(): string {
  return `holdfast:${place().slug}`;
}

/** Takes in a document's data block. */
export function arrive(home: Home): void {
  if (!home.signedIn) return set({ signedIn: false, link: 'out' });
  const { practices, here } = home;
  set({ signedIn: true, practices, missing: place().slug !== '' && !here });
  if (!here) {
    // Not, or no longer, theirs to see: not on this phone either.
    indexedDB.deleteDatabase(`holdfast-${localStorage.getItem(copyKey())}`);
    return localStorage.removeItem(copyKey());
  }
  void open(here.me.personId);
  welcome(here);
  localStorage.setItem(copyKey(), here.me.personId);
}

type Loose<T> = T extends unknown ? Omit<T, 'id' | 'at'> : never;
export type Saying = Loose<Draft>;

/** Says that something became true: kept on this phone first, then sent. Returns the command's id. */
export async function say(saying: Saying, onReceipt?: (receipt: Receipt) => void): Promise<string> {
  const command = { ...saying, id: newId(), at: new Date().toISOString() } as Draft;
  if (onReceipt) receiptFor.set(command.id, onReceipt);
  const opened = await box();
  await addOp(opened, command);
  set({ durable: opened.memory.durable });
  void load('after').then((line) => line?.flush());
  return command.id;
}
