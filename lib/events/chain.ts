// Proves that a chain of events is whole: any edit, gap, cut or added end is found and the first bad row named. Seals
// (./seals) make even a chain that was written anew from end to end differ from what was signed.
import type { Sql } from '@/lib/db';
import { isSigned, type SealRow } from './seals';

export interface ChainFault {
  /** The first entry that is wrong. */
  seq: number;
  /** For a rewritten stretch: the sealed entry it must have begun at or before. Else the same as seq. */
  upTo: number;
  what: 'edited' | 'missing' | 'added' | 'cut off' | 'rewritten' | 'seal forged';
}

export interface ChainState {
  fault: ChainFault | null;
  entries: number;
  /** The hash of the last entry; '' while there is none. */
  hash: string;
  /** The newest seal that fits; null when there is none yet. */
  sealed: { seq: number; at: Date } | null;
}

interface Walk {
  head: number | null;
  headHash: string | null;
  entries: number;
  last: number;
  hash: string;
  badSeq: number | null;
  badPlace: number | null;
}

/**
 * Goes through a chain from its first entry, then compares it with its head and its seals. Hashes as the database does;
 * entries and head are of one moment, so that somebody who writes meanwhile is no fault.
 */
export async function readChain(sql: Sql, practiceId: string, chainId: string): Promise<ChainState> {
  const keys = [practiceId, chainId];
  const [walk] = await sql<Walk>(
    `with entry as materialized (
       select seq, hash, row_number() over (order by seq, id)::int as place,
         hash = event_hash(coalesce(lag(hash) over (order by seq, id), ''), seq, id, kind, "personId", actor, at, "deviceAt",
           payload) as good
       from event where "practiceId" = $1::uuid and "chainId" = $2::uuid),
     bad as (select seq, place from entry where not good or seq <> place order by place limit 1)
     select (select count(*)::int from entry) as entries, (select coalesce(max(seq), 0)::int from entry) as last,
       coalesce((select hash from entry order by place desc limit 1), '') as hash,
       (select seq from bad) as "badSeq", (select place from bad) as "badPlace", c.head, c.hash as "headHash"
     from (select 1) one left join chain c on c."practiceId" = $1::uuid and c.id = $2::uuid`,
    keys,
  );
  const seals = await sql<SealRow & { found: string | null }>(
    `select s.seq, s.hash, s.signature, s.at, e.hash as found from chain_seal s
     left join event e on e."practiceId" = s."practiceId" and e."chainId" = s."chainId" and e.seq = s.seq
     where s."practiceId" = $1::uuid and s."chainId" = $2::uuid order by s.seq`,
    keys,
  );
  const { entries = 0, hash = '', last = 0, head = null, headHash = null } = walk ?? {};
  const good = seals.filter((seal) => isSigned(practiceId, chainId, seal) && seal.found === seal.hash);
  const newest = good.at(-1);
  return {
    fault:
      walkFault(walk) ??
      sealFault(practiceId, chainId, seals, last) ??
      headFault({ head: head ?? 0, hash: headHash ?? '' }, last, hash, newest?.seq ?? 0),
    entries,
    hash,
    sealed: newest ? { seq: newest.seq, at: newest.at } : null,
  };
}

/** Null when the chain is whole, else its first fault. */
export async function verifyChain(sql: Sql, practiceId: string, chainId: string): Promise<ChainFault | null> {
  return (await readChain(sql, practiceId, chainId)).fault;
}

const at = (seq: number, what: ChainFault['what'], upTo = seq): ChainFault => ({ seq, upTo, what });

function walkFault(walk: Walk | undefined): ChainFault | null {
  const { badSeq, badPlace } = walk ?? {};
  if (badSeq === null || badSeq === undefined || badPlace === null || badPlace === undefined) return null;
  if (badSeq > badPlace) return at(badPlace, 'missing');
  return at(badSeq, badSeq < badPlace ? 'added' : 'edited');
}

/** The chain's own row says how far it goes and with which hash it ends; up to the newest seal it is whole. */
function headFault(
  said: { head: number; hash: string },
  last: number,
  hash: string,
  sealed: number,
): ChainFault | null {
  if (said.head > last) return at(last + 1, 'cut off');
  if (said.head < last) return at(said.head + 1, 'added');
  if (said.hash === hash) return null;
  return sealed < last ? at(sealed + 1, 'rewritten', last) : at(last, 'edited');
}

function sealFault(
  practiceId: string,
  chainId: string,
  seals: readonly (SealRow & { found: string | null })[],
  last: number,
): ChainFault | null {
  let kept = 0;
  for (const seal of seals) {
    if (!isSigned(practiceId, chainId, seal)) return at(seal.seq, 'seal forged');
    if (seal.found === null) return at(last + 1, 'cut off');
    if (seal.found !== seal.hash) return at(kept + 1, 'rewritten', seal.seq);
    kept = seal.seq;
  }
  return null;
}

const WORDS: Record<ChainFault['what'], string> = {
  edited: 'was changed, moved, or put in later',
  missing: 'is missing',
  added: 'was added past the record’s own end',
  'cut off': 'and what followed it were cut off',
  rewritten: 'was written anew',
  'seal forged': 'carries a seal that is not ours',
};

/** "Entry 12 is missing.", "Some entry from 4 to 9 was written anew." */
export function faultWords({ seq, upTo, what }: ChainFault): string {
  return upTo > seq ? `Some entry from ${seq} to ${upTo} ${WORDS[what]}.` : `Entry ${seq} ${WORDS[what]}.`;
}
