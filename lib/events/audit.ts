// The audit: everything that was recorded of a practice, newest first, with filters; and its chains, verified.
import { authorize, type Ctx } from '@/lib/access';
import { parse } from '@/lib/core/parse';
import { inPracticeSql, type Sql } from '@/lib/db';
import { CAME, readCame, type Came } from './came';
import { readChain, type ChainState } from './chain';
import { AuditQuery, type AuditEntry, type AuditPage } from './schema';

const PAGE = 50;

interface Stored extends Omit<AuditEntry, 'at'> {
  at: Date;
}

/**
 * One page of entries, newest first. `which`: the practice's own, or those of incidents and drills.
 * @throws AppError forbidden; invalid.
 */
export async function readAudit(ctx: Ctx, query: unknown): Promise<AuditPage> {
  authorize(ctx, 'audit.read');
  const { which, kind, personId, day, before } = parse(AuditQuery, query);
  return inPracticeSql(ctx, async ({ sql }) => {
    const rows = await sql<Stored>(
      `select e.id, e."chainId", e.seq, e.kind, e."personId", e.actor, e.at, e.payload, e.hash
       from event e join practice p on p."practiceId" = e."practiceId"
       where e."practiceId" = $1::uuid
         and ($2 = 'incidents') = exists (select 1 from incident i
           where i."practiceId" = e."practiceId" and i.id = e."chainId")
         and ($3::text is null or e.kind = $3) and ($4::uuid is null or e."personId" = $4)
         and ($5::date is null or e.at >= $5::date::timestamp at time zone p.zone
           and e.at < ($5::date + 1)::timestamp at time zone p.zone)
         and ($6::timestamptz is null or (e.at, e.seq, e.id) < ($6, $7::int, $8::uuid))
       order by e.at desc, e.seq desc, e.id desc limit ${PAGE + 1}`,
      [
        ctx.practiceId,
        which,
        kind ?? null,
        personId ?? null,
        day ?? null,
        before?.at ?? null,
        before?.seq ?? null,
        before?.id ?? null,
      ],
    );
    const entries = rows.slice(0, PAGE).map((row) => ({ ...row, at: row.at.toISOString() }));
    const last = entries.at(-1);
    const more = rows.length > PAGE && last !== undefined;
    return { entries, next: more ? `${last.at}_${last.seq}_${last.id}` : null };
  });
}

/** What there is to filter by: kinds, and people who did something. @throws AppError forbidden. */
export async function readAuditChoices(
  ctx: Ctx,
): Promise<{ kinds: string[]; people: { id: string; name: string }[] }> {
  authorize(ctx, 'audit.read');
  return inPracticeSql(ctx, async ({ sql }) => {
    const kinds = await sql<{ kind: string }>(
      `select distinct kind from event where "practiceId" = $1::uuid order by kind`,
      [ctx.practiceId],
    );
    const people = await sql<{ id: string; name: string }>(
      `select p.id, p.name from person p where p."practiceId" = $1::uuid and exists (select 1 from event e
         where e."practiceId" = p."practiceId" and e."personId" = p.id) order by p.name, p.id`,
      [ctx.practiceId],
    );
    return { kinds: kinds.map(({ kind }) => kind), people };
  });
}

export interface Verified {
  /** The practice's own chain. */
  own: ChainState;
  /** Every chain that is not whole, the practice's own first. */
  faults: { chainId: string; incident: boolean; state: ChainState }[];
  chains: number;
  entries: number;
  /** What came with a file and was not witnessed here. */
  came: Came | null;
}

/** Goes through every chain anew; writes nothing (the worker's round sets the seals). @throws AppError forbidden. */
export async function verifyAudit(ctx: Ctx): Promise<Verified> {
  authorize(ctx, 'audit.read');
  const { practiceId } = ctx;
  return inPracticeSql(ctx, async ({ sql }) => {
    const chains = await readChainIds(sql, practiceId);
    const came = await readCame(sql, practiceId);
    const states = [];
    for (const chain of chains) {
      const state = await readChain(sql, practiceId, chain.chainId);
      const since = came?.faults.find(({ chainId }) => chainId === chain.chainId);
      states.push({ ...chain, state: { ...state, fault: state.fault ?? since?.fault ?? null } });
    }
    const faults = states
      .filter(({ state }) => state.fault !== null)
      .toSorted((a, b) => Number(b.chainId === practiceId) - Number(a.chainId === practiceId));
    const own = states.find(({ chainId }) => chainId === practiceId)?.state;
    return {
      own: own ?? (await readChain(sql, practiceId, practiceId)),
      faults,
      came,
      chains: states.length,
      entries: states.reduce((sum, { state }) => sum + state.entries, 0),
    };
  });
}

/** Chains that have entries, a head or a seal: a chain whose entries are all gone is looked at too. */
async function readChainIds(sql: Sql, practiceId: string): Promise<{ chainId: string; incident: boolean }[]> {
  return sql(
    `select c.id as "chainId", exists (select 1 from incident i
         where i."practiceId" = $1::uuid and i.id = c.id) as incident
     from (select id from chain where "practiceId" = $1::uuid
       union select "chainId" from event where "practiceId" = $1::uuid
       union select "chainId" from chain_seal where "practiceId" = $1::uuid
       union select id from (${CAME}) came) c order by c.id`,
    [practiceId],
  );
}

/** Every entry of every chain, in order, a thousand at a time. @throws AppError forbidden. */
export async function readWholeAudit(ctx: Ctx, take: (entries: AuditEntry[]) => void): Promise<void> {
  authorize(ctx, 'audit.read');
  await inPracticeSql(ctx, async ({ sql }) => {
    let after: { chainId: string; seq: number } | null = null;
    for (;;) {
      const rows: Stored[] = await sql<Stored>(
        `select id, "chainId", seq, kind, "personId", actor, at, payload, hash from event
         where "practiceId" = $1::uuid and ($2::uuid is null or ("chainId", seq) > ($2, $3::int))
         order by "chainId", seq limit 1000`,
        [ctx.practiceId, after?.chainId ?? null, after?.seq ?? null],
      );
      take(rows.map((row) => ({ ...row, at: row.at.toISOString() })));
      const last = rows.at(-1);
      if (!last || rows.length < 1000) return;
      after = { chainId: last.chainId, seq: last.seq };
    }
  });
}

/**
 * Whether an earlier export still fits: the entry it ended with has the same hash now.
 * @throws AppError forbidden.
 */
export async function compareHead(
  ctx: Ctx,
  { seq, hash }: { seq: number; hash: string },
): Promise<'same' | 'different' | 'gone'> {
  authorize(ctx, 'audit.read');
  return inPracticeSql(ctx, async ({ sql }) => {
    const [row] = await sql<{ hash: string }>(
      `select hash from event where "practiceId" = $1::uuid and "chainId" = $1::uuid and seq = $2::int`,
      [ctx.practiceId, seq],
    );
    if (!row) return 'gone';
    return row.hash === hash ? 'same' : 'different';
  });
}
