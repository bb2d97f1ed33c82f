// A version that was published for a later day comes in force.
import type { Ctx } from '@/lib/access';
import { inPracticeSql } from '@/lib/db';
import { record } from '@/lib/events';
import { enqueue } from '@/lib/jobs';
import { lockRunbook } from './rows';

/**
 * Puts the newest version whose day has come in force; run twice, early or late it does what is still to do.
 * The clock that counts is the database's, the day the practice's.
 */
export async function putInForce(practiceId: string, runbookId: string): Promise<void> {
  const ctx: Ctx = { practiceId, actor: { kind: 'system', name: 'Holdfast' } };
  await inPracticeSql(ctx, async (door) => {
    const { sql, now } = door;
    await lockRunbook(sql, practiceId, runbookId);
    const rows = await sql<{ id: string; number: number; title: string; due: boolean; starts: Date }>(
      `select v.id, v.number, v.title, ("effectiveOn"::timestamp at time zone p.zone) <= $3::timestamptz as due,
         ("effectiveOn"::timestamp at time zone p.zone) as starts
       from runbook_version v join practice p on p."practiceId" = v."practiceId"
       where v."practiceId" = $1::uuid and v."runbookId" = $2::uuid and v."publishedAt" is not null
         and v.number > coalesce((select w.number from runbook r join runbook_version w
           on w."practiceId" = r."practiceId" and w.id = r."currentId"
           where r."practiceId" = $1::uuid and r.id = $2::uuid), 0)
       order by v.number desc`,
      [practiceId, runbookId, now.toISOString()],
    );
    const next = rows.find(({ due }) => due);
    if (next) {
      await sql(
        `update runbook set "currentId" = $3::uuid, "reviewOn" = (select v."reviewOn" from runbook_version v
           where v."practiceId" = $1::uuid and v.id = $3::uuid)
         where "practiceId" = $1::uuid and id = $2::uuid`,
        [practiceId, runbookId, next.id],
      );
      await enqueue(sql, 'binder', { practiceId });
      await record(ctx, door, {
        chainId: practiceId,
        kind: 'runbook.in-force',
        payload: { runbookId, versionId: next.id, number: next.number, title: next.title },
      });
    }
    const later = rows.filter(({ due, number }) => !due && number > (next?.number ?? 0)).at(-1);
    if (later) await enqueue(sql, 'plan-due', { practiceId, runbookId }, { startAfter: later.starts });
  });
}
