// Whom a second test asks: those who did not answer an earlier one in time.
import { AppError, isId } from '@/lib/core';
import type { Sql } from '@/lib/db';

/**
 * Ids of the people of that ended test of that tree who did not answer it in time, by this and by every test of them
 * since. @throws AppError not-found when there is no such test of the tree.
 */
export async function silentIn(
  sql: Sql,
  practiceId: string,
  treeId: string,
  testId: string,
): Promise<ReadonlySet<string>> {
  const [test] = isId(testId)
    ? await sql(
        `select 1 from contact_test where "practiceId" = $1::uuid and id = $2::uuid and "treeId" = $3::uuid
           and "endedAt" is not null`,
        [practiceId, testId, treeId],
      )
    : [];
  if (!test) throw new AppError('not-found', 'There is no such contact test that has ended.');
  const rows = await sql<{ personId: string }>(
    `select p."personId" from contact_test t join contact_test_person p on p."practiceId" = t."practiceId"
       and p."testId" = t.id
     where t."practiceId" = $1::uuid and t.id = $2::uuid and (p."answeredAt" is null or p.late)
       and not exists (select 1 from contact_test l join contact_test_person q on q."practiceId" = l."practiceId"
           and q."testId" = l.id
         where l."practiceId" = $1::uuid and l."startedAt" > t."startedAt" and q."personId" = p."personId"
           and q."answeredAt" is not null and not q.late)`,
    [practiceId, testId],
  );
  return new Set(rows.map(({ personId }) => personId));
}
