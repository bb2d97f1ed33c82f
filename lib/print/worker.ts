// The thread that prints: one document at a time, and an answer for each.
import { parentPort } from 'node:worker_threads';
import { render } from './render';
import type { PrintDocument, Printed } from './schema';

export type Answer = { printed: Printed } | { error: string };

async function answer(document: PrintDocument): Promise<void> {
  try {
    const printed = await render(document);
    parentPort?.postMessage({ printed } satisfies Answer, [printed.bytes.buffer]);
  } catch (error) {
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    parentPort?.postMessage({ error: why } satisfies Answer);
  }
}

parentPort?.on('message', (document: PrintDocument) => void answer(document));
