// What the forms of contact trees send: a whole tree as one list. The verbs say what keeps it from working.
import { z } from 'zod';
import { JOB_ROLES } from '@/lib/access/rules';
import { AppError } from '@/lib/core';
import { id } from '@/lib/core/text';
import { LONGEST_WAIT } from '@/lib/contacts/rules';
import { written } from '../../sites/forms';

const typed = z.string().max(5000, 'is longer than 5,000 characters');
const key = z.string().max(40);

const tree = {
  name: typed,
  branches: written(
    z
      .array(
        z.strictObject({
          key,
          parentKey: key.nullable(),
          name: typed,
          leadId: id.nullable(),
          deputyId: id.nullable(),
          /** Null when no number was typed. */
          waitMinutes: z.number().nullable(),
          needRole: z.enum(JOB_ROLES).nullable(),
          needCount: z.number().nullable(),
          memberIds: z.array(id).max(5000, 'are too many'),
        }),
      )
      .max(200, 'are too many'),
  ),
  warningsSeen: z
    .literal('on')
    .optional()
    .transform((ticked) => ticked === 'on'),
};

export const NewTree = z.strictObject(tree);
export const EditTree = z.strictObject({
  treeId: id,
  ...tree,
  opened: z.string().max(64),
  seen: z.string().max(64),
});

type Typed = z.output<typeof NewTree>['branches'];

/** @throws AppError invalid for what was left open, in the words of the form. */
export function filledIn(branches: Typed) {
  return branches.map(({ leadId, waitMinutes, needCount, ...branch }, place) => {
    const name = branch.name.trim() === '' ? `Branch ${place + 1}` : `“${branch.name.trim()}”`;
    const refuse = (what: string) =>
      new AppError('invalid', `Nothing was saved, and what you typed is kept. ${name} ${what}`);
    if (branch.name.trim() === '') throw refuse('has no name. Give it one.');
    if (leadId === null) throw refuse('has no lead. Choose who leads it, from the list of names.');
    if (
      waitMinutes === null ||
      !Number.isInteger(waitMinutes) ||
      waitMinutes < 1 ||
      waitMinutes > LONGEST_WAIT
    )
      throw refuse(`waits for no whole number of minutes. Type one from 1 to ${LONGEST_WAIT}.`);
    return { ...branch, leadId, waitMinutes, needCount: needCount ?? 0 };
  });
}
