// S9. Whoever can write in the database, short of knowing the installation's secret, changes nothing of a record unseen:
// every edit, gap, added or cut end and every stretch hashed anew is found, and the first bad entry named.
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '@/lib/core';
import { inPracticeSql, type Sql } from '@/lib/db';
import { compareHead, faultWords, readChain, sealChains, verifyAudit, type ChainFault } from '@/lib/events';
import { useTestDatabase } from '@/lib/testing';
import { testPractice, type TestPractice } from '@/lib/testing/practice';

const LENGTH = 120;
/** Where seals stand: the last entries are not sealed yet. */
const SEALS = [30, 60, 90, 110];

const database = await useTestDatabase();
const superuser = new pg.Client({ connectionString: database.urls.superuser });
await superuser.connect();
const sql: Sql = async <T extends object>(text: string, values: readonly unknown[] = []) =>
  (await superuser.query(text, [...values])).rows as T[];

let practice: TestPractice;
let chainId = '';

/** Adds entries up to that many, as the product itself would, without its thousand round trips. */
async function grow(chain: string, length: number): Promise<void> {
  await superuser.query(`do $$
    declare previous text := ''; n int; id uuid; from_seq int;
    begin
      select head, hash into from_seq, previous from chain where "practiceId" = '${practice.practiceId}' and chain.id = '${chain}';
      if from_seq is null then
        from_seq := 0; previous := '';
        insert into chain ("practiceId", id, head, hash) values ('${practice.practiceId}', '${chain}', 0, '');
      end if;
      for n in from_seq + 1 .. ${length} loop
        id := gen_random_uuid();
        previous := event_hash(previous, n, id, 'site.changed', null, 'Olive', '2026-11-28T10:00:00Z', null,
          jsonb_build_object('n', n));
        insert into event ("practiceId", id, "chainId", seq, kind, actor, at, payload, hash)
          values ('${practice.practiceId}', id, '${chain}', n, 'site.changed', 'Olive', '2026-11-28T10:00:00Z',
            jsonb_build_object('n', n), previous);
      end loop;
      update chain set head = ${length}, hash = previous where "practiceId" = '${practice.practiceId}' and chain.id = '${chain}';
    end $$`);
}

async function grown(length: number, seals: readonly number[]): Promise<string> {
  const chain = newId();
  for (const upTo of [...seals, length]) {
    await grow(chain, upTo);
    if (seals.includes(upTo)) {
      await inPracticeSql(practice.owner, (door) => sealChains(door, practice.practiceId));
    }
  }
  return chain;
}

beforeAll(async () => {
  practice = await testPractice();
  chainId = await grown(LENGTH, SEALS);
});

afterAll(async () => {
  await superuser.end();
  await database.drop();
});

/** What is found after that was done to the chain; everything is put back. */
async function after(...statements: string[]): Promise<ChainFault | null> {
  await superuser.query('begin');
  try {
    for (const statement of statements) {
      await superuser.query(statement.replaceAll('MINE', `"practiceId" = '${practice.practiceId}'`));
    }
    return (await readChain(sql, practice.practiceId, chainId)).fault;
  } finally {
    await superuser.query('rollback');
  }
}

const where = (seq: number | string) =>
  `MINE and "chainId" = '${chainId}' and seq ${typeof seq === 'number' ? `= ${seq}` : seq}`;
const edit = (seq: number) => `update event set payload = payload || '{"n": -1}' where ${where(seq)}`;
const remove = (seq: number) => `delete from event where ${where(seq)}`;
/** Every hash from there on is computed anew, the chain's own row too: all that can be done without the secret. */
const rehash = (from: number) => `do $$
  declare r record; previous text;
  begin
    select coalesce((select hash from event where ${where(from - 1)}), '') into previous;
    for r in select * from event where ${where(`>= ${from}`)} order by seq loop
      previous := event_hash(previous, r.seq, r.id, r.kind, r."personId", r.actor, r.at, r."deviceAt", r.payload);
      update event set hash = previous where event."practiceId" = r."practiceId" and event.id = r.id;
      update chain set head = r.seq, hash = previous where MINE and chain.id = '${chainId}';
    end loop;
  end $$`;
const cut = (from: number) => `delete from event where ${where(`>= ${from}`)}`;
const headTo = (
  seq: number,
) => `update chain set head = ${seq}, hash = (select hash from event where ${where(seq)})
  where MINE and id = '${chainId}'`;
const shift = (from: number, by: number) => [
  `update event set seq = -seq where ${where(`>= ${from}`)}`,
  `update event set seq = -seq + ${by} where ${where('< 0')}`,
];
const insert = (
  seq: number,
) => `insert into event ("practiceId", id, "chainId", seq, kind, actor, at, payload, hash)
  values ('${'PRACTICE'}', gen_random_uuid(), '${chainId}', ${seq}, 'site.changed', 'Nobody', now(), '{}', 'made up')`;
const inserted = (seq: number) => insert(seq).replace('PRACTICE', practice.practiceId);
const swap = (a: number, b: number) => [
  `update event set seq = -1 where ${where(a)}`,
  `update event set seq = ${a} where ${where(b)}`,
  `update event set seq = ${b} where ${where(-1)}`,
];

it('a whole chain has no fault, and its seals fit', async () => {
  const state = await readChain(sql, practice.practiceId, chainId);
  expect(state).toMatchObject({ fault: null, entries: LENGTH, sealed: { seq: 110 } });
});

it('each way of tampering is found and the first bad entry named', async () => {
  expect(await after(edit(40))).toMatchObject({ seq: 40, what: 'edited' });
  expect(await after(remove(40))).toMatchObject({ seq: 40, what: 'missing' });
  expect(await after(remove(1))).toMatchObject({ seq: 1, what: 'missing' });
  expect(await after(...shift(40, 1), inserted(40))).toMatchObject({ seq: 40, what: 'edited' });
  expect(await after(inserted(LENGTH + 1))).toMatchObject({ seq: LENGTH + 1 });
  expect(await after(...swap(40, 70))).toMatchObject({ seq: 40 });
  expect(await after(cut(115))).toMatchObject({ seq: 115, what: 'cut off' });
  expect(await after(cut(1))).toMatchObject({ seq: 1, what: 'cut off' });
  // Its own hash made anew: it is the next one that does not follow.
  expect(await after(edit(40), rehash(40).replace('>= 40', '= 40'))).toMatchObject({ seq: 41 });
});

it('a chain written anew from any entry on is found by its seals', async () => {
  expect(await after(edit(1), rehash(1))).toEqual({ seq: 1, upTo: 30, what: 'rewritten' });
  expect(await after(edit(75), rehash(75))).toEqual({ seq: 61, upTo: 90, what: 'rewritten' });
  expect(await after(remove(40), ...shift(41, -1), rehash(40))).toEqual({
    seq: 31,
    upTo: 60,
    what: 'rewritten',
  });
  // Cut to before a seal, with a head that agrees.
  expect(await after(cut(100), headTo(99))).toMatchObject({ seq: 100, what: 'cut off' });
});

it('a seal that is made up, or of another place, is no seal', async () => {
  const seals = `MINE and "chainId" = '${chainId}'`;
  expect(
    await after(
      edit(1),
      rehash(1),
      `update chain_seal s set hash = e.hash from event e where s."practiceId" = e."practiceId"
    and s."chainId" = e."chainId" and s.seq = e.seq and s."chainId" = '${chainId}'`,
    ),
  ).toMatchObject({
    seq: 30,
    what: 'seal forged',
  });
  expect(
    await after(`update chain_seal set seq = 31, hash = (select hash from event where ${where(31)})
    where ${seals} and seq = 30`),
  ).toMatchObject({ seq: 31, what: 'seal forged' });
});

it('the limit: who also takes away the newest seals and cuts to an older one is found by an earlier export only', async () => {
  const { hash } = await readChain(sql, practice.practiceId, chainId);
  expect(
    await after(
      cut(91),
      headTo(90),
      `delete from chain_seal where MINE and "chainId" = '${chainId}' and seq > 90`,
    ),
  ).toBeNull();
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  // The product's own chain, as the form compares it.
  const { own } = await verifyAudit(practice.owner);
  expect(await compareHead(practice.owner, { seq: own.entries, hash: own.hash })).toBe('same');
  expect(await compareHead(practice.owner, { seq: own.entries, hash })).toBe('different');
  expect(await compareHead(practice.owner, { seq: own.entries + 1, hash })).toBe('gone');
});

/** mulberry32: the same thousand every time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

it('a thousand at random: all found, the right entry named', { timeout: 240_000 }, async () => {
  const random = seeded(20261128);
  const pick = (least: number, most: number) => least + Math.floor(random() * (most - least + 1));
  const COLUMNS = [
    `payload = payload || '{"n": -1}'`,
    `actor = 'Somebody else'`,
    `kind = 'site.closed'`,
    `at = at - interval '1 day'`,
    `"deviceAt" = now()`,
    `"personId" = gen_random_uuid()`,
    `id = gen_random_uuid()`,
    `hash = repeat('0', 64)`,
  ];
  const missed: string[] = [];
  for (let n = 0; n < 1000; n += 1) {
    const seq = pick(1, LENGTH);
    const way = n % 8;
    let done: string[];
    let right = (fault: ChainFault) => fault.seq === seq && fault.upTo === seq;
    if (way === 0 || way === 1) {
      done = [`update event set ${COLUMNS[pick(0, COLUMNS.length - 1)]} where ${where(seq)}`];
    } else if (way === 2) done = [remove(seq)];
    else if (way === 3) done = [...shift(seq, 1), inserted(seq)];
    else if (way === 4) {
      const other = seq === LENGTH ? 1 : pick(seq + 1, LENGTH);
      done = swap(seq, other);
      right = (fault) => fault.seq === Math.min(seq, other);
    } else if (way === 5) done = [cut(seq)];
    else if (way === 6) {
      // Anew from there to the end, where a seal can tell: it is in the stretch that is named.
      const from = pick(1, 110);
      done = [edit(from), rehash(from)];
      right = (fault) => fault.what === 'rewritten' && fault.seq <= from && from <= fault.upTo;
    } else {
      const from = pick(1, 109);
      done = [cut(from + 1), headTo(from)];
      right = (fault) => fault.seq === from + 1 && fault.what === 'cut off';
    }
    const fault = await after(...done);
    if (fault === null || !right(fault))
      missed.push(`${n}: ${done.join('; ').slice(0, 200)} gave ${JSON.stringify(fault)}`);
  }
  expect(missed).toEqual([]);
});

it('the audit names the practice’s faults in words, and to look at it writes nothing', async () => {
  await superuser.query(edit(40).replaceAll('MINE', `"practiceId" = '${practice.practiceId}'`));
  const { faults } = await verifyAudit(practice.owner);
  expect(faults.map(({ chainId: bad, state }) => [bad, state.fault && faultWords(state.fault)])).toEqual([
    [chainId, 'Entry 40 was changed, moved, or put in later.'],
  ]);
  await superuser.query(
    `update event set payload = payload || '{"n": 40}' where ${where(40)}`.replaceAll(
      'MINE',
      `"practiceId" = '${practice.practiceId}'`,
    ),
  );
  expect((await verifyAudit(practice.owner)).faults).toEqual([]);
  await expect(verifyAudit(practice.lead)).rejects.toMatchObject({ code: 'forbidden' });
  expect(await sql('select seq from chain_seal where "chainId" = $1 order by seq', [chainId])).toEqual(
    SEALS.map((seq) => ({ seq })),
  );
});

it('forty-five thousand entries are gone through in one statement', { timeout: 120_000 }, async () => {
  const long = await grown(45_000, [20_000]);
  // Within the time-out every query of the product has.
  const state = await inPracticeSql(practice.owner, (door) => readChain(door.sql, practice.practiceId, long));
  expect(state).toMatchObject({ fault: null, entries: 45_000, sealed: { seq: 20_000 } });
});
