// Whether a row of people, their ways or their trees could have been written by our own forms: for rows from elsewhere.
// What a message goes to, and what holds a downtime up, is looked at; anything else is bounded where it is read.
import { z } from 'zod';
import { JOB_ROLES } from '@/lib/access/rules';
import { readEmail, readNumber } from '@/lib/core/addresses';
import { line } from '@/lib/core/text';
import { LANGUAGES, LONGEST_WAIT, MOST_NEEDED, type ReachKind } from './rules';

const name = line(120);
const role = z.enum(JOB_ROLES);

const asKept = (read: typeof readEmail) =>
  z.string().refine((address) => {
    const kept = read(address);
    return 'address' in kept && kept.address === address;
  });
const way = (kinds: readonly [ReachKind, ...ReachKind[]], read: typeof readEmail) =>
  z.object({ kind: z.enum(kinds), address: asKept(read) });

const ROWS: Readonly<Record<string, z.ZodType>> = {
  person: z.object({ name, jobRoles: z.array(role).max(JOB_ROLES.length), language: z.enum(LANGUAGES) }),
  // One that was taken off is written to no more, whatever it was.
  reach: z.union([
    z.object({ removedAt: z.string() }),
    way(['mobile', 'second'], readNumber),
    way(['email'], readEmail),
  ]),
  tree: z.object({ name }),
  tree_branch: z.object({
    name,
    waitMinutes: z.int().min(1).max(LONGEST_WAIT),
    needRole: role.nullable(),
    needCount: z.int().min(0).max(MOST_NEEDED),
  }),
};

/** True for rows of tables that are not looked at here. */
export function couldBeStored(table: string, row: Readonly<Record<string, unknown>>): boolean {
  return ROWS[table]?.safeParse(row).success ?? true;
}
