// What starts a contact test.
import { z } from 'zod';
import { id } from '@/lib/core/text';

export const BeginTest = z.strictObject({
  treeId: id,
  /** Empty: everybody in it. */
  again: z.union([z.literal('').transform(() => null), id]),
  /** A choice of the page; the verb refuses any other. */
  windowMinutes: z.string().max(4).transform(Number),
});
