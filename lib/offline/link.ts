// Hearing of others: server-sent events that resume where they stopped; where those fail, asking every few seconds.
import type { StreamPayloads } from '@/lib/live/schema';
import { fullJitter } from './rules';
import type { LinkHandlers } from './schema';

const SILENCE_MS = 40_000;
const POLL_MS = 5_000;
/** After so many streams that would not open, ask instead; and try the stream again now and then. */
const TRIES = 3;

export interface Link {
  /** Look now: the person came back, or something was written. */
  wake(): void;
  /** Opens the stream anew, with the cursor of now. */
  anew(): void;
  close(): void;
}

export function openLink(on: LinkHandlers): Link {
  let source: EventSource | null = null;
  let timer = 0;
  let failures = 0;
  let closed = false;

  const later = (ms: number, work: () => void) => {
    clearTimeout(timer);
    timer = window.setTimeout(work, ms);
  };
  const hang = () => {
    source?.close();
    source = null;
  };
  /** A stream that says nothing for long is dead, whatever the socket claims. */
  const alive = () => {
    failures = 0;
    on.state('live');
    later(SILENCE_MS, lost);
  };
  const listen = () => {
    hang();
    const stream = new EventSource(on.url());
    source = stream;
    const hear = <K extends keyof StreamPayloads>(name: K, then: (payload: StreamPayloads[K]) => void) =>
      stream.addEventListener(name, (event: MessageEvent<string>) => {
        alive();
        then(JSON.parse(event.data) as StreamPayloads[K]);
      });
    stream.onopen = () => {
      alive();
      // Whatever was said meanwhile here leaves now, not at the next tick.
      void on.pull();
    };
    stream.onerror = lost;
    hear('ev', on.events);
    hear('roster', (payload) => on.roster(payload.incident));
    hear('practice', on.practice);
    hear('hb', (payload) => on.beat(payload.heads, payload.serverTime));
  };
  const lost = () => {
    hang();
    failures += 1;
    void ask();
  };
  const ask = async () => {
    const answer = await on.pull();
    if (closed || document.hidden) return;
    if (answer === 'out') return on.state('out');
    if (answer === 'off') on.state('off');
    else if (failures >= TRIES) on.state('polling');
    const poll = answer === 'ok' && failures >= TRIES && failures % 6 !== 0;
    if (poll) failures += 1;
    later(poll ? POLL_MS * (0.8 + Math.random() * 0.4) : fullJitter(failures), poll ? ask : start);
  };
  const start = () => {
    if (!closed && !document.hidden) listen();
  };
  const wake = () => {
    if (closed) return;
    if (document.hidden) {
      // A phone kills sockets in the background without a word: hang up ourselves.
      clearTimeout(timer);
      return hang();
    }
    if (source) return;
    on.state('connecting');
    failures = 0;
    void on.pull().then((answer) => {
      if (answer === 'ok') start();
      else {
        on.state(answer);
        if (answer === 'off') later(fullJitter((failures += 1)), wake);
      }
    });
  };
  document.addEventListener('visibilitychange', wake);
  window.addEventListener('pageshow', wake);
  window.addEventListener('online', wake);
  start();
  return {
    wake,
    anew: start,
    close() {
      closed = true;
      clearTimeout(timer);
      hang();
    },
  };
}
