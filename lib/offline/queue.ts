// Commands on their way: written before the screen says so, and gone only with their receipt.
import type { Receipt, SyncResponse } from '@/lib/incidents/schema';
import type { Memory } from './memory';
import type { Draft, Op } from './schema';

export type Sent = 'ok' | 'off' | 'out';
/** What one call to /sync came to: its answer, or why there is none. */
export type SyncAnswer = SyncResponse | 'off' | 'out';

export interface QueueHandlers {
  sync(commands: unknown[]): Promise<SyncAnswer>;
  /** Before the command is forgotten here, so that what it said is kept elsewhere. */
  receipt(op: Op, receipt: Receipt): Promise<void>;
  /** The list of commands changed. */
  changed(ops: Op[]): void;
}

/** As many as one call carries; the server takes 500. */
const BATCH = 100;

export interface Queue {
  /** Reads what an earlier page left. */
  load(): Promise<void>;
  add(command: Draft): Promise<void>;
  /** Lets go of a refused command. */
  drop(op: Op): Promise<void>;
  /** Sends what waits; also asks for news when nothing does. Runs once at a time. */
  flush(): Promise<Sent>;
}

export function openQueue(memory: Memory, on: QueueHandlers): Queue {
  let ops: Op[] = [];
  let running: Promise<Sent> | null = null;
  let again = false;
  const show = (next: Op[]) => {
    ops = next;
    on.changed(ops);
  };
  const forget = async (op: Op) => {
    await memory.remove('ops', op.seq);
    show(ops.filter((other) => other.seq !== op.seq));
  };
  const rewrite = async (op: Op) => {
    await memory.put('ops', op, op.seq);
    show(ops.map((other) => (other.seq === op.seq ? op : other)));
  };

  const settle = async (receipt: Receipt) => {
    const op = ops.find((o) => o.command.id === receipt.id);
    if (!op) return;
    if (receipt.outcome === 'refused') return rewrite({ ...op, refused: receipt.reason });
    await on.receipt(op, receipt);
    await forget(op);
    if (receipt.outcome !== 'joined') return;
    // Somebody declared first: what was meant for this phone's incident is meant for theirs.
    for (const other of ops)
      if (other.command.incident === op.command.incident)
        await rewrite({ ...other, command: { ...other.command, incident: receipt.incident } });
  };

  const pass = async (): Promise<Sent> => {
    for (;;) {
      again = false;
      const batch = ops.filter((op) => !op.refused).slice(0, BATCH);
      const answer = await on.sync(batch.map((op) => ({ ...op.command, deviceSeq: op.seq })));
      if (typeof answer === 'string') return answer;
      const sent = new Set(batch.map((op) => op.command.id));
      let settled = 0;
      for (const receipt of answer.receipts)
        if (sent.has(receipt.id)) {
          await settle(receipt);
          settled += 1;
        }
      const more = ops.some((op) => !op.refused);
      // A command without a receipt stays; going on at once only makes sense when something moved.
      if (!again && !(more && settled > 0)) return 'ok';
    }
  };

  return {
    async load() {
      show((await memory.all<Op>('ops')).map(([seq, op]) => ({ ...op, seq })));
    },
    async add(command) {
      const seq = Number(await memory.put('ops', { command }));
      show([...ops, { seq, command }]);
      again = true;
    },
    drop: forget,
    flush() {
      running ??= pass().finally(() => {
        running = null;
      });
      return running;
    },
  };
}
