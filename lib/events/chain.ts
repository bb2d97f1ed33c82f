// Proves that a chain of events is whole: any edit, gap or cut end is found and the first bad row named.
import type { Sql } from '@/lib/db';

export interface ChainFault {
  seq: number;
  what: 'edited' | 'missing' | 'cut off';
}

/** Null when the chain is whole, else its first fault. The hash is computed by the database, as when it was written. */
export async function verifyChain(sql: Sql, practiceId: string, chainId: string): Promise<ChainFault | null> {
  const rows = await sql<{ seq: number; good: boolean }>(
    `select seq, hash = event_hash(coalesce(lag(hash) over (order by seq), ''), seq, id, kind, "personId", actor, at, "deviceAt", payload)
       as good
     from event where "practiceId" = $1::uuid and "chainId" = $2::uuid order by seq`,
    [practiceId, chainId],
  );
  let expected = 1;
  for (const row of rows) {
    if (row.seq !== expected) return { seq: expected, what: 'missing' };
    if (!row.good) return { seq: row.seq, what: 'edited' };
    expected += 1;
  }
  const [chain] = await sql<{ head: number }>(
    `select head from chain where "practiceId" = $1::uuid and id = $2::uuid`,
    [practiceId, chainId],
  );
  return (chain?.head ?? 0) === expected - 1 ? null : { seq: expected, what: 'cut off' };
}
