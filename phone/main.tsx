/** @jsxImportSource preact */
// Start: draw what came with the document, or the last copy; everything else follows after the first paint.
import { render } from 'preact';
import type { Home, HomeHere } from '@/lib/live/schema';
import type { SavedPull } from '@/lib/offline/schema';
import { App } from './app';
import { open, welcome } from './copy';
import { place } from './route';
import * as shared from './shared';
import { onChange, set, state } from './state';
import { load } from './ui/lazy';
import { speak } from './words';

Object.assign(globalThis, { holdfast: shared });

/** Which person's copy belongs to a practice's address: all a cold start has to go by. */
const LAST = 'holdfast:';

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
  const key = LAST + place().slug;
  if (home?.signedIn) {
    set({ signedIn: true, practices: home.practices, missing: place().slug !== '' && !home.here });
    if (home.here) {
      void open(home.here.me.personId);
      welcome(home.here);
      localStorage.setItem(key, home.here.me.personId);
    }
  } else {
    const personId = localStorage.getItem(key);
    if (personId) await readCopy(personId);
    if (home) set({ signedIn: false, link: 'out' });
  }
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
