// Pages as data become a PDF, in a thread of its own: printing never keeps a phone waiting.
import { once } from '@/lib/core';
import { Press } from './press';
import type { PrintDocument, Printed } from './schema';

const press = () => once('print.press', () => new Press());

/** @throws AppError unavailable, in words: too many at once, too long, or the thread died. */
export function printDocument(document: PrintDocument): Promise<Printed> {
  return press().print(document);
}
