// How far each incident has come: its chain's head, and the database's clock. What streams compare themselves with.
import { inPracticeSql } from '@/lib/db';

export interface Heads {
  /** Of every active incident, and of the others asked for that exist. */
  heads: Map<string, { head: number; active: boolean }>;
  serverTime: string;
}

export async function readHeads(practiceId: string, asked: readonly string[]): Promise<Heads> {
  return inPracticeSql({ practiceId }, async ({ sql, now }) => {
    const rows = await sql<{ id: string; head: number; active: boolean }>(
      `select i.id, c.head, i.state <> 'closed' as active from incident i
       join chain c on c."practiceId" = i."practiceId" and c.id = i.id
       where i."practiceId" = $1::uuid and (i.state <> 'closed' or i.id = any($2::uuid[]))
       order by i."noticedAt" desc, i.id`,
      [practiceId, asked],
    );
    return { heads: new Map(rows.map(({ id, ...row }) => [id, row])), serverTime: now.toISOString() };
  });
}
