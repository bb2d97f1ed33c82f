// Commands on their way: written before the screen says so, and gone only with their receipt.
import type { Receipt, SyncResponse } from '@/lib/incidents/schema';
import type { Memory } from './memory';
import { photoLeft, withoutBytes } from './photos';
import type { Op } from './schema';

export type Sent = 'ok' | 'off' | 'out';
/** What one call to /sync came to: its answer, or why there is none. */
export type SyncAnswer = SyncResponse | 'off' | 'out';

/** The commands of this phone as the screen shows them. */
export interface Box {
  memory: Memory;
  read(): Op[];
  write(ops: Op[]): void;
}

/** Keeps a command; when this is done it is safe. */
export async function addOp(box: Box, command: Op['command']): Promise<void> {
  const seq = Number(await box.memory.put('ops', { command }));
  box.write([...box.read(), { seq, command }]);
}

/** Reads what an earlier page left. */
export async function loadOps(box: Box): Promise<void> {
  const rows = await box.memory.all<Op>('ops');
  box.write(rows.map(([seq, op]) => ({ ...op, seq: Number(seq) })));
}

/** Lets go of a command: it has its receipt, or the person said so. */
export async function dropOp(box: Box, op: Op): Promise<void> {
  await box.memory.remove('ops', op.seq);
  box.write(box.read().filter((other) => other.seq !== op.seq));
}

/** The server will not take it, and says why; without a reason it is tried again. */
export function refuseOp(box: Box, { refused: _, ...op }: Op, reason?: string): Promise<void> {
  return rewriteOp(box, { ...op, ...(reason && { refused: reason }) });
}

/** In its old place; what was let go of meanwhile does not come back. */
async function rewriteOp(box: Box, op: Op): Promise<void> {
  if (!box.read().some((other) => other.seq === op.seq)) return;
  await box.memory.put('ops', op, op.seq);
  box.write(box.read().map((other) => (other.seq === op.seq ? op : other)));
}

/** Nobody wants the photos of what was taken back. */
async function dropPhotos(box: Box, commands: readonly string[]): Promise<void> {
  for (const op of box.read())
    if (op.command.kind === 'photo.add' && commands.includes(op.command.by)) await dropOp(box, op);
}

export interface QueueHandlers {
  sync(commands: unknown[]): Promise<SyncAnswer>;
  /** Before the command is forgotten here, so that what it said is kept elsewhere. */
  receipt(op: Op, receipt: Receipt): Promise<void> | void;
}

/** As many as one call carries; the server takes 500. */
const BATCH = 100;

async function settle(box: Box, on: QueueHandlers, receipt: Receipt): Promise<void> {
  const op = box.read().find((o) => o.command.id === receipt.id);
  if (!op) return;
  const photo = photoLeft(op);
  await on.receipt(withoutBytes(op), receipt);
  if (receipt.outcome === 'refused') {
    // What came too late is kept in the record, and so is its photo, whatever becomes of the command here.
    const late = photo && receipt.code === 'conflict';
    if (late) await addOp(box, photo);
    return rewriteOp(box, { ...(late ? withoutBytes(op) : op), refused: receipt.reason });
  }
  if (op.command.kind === 'step.undo') await dropPhotos(box, op.command.value.replaces);
  await (photo ? rewriteOp(box, { seq: op.seq, command: photo }) : dropOp(box, op));
  if (receipt.outcome !== 'joined') return;
  // Somebody declared first: what was meant for this phone's incident is meant for theirs.
  for (const other of box.read())
    if (other.command.incident === op.command.incident)
      await rewriteOp(box, { ...other, command: { ...other.command, incident: receipt.incident } });
}

/** Sends what waits, in order, and asks for news even when nothing does. Call it as often as you like. */
export function sender(box: Box, on: QueueHandlers): () => Promise<Sent> {
  let running: Promise<Sent> | null = null;
  const waiting = () => box.read().filter((op) => !op.refused && op.command.kind !== 'photo.add');
  const pass = async (): Promise<Sent> => {
    for (;;) {
      const batch = waiting().slice(0, BATCH);
      const answer = await on.sync(batch.map((op) => ({ ...withoutBytes(op).command, deviceSeq: op.seq })));
      if (typeof answer === 'string') return answer;
      const sent = new Set(batch.map((op) => op.command.id));
      const receipts = answer.receipts.filter((receipt) => sent.has(receipt.id));
      for (const receipt of receipts) await settle(box, on, receipt);
      // Without its receipt a command stays; going on at once makes sense only when something is new or moved.
      const left = waiting();
      if (!left.some((op) => receipts.length > 0 || !sent.has(op.command.id))) return 'ok';
    }
  };
  return () => {
    running ??= pass().finally(() => {
      running = null;
    });
    return running;
  };
}
