// B14: the binders of two sites with eleven plans, read, printed and kept, and how long that holds up the event loop.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { House } from '@/e2e/support/house';
import type { Minted } from '@/e2e/support/mint';
import { makeBinders } from '@/lib/binder';
import { ensurePdfTools, pdfPages } from '@/lib/testing/pdf';
import { barePages } from './peers/bare-pdfkit';

const NANOSECONDS_A_MILLISECOND = 1e6;

export interface BinderRound {
  /** Milliseconds for both binders, from the database to the database. */
  product: number;
  /** Milliseconds for the same words through pdfkit alone. */
  peer: number;
  /** The longest the event loop waited meanwhile, in milliseconds. */
  heldUp: number;
  /** The longest this thread itself worked in one go meanwhile, in milliseconds. */
  worked: number;
  /** The same while nothing was done, for as long: what the machine itself adds. */
  idle: number;
  pages: number;
}

interface Held {
  /** The longest the loop waited, whatever for. */
  wait: number;
  /** The longest this thread itself worked in one go: what a busy machine does not blur. */
  work: number;
}

async function heldUpBy(task: Promise<unknown>): Promise<Held> {
  const spent = (): number => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
  let last = spent();
  let work = 0;
  const look = setInterval(() => {
    const now = spent();
    work = Math.max(work, now - last);
    last = now;
  }, 1);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await task;
  delay.disable();
  clearInterval(look);
  return { wait: delay.max / NANOSECONDS_A_MILLISECOND, work };
}

/** The first round starts the printing thread; it is counted, because somebody waits for it too. */
export async function binderRounds(house: House, practice: Minted, rounds: number): Promise<BinderRound[]> {
  ensurePdfTools();
  Object.assign(process.env, house.env);
  const done: BinderRound[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await house.db.query('delete from binder_file where "practiceId" = $1', [practice.practiceId]);
    const started = performance.now();
    const held = await heldUpBy(makeBinders(practice.practiceId));
    const product = performance.now() - started;
    const { wait: idle } = await heldUpBy(sleep(product));
    const { rows } = await house.db.query<{ bytes: Buffer }>(
      'select bytes from binder_file where "practiceId" = $1',
      [practice.practiceId],
    );
    const pages = rows.flatMap(({ bytes }) => pdfPages(bytes));
    const peer = await barePages(pages);
    done.push({ product, peer, heldUp: held.wait, worked: held.work, idle, pages: pages.length });
  }
  return done;
}
