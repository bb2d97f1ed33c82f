// What this process holds of one incident for its streams: the head, and its newest events, so that a crowd coming
// back at once costs one query.
import { isAppError } from '@/lib/core';
import { readEventsSince } from '@/lib/incidents';
import type { WireEvent } from '@/lib/incidents/schema';

const MOST_KEPT = 500;
const MOST_AT_ONCE = 50;
const READER = { kind: 'system', name: 'Holdfast' } as const;

export class Line {
  /** Without a gap, ending at head; may be empty. */
  private recent: WireEvent[] = [];
  private reading: Promise<void> | null = null;
  private written: { from: number; to: number; json: string } | null = null;
  /** Keeps roster news to one a second. */
  rosterTimer: NodeJS.Timeout | null = null;
  rosterAgain = false;

  constructor(
    readonly practiceId: string,
    readonly id: string,
    public head: number,
    public active: boolean,
  ) {}

  /** Reads what came after the head; returns it. */
  async pull(): Promise<WireEvent[]> {
    const news: WireEvent[] = [];
    for (;;) {
      const events = await read(this.practiceId, this.id, this.head);
      const fresh = events.filter((event) => event.seq > this.head);
      this.append(fresh);
      news.push(...fresh);
      if (events.length < 1000) return news;
    }
  }

  /** The next few events after a place, and their JSON; null when there are none. */
  async after(from: number): Promise<{ events: WireEvent[]; json: string } | null> {
    if (from >= this.head) return null;
    if (!this.covers(from)) {
      // One read serves everybody who waits for it, if it begins early enough for them.
      if (this.reading) await this.reading;
      if (!this.covers(from)) await (this.reading = this.fill(from));
    }
    const first = this.recent[0];
    if (!first || first.seq > from + 1) return this.far(from);
    const start = from + 1 - first.seq;
    const events = this.recent.slice(start, start + MOST_AT_ONCE);
    const last = events.at(-1);
    if (!last) return null;
    if (this.written?.from !== from || this.written.to !== last.seq) {
      this.written = { from, to: last.seq, json: JSON.stringify(events) };
    }
    return { events, json: this.written.json };
  }

  private covers(from: number): boolean {
    const first = this.recent[0];
    return first !== undefined && first.seq <= from + 1;
  }

  private append(events: readonly WireEvent[]): void {
    const last = events.at(-1);
    if (!last) return;
    const joins = this.recent.length === 0 || events[0]?.seq === this.head + 1;
    this.recent = (joins ? [...this.recent, ...events] : [...events]).slice(-MOST_KEPT);
    this.head = last.seq;
  }

  private async fill(from: number): Promise<void> {
    try {
      const found = await read(this.practiceId, this.id, Math.max(from, this.head - MOST_KEPT));
      // Only pull moves the head: it is pull that tells the streams.
      const events = found.filter((event) => event.seq <= this.head);
      if (events.at(-1)?.seq === this.head) this.recent = events.slice(-MOST_KEPT);
    } finally {
      this.reading = null;
    }
  }

  /** For a reader further behind than we keep. */
  private async far(from: number): Promise<{ events: WireEvent[]; json: string } | null> {
    const events = (await read(this.practiceId, this.id, from)).slice(0, MOST_AT_ONCE);
    return events.length === 0 ? null : { events, json: JSON.stringify(events) };
  }
}

async function read(practiceId: string, id: string, since: number): Promise<WireEvent[]> {
  try {
    return (await readEventsSince({ practiceId, actor: READER }, id, since)).events;
  } catch (error) {
    // A cursor may name what does not exist (yet), or what is another practice's: the same nothing.
    if (isAppError(error) && error.code === 'not-found') return [];
    throw error;
  }
}
