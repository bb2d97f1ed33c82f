// Whether rows of people, their ways and their trees could have been written by our own forms: for rows from elsewhere.
import { z } from 'zod';
import { JOB_ROLES } from '@/lib/access/rules';
import { readEmail, readNumber, type Read } from '@/lib/core/addresses';
import { LANGUAGES, LONGEST_WAIT, MOST_NEEDED, type ReachKind } from './rules';

const role = z.enum(JOB_ROLES);

/** What the product reads without looking again. Texts are bounded where they are read. */
const ROWS: Readonly<Record<string, z.ZodType>> = {
  person: z.object({ jobRoles: z.array(role).max(JOB_ROLES.length), language: z.enum(LANGUAGES) }),
  tree_branch: z.object({
    waitMinutes: z.int().min(1).max(LONGEST_WAIT),
    needRole: role.nullable(),
    needCount: z.int().min(0).max(MOST_NEEDED),
  }),
};

/** True for rows of tables that are not looked at here. */
export function couldBeStored(table: string, row: Readonly<Record<string, unknown>>): boolean {
  return ROWS[table]?.safeParse(row).success ?? true;
}

const kept = (read: (typed: string) => Read) =>
  z.string().refine((address) => {
    const found = read(address);
    return 'address' in found && found.address === address;
  });
const way = (kinds: readonly [ReachKind, ...ReachKind[]], read: (typed: string) => Read) =>
  z.object({ kind: z.enum(kinds), address: kept(read) });
const Way = z.union([way(['mobile', 'second'], (typed) => readNumber(typed)), way(['email'], readEmail)]);

/** Whether messages may go there: a number or an address that a form would take now. */
export function isWritableWay(row: unknown): boolean {
  return Way.safeParse(row).success;
}
