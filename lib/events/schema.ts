// An event as readers get it, and what the audit may be asked.
import { z } from 'zod';
import { id, instant } from '@/lib/core/text';

export interface EventRow {
  id: string;
  seq: number;
  kind: string;
  personId: string | null;
  actor: string;
  at: string;
  deviceAt: string | null;
  payload: Record<string, unknown>;
}

/** One entry of the audit. */
export interface AuditEntry {
  id: string;
  chainId: string;
  seq: number;
  kind: string;
  personId: string | null;
  actor: string;
  at: string;
  payload: Record<string, unknown>;
  hash: string;
}

export interface AuditPage {
  /** Newest first. */
  entries: AuditEntry[];
  /** What the next page is asked with; null at the end. */
  next: string | null;
}

/** Where a page of the audit begins: instant, place in its chain and id of the entry before. */
const cursor = z
  .string()
  .max(100)
  .regex(/^\d{4}-\d\d-\d\dT[\d:.]{8,12}Z_\d{1,9}_[0-9a-f-]{36}$/, 'is not a page of this list')
  .transform((given) => {
    const [at = '', seq = '', entry = ''] = given.split('_');
    return { at, seq: Number(seq), id: entry };
  })
  .pipe(z.object({ at: instant, seq: z.int(), id }));

export const AuditQuery = z.strictObject({
  which: z.enum(['practice', 'incidents']).default('practice'),
  kind: z
    .string()
    .regex(/^[a-z-]{1,40}\.[a-z-]{1,40}$/, 'is not a kind of entry')
    .optional(),
  personId: id.optional(),
  day: z.iso
    .date('is not a day like 2026-11-28')
    .refine((date) => date >= '2000' && date < '2200', 'is not a plausible day')
    .optional(),
  before: cursor.optional(),
});
