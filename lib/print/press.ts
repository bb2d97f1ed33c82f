// Keeps one printing thread: work waits in line, what takes too long is ended, and a thread that dies is replaced.
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Worker } from 'node:worker_threads';
import { AppError } from '@/lib/core';
import { log } from '@/lib/core/log';
import type { PrintDocument, Printed } from './schema';
import type { Answer } from './worker';

const LIMIT_MS = 30_000;
/** An idle thread gives its memory back. */
const IDLE_MS = 60_000;
const MOST_WAITING = 20;
const MEMORY_MB = 384;

interface Job {
  document: PrintDocument;
  done: (printed: Printed) => void;
  failed: (error: AppError) => void;
}

const LATE =
  'Printing took too long and was stopped. Nothing was lost: try again, or print one plan at a time.';
const BROKEN = 'The pages could not be printed this time. Nothing was lost: try again.';
const FULL = 'Many people are printing right now. Nothing was lost: try again in a minute.';

/** From the folder the program was started in: Next's bundle does not know where this file was. */
function threadFile(): string {
  const file = path.join(process.cwd(), 'lib', 'print', 'thread.mjs');
  if (existsSync(file)) return file;
  throw new Error(`There is no ${file}: start Holdfast in its own folder.`);
}

/** Asked for by name at run time: a bundler that sees `new Worker(file)` takes the whole thread into Next's pages. */
function threads(): typeof import('node:worker_threads') {
  return process.getBuiltinModule('node:worker_threads');
}

export class Press {
  private thread: Worker | null = null;
  private current: Job | null = null;
  private readonly waiting: Job[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly limitMs = LIMIT_MS) {}

  /** @throws AppError unavailable when too many wait, it takes too long, or the thread died. */
  print(document: PrintDocument): Promise<Printed> {
    if (this.waiting.length >= MOST_WAITING) return Promise.reject(new AppError('unavailable', FULL));
    return new Promise((done, failed) => {
      this.waiting.push({ document, done, failed });
      this.next();
    });
  }

  /** Ends the thread; what it was printing is refused, what waits goes to a new one. */
  async end(): Promise<void> {
    await this.thread?.terminate();
  }

  private next(): void {
    if (this.current) return;
    clearTimeout(this.timer);
    const job = this.waiting.shift();
    if (!job) {
      this.rest();
      return;
    }
    this.current = job;
    try {
      const thread = (this.thread ??= this.start());
      thread.ref();
      this.timer = setTimeout(() => this.fail(thread, LATE), this.limitMs);
      thread.postMessage(job.document);
    } catch (error) {
      log.error({ err: error }, 'print');
      this.settle()?.failed(new AppError('unavailable', BROKEN));
    }
  }

  private rest(): void {
    this.thread?.unref();
    this.timer = setTimeout(() => {
      const thread = this.thread;
      this.thread = null;
      void thread?.terminate();
    }, IDLE_MS);
    this.timer.unref();
  }

  private start(): Worker {
    const thread = new (threads().Worker)(threadFile(), {
      // The flags of the process are not for a thread.
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    thread.on('message', (answer: Answer) => {
      if (this.thread !== thread) return;
      const job = this.settle();
      if ('printed' in answer) job?.done(answer.printed);
      else {
        log.error({ err: answer.error }, 'print');
        job?.failed(new AppError('unavailable', BROKEN));
      }
    });
    thread.on('error', (error) => log.error({ err: error }, 'print thread'));
    thread.on('exit', () => this.fail(thread, BROKEN));
    return thread;
  }

  /** This thread is of no more use: its work is refused, the next gets a new one. */
  private fail(thread: Worker, why: string): void {
    if (this.thread !== thread) return;
    this.thread = null;
    void thread.terminate();
    this.settle()?.failed(new AppError('unavailable', why));
  }

  /** The job that is over; the next one begins. */
  private settle(): Job | null {
    const job = this.current;
    this.current = null;
    this.next();
    return job;
  }
}
