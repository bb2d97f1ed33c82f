// Sends the fakes' webhooks: a few at a time, on this machine only, and never an error thrown.

export interface Callback {
  url: string;
  headers: Record<string, string>;
  body: string;
}
export const ORDERS = ['normal', 'reversed', 'doubled', 'off'] as const;
export type Order = (typeof ORDERS)[number];

const AT_ONCE = 8;
const MOST_WAITING = 10_000;
const TIMEOUT_MILLISECONDS = 5_000;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

export interface Posted {
  /** 0 when the app could not be reached. */
  status: number;
  body: string;
}

/** One POST. Anything but this machine is refused: no test or demo may reach out. */
export async function post({ url, headers, body }: Callback): Promise<Posted> {
  if (!URL.canParse(url) || !LOOPBACK.has(new URL(url).hostname))
    return { status: 0, body: 'not on this machine' };
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MILLISECONDS);
    const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
    return { status: response.status, body: (await response.text()).slice(0, 20_000) };
  } catch (error) {
    return { status: 0, body: error instanceof Error ? error.message : 'failed' };
  }
}

export class Callbacks {
  order: Order = 'normal';
  delayMilliseconds: number;
  readonly counts = { sent: 0, failed: 0, dropped: 0 };
  readonly #retryMilliseconds: readonly number[];
  readonly #waiting: (() => Promise<void>)[] = [];
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #idle = new Set<() => void>();
  #running = 0;
  #stopped = false;

  constructor(delayMilliseconds: number, retryMilliseconds: readonly number[]) {
    this.delayMilliseconds = delayMilliseconds;
    this.#retryMilliseconds = retryMilliseconds;
  }

  /** One message's callbacks, each after the last was answered; `build` runs when its turn comes. */
  sequence(build: readonly (() => Callback | null)[]): void {
    if (this.order === 'off' || this.#stopped) return;
    if (this.#waiting.length >= MOST_WAITING) {
      this.counts.dropped += build.length;
      return;
    }
    const steps = this.order === 'reversed' ? build.toReversed() : build;
    const times = this.order === 'doubled' ? 2 : 1;
    this.#waiting.push(async () => {
      for (const step of steps) {
        await this.#pause(this.delayMilliseconds);
        const callback = this.#stopped ? null : step();
        if (callback === null) continue;
        for (let time = 0; time < times; time += 1) await this.#deliver(callback);
      }
    });
    this.#next();
  }

  async #deliver(callback: Callback): Promise<void> {
    for (const wait of [0, ...this.#retryMilliseconds]) {
      await this.#pause(wait);
      if (this.#stopped) return;
      const { status } = await post(callback);
      if (status >= 200 && status < 500) {
        this.counts.sent += 1;
        return;
      }
    }
    this.counts.failed += 1;
  }

  #next(): void {
    if (this.#running >= AT_ONCE) return;
    const job = this.#waiting.shift();
    if (job === undefined) {
      if (this.#running > 0) return;
      for (const resolve of this.#idle) resolve();
      this.#idle.clear();
      return;
    }
    this.#running += 1;
    void job().finally(() => {
      this.#running -= 1;
      this.#next();
    });
  }

  async #pause(milliseconds: number): Promise<void> {
    if (milliseconds <= 0 || this.#stopped) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        resolve();
      }, milliseconds);
      this.#timers.add(timer);
    });
  }

  /** Resolves when nothing is waiting or under way. */
  async settled(): Promise<void> {
    if (this.#running === 0 && this.#waiting.length === 0) return;
    await new Promise<void>((resolve) => this.#idle.add(resolve));
  }

  stop(): void {
    this.#stopped = true;
    this.#waiting.length = 0;
    for (const timer of this.#timers) clearTimeout(timer);
    for (const resolve of this.#idle) resolve();
    this.#idle.clear();
  }
}
