/** @jsxImportSource preact */
// Start: draw what came with the document, or the last copy; everything else follows after the first paint.
import { render } from 'preact';
import type { Home, HomeHere } from '@/lib/live/schema';
import type { SavedPull } from '@/lib/offline/schema';
import { App } from './app';
import { arrive, copyKey, open } from './copy';
import { place } from './route';
import * as shared from './shared';
import { onChange, set, state } from './state';
import { load } from './ui/lazy';
import { speak } from './words';

Object.assign(globalThis, { holdfast: shared });

async function readCopy(personId: string): Promise<void> {
  const { memory } = await open(personId);
  const here = await memory.get<HomeHere>('kept', 'here');
  const pulls: Record<string, SavedPull> = {};
  for (const card of here?.incidents ?? []) {
    const pull = await memory.get<SavedPull>('kept', `i:${card.id}`);
    if (pull) pulls[card.id] = pull;
  }
  if (here) set({ here, pulls });
}

function json<T>(id: string): T | null {
  return JSON.parse(document.getElementById(id)?.textContent ?? 'null') as T | null;
}

async function start(): Promise<void> {
  const root = document.getElementById('app');
  if (!root) return;
  speak(json('words') ?? {});
  const home = json<Home>('data');
  if (home) arrive(home);
  const personId = localStorage.getItem(copyKey());
  if (personId && !state.here) await readCopy(personId);
  if (state.here?.me.language === 'es') await load('es');
  onChange(() => render(<App />, root));
  set({});
  // Due words and the next decision move on though nobody touches anything.
  setInterval(() => set({}), 15_000);
  requestAnimationFrame(() =>
    setTimeout(() => {
      performance.mark('interactive');
      void load('after');
      if (place().screen === 'i') void load('incident');
    }),
  );
}

void start();
