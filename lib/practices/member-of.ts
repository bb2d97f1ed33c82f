// Whether an account has more than one practice to choose from.
import { isId } from '@/lib/core';
import { inSystem } from '@/lib/db';
import { listPracticesOf } from './members';

/** The signposts are asked first: most people have one practice, and it need not be entered for this. */
export async function belongsToSeveral(accountId: string): Promise<boolean> {
  if (!isId(accountId)) return false;
  const doors = await inSystem(({ sql }) =>
    sql(`select 1 from membership where "accountId" = $1::uuid limit 2`, [accountId]),
  );
  return doors.length > 1 && (await listPracticesOf(accountId)).length > 1;
}
