// Records that came with an imported file. This installation did not see their entries being written: they are
// remembered by the practice's own entry about the import, and no seal of ours is set on them.
import type { Sql } from '@/lib/db';
import type { ChainFault } from './chain';

export const IMPORTED = 'practice.imported';

/** How far a record went when it came, and the hash it ended with. */
export interface CameChain {
  id: string;
  entries: number;
  hash: string;
}

/** An owner had records deleted that were older than the practice keeps them. */
export const REMOVED = 'records.deleted';

/** SQL: the records that came with a file into the practice $1, but those that were deleted for their age. */
export const CAME = `select (x ->> 'id')::uuid as id, (x ->> 'entries')::int as entries, x ->> 'hash' as hash, e.at
  from event e cross join lateral jsonb_array_elements(e.payload -> 'chains') x
  where e."practiceId" = $1::uuid and e."chainId" = $1::uuid and e.kind = '${IMPORTED}'
    and (exists (select 1 from chain c where c."practiceId" = $1::uuid and c.id = (x ->> 'id')::uuid)
      or not exists (select 1 from event d where d."practiceId" = $1::uuid and d."chainId" = $1::uuid
        and d.kind = '${REMOVED}' and d.payload -> 'incidents' @> jsonb_build_array(jsonb_build_object('id', x ->> 'id'))))`;

export interface Came {
  at: Date;
  entries: number;
  /** By record: its entries up to here came with the file. */
  upTo: Map<string, number>;
  /** Records that are no longer as they came. */
  faults: { chainId: string; fault: ChainFault }[];
}

/** What came with a file; null in a practice that began here. */
export async function readCame(sql: Sql, practiceId: string): Promise<Came | null> {
  const rows = await sql<CameChain & { at: Date; found: string | null }>(
    `with came as (${CAME}) select came.*, e.hash as found from came left join event e
       on e."practiceId" = $1::uuid and e."chainId" = came.id and e.seq = came.entries order by came.id`,
    [practiceId],
  );
  const [first] = rows;
  if (!first) return null;
  return {
    at: first.at,
    entries: rows.reduce((sum, { entries }) => sum + entries, 0),
    upTo: new Map(rows.map(({ id, entries }) => [id, entries])),
    faults: rows
      .filter(({ entries, hash, found }) => entries > 0 && found !== hash)
      .map(({ id, entries, found }) => ({
        chainId: id,
        fault: {
          seq: found === null ? entries : 1,
          upTo: entries,
          what: found === null ? 'cut off' : 'rewritten',
        },
      })),
  };
}
