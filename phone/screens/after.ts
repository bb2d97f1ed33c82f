// What starts after the first paint: the line to the server, the copy of everything, the service worker.
import { cursorOf, fullJitter, openLink } from '@/lib/offline';
import type { Home, Snapshot } from '@/lib/live/schema';
import { arrive, box, heard, keep } from '../copy';
import { ask, current, flush, hear, pullIncident, refresh } from '../line';
import { followLinks } from '../links';
import { sendPhotosNow } from '../photos';
import { set, state } from '../state';

export { flush, pullIncident } from '../line';
export { Refused } from '../ui/refused';

/** Roster changes come in bursts (a message to everybody): one question a second is enough. */
const ROSTER_MS = 1_000;
const rosterDue = new Map<string, number>();

function rosterSoon(incident: string): void {
  if (rosterDue.has(incident) || !state.pulls[incident]) return;
  const ask = () => {
    rosterDue.delete(incident);
    void pullIncident(incident);
  };
  rosterDue.set(incident, window.setTimeout(ask, ROSTER_MS));
}

const rank = (id: string) => (id === current() ? 0 : 1);

function heads(): Record<string, number> {
  const open = Object.values(state.pulls).filter((pull) => pull.board.incident.state !== 'closed');
  // A cursor names eight at most: the one on screen goes first.
  const boards = open.map((pull) => pull.board).toSorted((a, b) => rank(a.incident.id) - rank(b.incident.id));
  return Object.fromEntries(boards.map((board) => [board.incident.id, board.head]));
}

async function readEverything(practice: string): Promise<void> {
  const saved = await (await box()).memory.get<Snapshot>('kept', 'snapshot');
  if (saved && !state.snapshot) set({ snapshot: saved });
  const answer = await ask<Snapshot>('snapshot');
  if (typeof answer === 'string') return;
  if (answer.practice.id !== practice) return;
  set({ snapshot: answer });
  keep('snapshot', answer);
}

/** Home again; with another right, everything again: what one may no longer see must not stay on this phone. */
async function renew(practice: string): Promise<void> {
  const before = JSON.stringify(state.here?.me);
  await refresh();
  if (JSON.stringify(state.here?.me) !== before) await readEverything(practice);
}

async function catchUp() {
  const sent = await flush();
  return sent === 'ok' ? refresh() : sent;
}

function begin(practice: string): void {
  const link = openLink({
    url: () => `/live/v1/${practice}/stream?cursor=${encodeURIComponent(cursorOf(heads()))}`,
    events: (events) => void hear(events),
    roster: rosterSoon,
    practice: () => void renew(practice),
    beat: (said, serverTime) => {
      heard(serverTime);
      const shown = current();
      if (shown && !(shown in said)) link.anew();
      // A head we do not have: an event was lost on the way.
      for (const [id, head] of Object.entries(said))
        if ((state.pulls[id]?.board.head ?? head) < head) void pullIncident(id);
    },
    state: (next) => {
      // An old stream may still speak after its session ended: what was refused is the truth.
      const stale = next === 'live' && state.signedIn === false;
      if (next === state.link || stale) return;
      set({ link: next });
      if (next === 'live') void sendPhotosNow();
    },
    pull: catchUp,
  });
  void readEverything(practice);
}

function install(): void {
  if (!('serviceWorker' in navigator)) return;
  void navigator.serviceWorker
    .register('/live/sw.js', { scope: '/live/' })
    .then((registration) => {
      // A new version takes over only while nothing is open: never under somebody's checklist.
      const calm = !state.here?.incidents.some((card) => card.state === 'open');
      if (calm) registration.waiting?.postMessage('take over');
    })
    .catch(() => undefined);
}

followLinks();
install();
// Two columns or one.
addEventListener('resize', () => set({}));
/** No copy here, and the network took longer than the service worker waits: ask again, without the worker's haste. */
async function askAgain(): Promise<void> {
  const text = await fetch(location.href)
    .then((response) => response.text())
    .catch(() => '');
  const block = /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(text)?.[1];
  if (block) arrive(JSON.parse(block) as Home);
  else setTimeout(() => void askAgain(), fullJitter(9));
  if (state.here) begin(state.here.practice.id);
}

if (state.here) begin(state.here.practice.id);
else if (state.signedIn === null) void askAgain();
