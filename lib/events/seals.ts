// Seals: the head of a chain signed with the installation's secret, which the database does not know. Whoever can
// write in the database may hash a chain anew, but not seal it.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { newId } from '@/lib/core';
import type { SqlDoor } from '@/lib/db';
import { env } from '@/lib/env';
import { CAME } from './came';

export interface SealRow {
  seq: number;
  hash: string;
  signature: string;
  at: Date;
}

type Sealed = Pick<SealRow, 'seq' | 'hash'>;

/** The signature over one head of one practice's chain. */
export function signHead(practiceId: string, chainId: string, { seq, hash }: Sealed): string {
  return createHmac('sha256', env().APP_SECRET)
    .update(`chain-seal|${practiceId}|${chainId}|${seq}|${hash}`)
    .digest('hex');
}

/** True when this installation signed exactly that head. */
export function isSigned(
  practiceId: string,
  chainId: string,
  seal: Pick<SealRow, 'seq' | 'hash' | 'signature'>,
): boolean {
  const right = Buffer.from(signHead(practiceId, chainId, seal));
  const given = Buffer.from(seal.signature);
  return given.length === right.length && timingSafeEqual(given, right);
}

/**
 * Seals every chain of a practice whose head moved since its last seal. Only what the chain's own row says is signed:
 * whether the entries agree is for whoever verifies. What came with a file gets no seal until it
 * goes on here. Returns how many seals were set.
 */
export async function sealChains(door: SqlDoor, practiceId: string): Promise<number> {
  const moved = await door.sql<{ id: string; head: number; hash: string }>(
    `with came as materialized (${CAME})
     select c.id, c.head, c.hash from chain c where c."practiceId" = $1::uuid and c.head > 0
       and not exists (select 1 from came where came.id = c.id and came.entries >= c.head)
       and not exists (select 1 from chain_seal s where s."practiceId" = c."practiceId" and s."chainId" = c.id
         and s.seq >= c.head)`,
    [practiceId],
  );
  const rows = moved.map(({ id: chainId, head: seq, hash }) => ({
    id: newId(),
    chainId,
    seq,
    hash,
    signature: signHead(practiceId, chainId, { seq, hash }),
  }));
  if (rows.length === 0) return 0;
  await door.sql(
    `insert into chain_seal ("practiceId", id, "chainId", seq, hash, signature, at)
     select $1::uuid, x.id, x."chainId", x.seq, x.hash, x.signature, $2::timestamptz
     from jsonb_to_recordset($3::jsonb) as x(id uuid, "chainId" uuid, seq int, hash text, signature text)
     on conflict do nothing`,
    [practiceId, door.now.toISOString(), JSON.stringify(rows)],
  );
  return rows.length;
}
