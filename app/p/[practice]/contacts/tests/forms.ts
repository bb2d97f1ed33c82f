// What starts a contact test.
import { z } from 'zod';
import { id } from '@/lib/core/text';

export const BeginTest = z.strictObject({
  treeId: id,
  /** A choice of the page; the verb refuses any other. */
  windowMinutes: z.string().max(4).transform(Number),
});
