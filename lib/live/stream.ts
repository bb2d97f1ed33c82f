// One open stream: server-sent events to one device, dropped when it reads too slowly. What it is told, the hub decides.
import type { ServerResponse } from 'node:http';
import { baseHeaders } from '@/lib/core/headers';
import type { WireEvent } from '@/lib/incidents/schema';
import { formatCursor, type Cursor } from './cursor';
import { CLOSED_POLICY } from './http';
import type { StreamPayloads } from './schema';

/** Unread bytes after which a device is better off starting over. */
const MOST_UNREAD = 64 * 1024;
const MAX_AGE_MS = 30 * 60_000;
/** WebKit shows nothing before a kilobyte has come. */
const PADDING = `:${' '.repeat(1100)}\n`;

/** For browsers that come back by themselves; our phones wait a random while. */
const RETRY = 'retry: 2000\n\n';

const HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'private, no-store, no-transform',
  'X-Accel-Buffering': 'no',
  'Content-Security-Policy': CLOSED_POLICY,
};

export interface Listener {
  practiceId: string;
  accountId: string;
  sessionId: string;
  /** What they may do, as one word to compare (see rightOf): the device has drawn its screens by it. */
  right: string;
}

export class Stream {
  closed = false;
  /** When the right to listen was last seen to hold. */
  checkedAt = Date.now();
  /** Incidents with news this stream was not given yet. */
  readonly hungry = new Set<string>();
  feeding = false;
  readonly endsAt = Date.now() + MAX_AGE_MS * (0.9 + Math.random() * 0.1);

  constructor(
    readonly who: Listener,
    readonly cursor: Cursor,
    private readonly res: ServerResponse,
    onClose: (stream: Stream) => void,
  ) {
    // The response's close, not the request's: that one is not said when the device just goes away.
    res.once('close', () => {
      this.closed = true;
      onClose(this);
    });
    res.socket?.setNoDelay(true);
    res.socket?.setKeepAlive(true, 30_000);
    res.writeHead(200, { ...baseHeaders(), ...HEADERS });
    res.flushHeaders();
    this.write(`${PADDING}${RETRY}`);
  }

  /** Tells something that has no place in the order of events. */
  tell<K extends Exclude<keyof StreamPayloads, 'ev'>>(name: K, payload: StreamPayloads[K]): void {
    this.write(`event: ${name}\ndata: ${JSON.stringify(payload)}\n\n`);
  }

  /** Gives events of one incident, already written as JSON, and moves the cursor past them. */
  give(events: readonly WireEvent[], json: string): void {
    const last = events.at(-1);
    if (!last) return;
    this.cursor.set(last.incident, last.seq);
    this.write(`event: ev\nid: ${formatCursor(this.cursor)}\ndata: ${json}\n\n`);
  }

  /** Resolves when what was written has left, or the device has. */
  async drained(): Promise<void> {
    if (this.closed || !this.res.writableNeedDrain) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        this.res.off('drain', done).off('close', done);
        resolve();
      };
      this.res.on('drain', done).on('close', done);
    });
  }

  /** Ends it in good order; the device comes back by itself. */
  end(): void {
    if (this.closed) return;
    this.closed = true;
    this.res.end(RETRY);
  }

  private write(text: string): void {
    if (this.closed) return;
    if (this.res.writableLength > MOST_UNREAD) {
      this.closed = true;
      this.res.destroy();
      return;
    }
    this.res.write(text);
  }
}
