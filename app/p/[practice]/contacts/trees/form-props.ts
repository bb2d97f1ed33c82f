// What the editor is opened with, for a new tree and for one there is.
import 'server-only';
import type { MemberCtx } from '@/lib/access';
import { readTreeFacts } from '@/lib/contacts';
import type { TreeFormProps } from './tree-form';

/** Everybody one can choose, by name, and who stands in another tree. */
export async function readChoices(
  ctx: MemberCtx,
  treeId: string | null,
): Promise<Pick<TreeFormProps, 'people' | 'elsewhere'>> {
  const { people, elsewhere } = await readTreeFacts(ctx, treeId);
  return { people: [...people], elsewhere: [...elsewhere] };
}
