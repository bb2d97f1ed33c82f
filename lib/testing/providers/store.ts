// What the fake providers were asked to send: the newest 5,000, in memory and, if wanted, in a file.
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseObject } from './wire';

const MOST = 5_000;

export interface Captured {
  /** The provider's own id. */
  id: string;
  channel: 'email' | 'sms';
  to: string;
  from: string;
  subject?: string;
  text: string;
  html?: string;
  /** ISO instant. */
  at: string;
  idempotencyKey?: string;
  /** queued, sent, delivered, bounced (e-mail), undelivered (texts) */
  status: string;
  tags?: Record<string, string>;
  validitySeconds?: number;
  statusCallback?: string;
  /** How often the same idempotency key came again. */
  repeats?: number;
  /** Fingerprint of the request, to tell a repeat from another message under the same key. */
  fingerprint?: string;
}

type Waiter = { match: (message: Captured) => boolean; resolve: (message: Captured) => void };

export class Store {
  readonly #messages = new Map<string, Captured>();
  readonly #byKey = new Map<string, string>();
  readonly #waiters = new Set<Waiter>();
  readonly optedOut = new Set<string>();
  readonly #file: string | undefined;

  constructor(file?: string) {
    this.#file = file;
    if (file === undefined) return;
    mkdirSync(dirname(file), { recursive: true });
    if (existsSync(file)) this.#load(file);
  }

  /** Half-written last lines and lines of another shape are left behind; the file is rewritten without them. */
  #load(file: string): void {
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      const value = parseObject(line);
      if (value === null) continue;
      if (typeof value['optOut'] === 'string') this.#flipOptOut(value['optOut'], value['on'] === true);
      else if (isCaptured(value)) this.#keep(value);
    }
    const lines = [
      ...[...this.optedOut].map((number) => ({ optOut: number, on: true })),
      ...this.#messages.values(),
    ].map((value) => `${JSON.stringify(value)}\n`);
    writeFileSync(file, lines.join(''), { mode: 0o600 });
  }

  #append(value: unknown): void {
    if (this.#file === undefined) return;
    appendFileSync(this.#file, `${JSON.stringify(value)}\n`, { mode: 0o600 });
  }

  #keep(message: Captured): void {
    this.#messages.set(message.id, message);
    if (message.idempotencyKey !== undefined) this.#byKey.set(message.idempotencyKey, message.id);
    for (const [id, oldest] of this.#messages) {
      if (this.#messages.size <= MOST) break;
      this.#messages.delete(id);
      if (oldest.idempotencyKey !== undefined) this.#byKey.delete(oldest.idempotencyKey);
    }
  }

  add(message: Captured): void {
    this.#keep(message);
    this.#append(message);
    for (const waiter of this.#waiters) if (waiter.match(message)) waiter.resolve(message);
  }

  /** Writes the message's present state after a change to it. */
  changed(message: Captured): void {
    if (this.#messages.has(message.id)) this.#append(message);
  }

  get(id: string): Captured | undefined {
    return this.#messages.get(id);
  }

  byKey(key: string): Captured | undefined {
    return this.#messages.get(this.#byKey.get(key) ?? '');
  }

  /** Newest first. */
  list(to?: string): Captured[] {
    const all = [...this.#messages.values()].toReversed();
    return to === undefined ? all : all.filter((message) => message.to === to);
  }

  /** The first captured message that matches, now or later. @throws Error when none came in time */
  async waitFor(match: (message: Captured) => boolean, timeoutMilliseconds: number): Promise<Captured> {
    const already = this.list().find(match);
    if (already !== undefined) return already;
    return new Promise((resolve, reject) => {
      const done = () => {
        clearTimeout(timer);
        this.#waiters.delete(waiter);
      };
      const timer = setTimeout(() => {
        done();
        reject(new Error(`No such message in ${timeoutMilliseconds} ms; ${this.#messages.size} captured.`));
      }, timeoutMilliseconds);
      const waiter: Waiter = {
        match,
        resolve: (message) => {
          done();
          resolve(message);
        },
      };
      this.#waiters.add(waiter);
    });
  }

  clear(): void {
    this.#messages.clear();
    this.#byKey.clear();
    this.optedOut.clear();
    if (this.#file !== undefined) writeFileSync(this.#file, '', { mode: 0o600 });
  }

  #flipOptOut(number: string, on: boolean): void {
    if (on) this.optedOut.add(number);
    else this.optedOut.delete(number);
  }

  setOptOut(number: string, on: boolean): void {
    this.#flipOptOut(number, on);
    this.#append({ optOut: number, on });
  }
}

function isCaptured(value: Record<string, unknown>): value is Record<string, unknown> & Captured {
  const texts = ['id', 'to', 'from', 'text', 'at', 'status'].every((name) => typeof value[name] === 'string');
  return texts && (value['channel'] === 'email' || value['channel'] === 'sms');
}
