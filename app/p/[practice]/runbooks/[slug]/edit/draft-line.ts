// The line of an editor to the server: sends what was changed, takes in what others changed, and keeps what could not
// be sent in the browser, so that neither a dropped connection nor a closed tab loses a letter.
import * as Y from 'yjs';
import type { DraftChange, SavedDraft } from '@/lib/runbooks/schema';

export type LineState = 'saved' | 'saving' | 'offline' | 'signed-out' | 'refused';

export interface LineView {
  state: LineState;
  /** ISO, when the server last had everything. */
  savedAt: string;
  /** What the server said when it refused. */
  reason: string;
  seq: number;
  /** The version in force; changes when somebody publishes. */
  version: number | null;
  /** Somebody took the plan off the shelf. */
  removed: boolean;
}

interface Options {
  practiceId: string;
  draftId: string;
  /** Whose unsent changes these are. */
  personId: string;
  seq: number;
  savedAt: string;
  version: number | null;
  onView(view: LineView): void;
  /** What somebody else changed, before it is in the document. */
  onChange(change: DraftChange): void;
}

interface Unsent {
  id: string;
  bytes: string;
}

const WRITE_MS = 300;
const LOOK_MS = 2_000;
const LOOK_HIDDEN_MS = 15_000;
const TIMEOUT_MS = 15_000;
const SERVER = 'server';

const encode = (bytes: Uint8Array): string => {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8_192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(text);
};
export const decode = (text: string): Uint8Array => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));

export class DraftLine {
  #pending: Uint8Array[] = [];
  #flying: Unsent | null = null;
  #left: string[] = [];
  #waiting: ((saved: boolean) => void)[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;
  #busy = false;
  #closed = false;
  #tries = 0;
  #view: LineView;
  readonly #prefix: string;
  readonly #key: string;

  constructor(
    private readonly doc: Y.Doc,
    private readonly options: Options,
  ) {
    const { seq, savedAt, version } = options;
    this.#view = { state: 'saved', savedAt, reason: '', seq, version, removed: false };
    this.#prefix = `holdfast.draft.${options.draftId}.${options.personId}.`;
    this.#key = this.#prefix + crypto.randomUUID();
  }

  /** Takes up what an earlier tab could not send, and begins. Returns the way to stop. */
  open(): () => void {
    this.#takeUp();
    this.doc.on('update', this.#onUpdate);
    const wake = () => this.#soon(0);
    window.addEventListener('online', wake);
    document.addEventListener('visibilitychange', wake);
    this.#soon(this.#pending.length > 0 ? 0 : LOOK_MS);
    return () => {
      this.#closed = true;
      if (this.#timer) clearTimeout(this.#timer);
      this.#sendLast();
      this.doc.off('update', this.#onUpdate);
      window.removeEventListener('online', wake);
      document.removeEventListener('visibilitychange', wake);
    };
  }

  /** Sends at once what waits. True when the server has everything, false when it cannot be had now. */
  flush(): Promise<boolean> {
    if (!this.unsent) return Promise.resolve(true);
    const sent = new Promise<boolean>((resolve) => this.#waiting.push(resolve));
    this.#soon(0);
    return sent;
  }

  get #refused(): boolean {
    return this.#view.state === 'refused';
  }

  get unsent(): boolean {
    return this.#flying !== null || this.#pending.length > 0;
  }

  #onUpdate = (bytes: Uint8Array, origin: unknown): void => {
    if (origin === SERVER || this.#view.state === 'refused') return;
    this.#pending.push(bytes);
    this.#keep();
    if (this.#view.state === 'saved') this.#say({ state: 'saving' });
    // Who types without a pause is saved all the same: the first letter starts the clock, the next ones do not.
    if (this.#tries === 0 && this.#pending.length === 1) this.#soon(WRITE_MS);
  };

  #say(news: Partial<LineView>): void {
    this.#view = { ...this.#view, ...news };
    this.options.onView(this.#view);
  }

  #soon(ms: number): void {
    if (this.#closed) return;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#call(), ms);
  }

  async #call(): Promise<void> {
    if (this.#busy || this.#closed || this.#view.state === 'refused') return;
    this.#busy = true;
    if (!this.#flying && this.#pending.length > 0) {
      this.#flying = { id: crypto.randomUUID(), bytes: encode(Y.mergeUpdates(this.#pending)) };
      this.#pending = [];
      this.#keep();
    }
    let wait = document.visibilityState === 'visible' ? LOOK_MS : LOOK_HIDDEN_MS;
    try {
      const again = await this.#exchange(this.#flying);
      this.#tries = 0;
      if (this.unsent || again) wait = this.#pending.length > 0 ? WRITE_MS : 0;
    } catch {
      this.#tries += 1;
      if (this.#view.state !== 'signed-out') this.#say({ state: 'offline' });
      wait = Math.min(10_000, 500 * 2 ** this.#tries);
    }
    this.#busy = false;
    const failed = this.#tries > 0 || this.#refused;
    if (failed || !this.unsent) for (const tell of this.#waiting.splice(0)) tell(!failed);
    this.#soon(wait);
  }

  /** One call. True when the server has more to tell. @throws whatever keeps it from arriving */
  async #exchange(change: Unsent | null): Promise<boolean> {
    const { practiceId, draftId } = this.options;
    const response = await fetch(`/live/v1/${practiceId}/draft`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ draft: draftId, since: this.#view.seq, change }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.status === 401) {
      this.#say({ state: 'signed-out' });
      throw new Error('signed out');
    }
    if ([400, 403, 404, 409, 413, 429].includes(response.status)) {
      const { message } = (await response.json()) as { message: string };
      this.#flying = null;
      this.#pending = [];
      this.#forgetLeft();
      this.#keep();
      this.#say({ state: 'refused', reason: message });
      return false;
    }
    if (!response.ok) throw new Error(String(response.status));
    const saved = (await response.json()) as SavedDraft;
    for (const each of saved.changes) {
      if (!each.mine) this.options.onChange(each);
      Y.applyUpdate(this.doc, decode(each.bytes), SERVER);
    }
    this.#flying = null;
    this.#forgetLeft();
    this.#keep();
    this.#say({
      state: this.unsent ? 'saving' : 'saved',
      savedAt: saved.savedAt,
      seq: saved.changes.at(-1)?.seq ?? this.#view.seq,
      version: saved.version,
      removed: saved.removed,
    });
    return saved.seq > this.#view.seq;
  }

  /** The page goes: what waits is sent without waiting for an answer. It stays in the browser too, until one comes. */
  #sendLast(): void {
    if (!this.unsent || this.#view.state === 'refused') return;
    const waits = this.#flying ?? { id: crypto.randomUUID(), bytes: encode(Y.mergeUpdates(this.#pending)) };
    const { practiceId, draftId } = this.options;
    void fetch(`/live/v1/${practiceId}/draft`, {
      method: 'POST',
      keepalive: true,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ draft: draftId, since: this.#view.seq, change: waits }),
    }).catch(() => undefined);
  }

  /** What is not yet with the server stays in the browser. A full or forbidden storage only takes this away. */
  #keep(): void {
    try {
      if (!this.unsent) return localStorage.removeItem(this.#key);
      const flying = this.#flying ? [decode(this.#flying.bytes)] : [];
      localStorage.setItem(this.#key, encode(Y.mergeUpdates([...flying, ...this.#pending])));
    } catch {
      // The page itself still holds it, and says "not saved yet".
    }
  }

  /** What an earlier tab left is with the server now, or never will be. */
  #forgetLeft(): void {
    for (const key of this.#left.splice(0)) localStorage.removeItem(key);
  }

  #takeUp(): void {
    try {
      this.#left = Object.keys(localStorage).filter((key) => key.startsWith(this.#prefix));
      for (const key of this.#left) {
        const bytes = decode(localStorage.getItem(key) ?? '');
        Y.applyUpdate(this.doc, bytes, 'kept');
        this.#pending.push(bytes);
      }
    } catch {
      this.#left = [];
    }
    if (this.#pending.length > 0) this.#say({ state: 'saving' });
  }
}
