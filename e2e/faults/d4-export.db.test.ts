// D4. A practice goes out in one file and comes into an empty one, and what goes out of that is equal.
import fs from 'node:fs/promises';
import os from 'node:os';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exportPractice, importPractice, whyNotEmpty } from '@/lib/archive';
import { NOT_TAKEN, STAYS_BEHIND } from '@/lib/archive/rules';
import { verifyAudit } from '@/lib/events';
import { readBoard } from '@/lib/incidents';
import { readSites, signUpForFile, signUpPractice } from '@/lib/practices';
import { addMissingStarters, readReadiness, readSetUp } from '@/lib/readiness';
import { useTestDatabase } from '@/lib/testing';
import { furnishedPractice, rowCounts, type Furnished } from '../walls/furnished';
import { asked, brought, emptyPractice, exported, founder, linesOf } from './archives';

const database = await useTestDatabase();
const superuser = new pg.Client({ connectionString: database.urls.superuser });
await superuser.connect();

afterAll(async () => {
  await superuser.end();
  await database.drop();
});

/** What the import says no to: it is not the file's to say. */
const notTaken = (table: string, row: Record<string, unknown>): object =>
  Object.fromEntries((NOT_TAKEN[table] ?? []).filter((name) => name in row).map((name) => [name, null]));

/**
 * What must be equal: every row but the practice's own name in addresses, what each practice did for itself, and the
 * incidents that were under way.
 */
function content(bytes: Buffer, own: { practiceId: string; personId?: string }): string[] {
  return linesOf(bytes).flatMap((line) => {
    if (line.startsWith('{')) return [];
    const [table, row] = JSON.parse(line) as [string, Record<string, unknown>];
    if (table === 'member') return [];
    if (table === 'chain' && row['id'] === own.practiceId) return [];
    if (table === 'event' && row['chainId'] === own.practiceId) return [];
    if (own.personId !== undefined) {
      if (table === 'person' && row['id'] === own.personId) return [];
      if (table === 'reach' && row['personId'] === own.personId) return [];
    }
    if (table === 'practice') return [JSON.stringify([table, { ...row, slug: '', createdAt: '' }])];
    if (table === 'incident' && row['id'] === a.incident) return [];
    if (table === 'chain' && row['id'] === a.incident) return [];
    if (table === 'event' && str(row['payload']).includes('Closed by the import')) return [];
    return NOT_TAKEN[table] ? [JSON.stringify([table, { ...row, ...notTaken(table, row) }])] : [line];
  });
}
const str = (value: unknown): string => JSON.stringify(value);

let a: Furnished;
let out: Buffer;

beforeAll(async () => {
  a = await furnishedPractice(superuser, 'Harbor Family');
  out = await exported(a.owner);
}, 120_000);

it('holds every row of every tenant table, and no secret of anybody’s account', async () => {
  const counts = await rowCounts(superuser, a.practiceId);
  const { rows: walled } = await superuser.query<{ name: string }>(
    `select relname as name from pg_class where relrowsecurity and relkind = 'r'`,
  );
  const lines = linesOf(out);
  for (const { name } of walled) {
    const found = lines.filter((line) => line.startsWith(`["${name}",`)).length;
    // The test fills every table, so a new one that nobody carries is found here.
    expect([name, counts[name] === 0]).toEqual([name, false]);
    expect([name, found]).toEqual([name, STAYS_BEHIND.includes(name) ? 0 : counts[name]]);
  }
  const { rows: accounts } = await superuser.query<{ passwordHash: string; id: string }>(
    `select a.id, a."passwordHash" from account a join membership m on m."accountId" = a.id where m."practiceId" = $1`,
    [a.practiceId],
  );
  const text = lines.join('\n');
  expect(accounts).toHaveLength(3);
  for (const { passwordHash } of accounts) expect(text).not.toContain(passwordHash);
  expect(text).toContain(`"email": "lead@${a.slug}.example"`);
  // Not even in the temporary folder anything is left.
  expect((await fs.readdir(os.tmpdir())).filter((name) => name.startsWith('holdfast-export-'))).toEqual([]);
});

it('comes into an empty practice and goes out of it equal', async () => {
  const owner = await emptyPractice();
  expect(await whyNotEmpty(owner)).toBe('');
  const done = await brought(owner, out);
  expect(done.members.map(({ name, right }) => [name, right])).toEqual([
    ['Leo Lead', 'lead'],
    ['Olive Owner', 'owner'],
    ['Stella Staff', 'staff'],
  ]);
  const audit = await verifyAudit(owner);
  const again = await exported(owner);
  const b = { practiceId: owner.practiceId, personId: owner.actor.personId };
  // The record of A's own chain came with the file; B's own is what B did.
  expect(content(again, b)).toEqual(content(out, { practiceId: owner.practiceId }));
  // It works there: the open incident's board, step by step; and every record is whole.
  const [before, now] = [await readBoard(a.owner, a.incident), await readBoard(owner, a.incident)];
  const told = (board: typeof before) => [board.steps, board.marks, board.incident.whatDown];
  expect(told(now)).toEqual(told(before));
  expect(audit.faults).toEqual([]);
  expect(audit.own.sealed?.seq).toBe(audit.own.entries);
  // What was under way is over, in words.
  expect(now.incident).toMatchObject({ state: 'closed' });
  const { rows: last } = await superuser.query<{ kind: string; reason: string }>(
    `select kind, payload ->> 'reason' as reason from event where "practiceId" = $1 and "chainId" = $2
     order by seq desc limit 1`,
    [owner.practiceId, a.incident],
  );
  expect(last).toEqual([
    { kind: 'incident.closed', reason: expect.stringContaining('Closed by the import') as string },
  ]);
  // Nobody but the new owner may log in.
  const { rows } = await superuser.query(
    `select id from person where "practiceId" = $1 and ("accountId" is not null or "right" is not null)`,
    [owner.practiceId],
  );
  expect(rows).toEqual([{ id: owner.actor.personId }]);
  // And it is not empty any more.
  await expect(brought(owner, out)).rejects.toMatchObject({ code: 'conflict' });
});

it('what came with a file is not signed as witnessed here, and is held to what it was when it came', async () => {
  const owner = await emptyPractice();
  await brought(owner, out);
  const { came } = await verifyAudit(owner);
  const { rows: sealed } = await superuser.query<{ chainId: string; seq: number }>(
    `select "chainId", seq from chain_seal where "practiceId" = $1 and "chainId" <> $1`,
    [owner.practiceId],
  );
  // The one record that went on here is sealed past what came.
  expect(sealed.map(({ chainId }) => chainId)).toEqual([a.incident]);
  const { rows: before } = await superuser.query<{ id: string; head: number }>(
    `select id, head from chain where "practiceId" = $1`,
    [a.practiceId],
  );
  expect(came?.upTo).toEqual(new Map(before.map(({ id, head }) => [id, head])));
  expect(sealed[0]?.seq).toBeGreaterThan(came?.upTo.get(a.incident) ?? 0);
  // A's own record, written anew from end to end as only a superuser could: hashes fit, and nothing of it is sealed.
  await superuser.query(
    `do $$ declare row record; hash_before text := ''; begin
       for row in select * from event where "practiceId" = '${owner.practiceId}' and "chainId" = '${a.practiceId}' order by seq loop
         hash_before := event_hash(hash_before, row.seq, row.id, row.kind, row."personId", 'Mallory', row.at, row."deviceAt", row.payload);
         update event set actor = 'Mallory', hash = hash_before where "practiceId" = row."practiceId" and id = row.id;
       end loop;
       update chain set hash = hash_before where "practiceId" = '${owner.practiceId}' and id = '${a.practiceId}';
     end $$`,
  );
  expect((await verifyAudit(owner)).faults).toMatchObject([
    { chainId: a.practiceId, state: { fault: { what: 'rewritten' } } },
  ]);
});

it('nobody’s number counts as theirs and nobody may do more at a site because a file says so', async () => {
  await superuser.query(`update person_site set "right" = 'manager' where "practiceId" = $1`, [a.practiceId]);
  const file = await exported(a.owner);
  await superuser.query(`update person_site set "right" = null where "practiceId" = $1`, [a.practiceId]);
  const owner = await emptyPractice();
  await brought(owner, file);
  const { rows } = await superuser.query(
    `select (select count(*)::int from reach where "practiceId" = $1 and "personId" <> $2
         and "verifiedAt" is not null) as verified,
       (select count(*)::int from person_site where "practiceId" = $1) > 0 as parts,
       (select count(*)::int from person_site where "practiceId" = $1 and "right" is not null) as rights`,
    [owner.practiceId, owner.actor.personId],
  );
  expect(rows).toEqual([{ verified: 0, parts: true, rights: 0 }]);
});

it('a report nobody took is put aside', async () => {
  await superuser.query(`update incident set state = 'reported' where "practiceId" = $1`, [a.practiceId]);
  const file = await exported(a.owner);
  await superuser.query(`update incident set state = 'open' where "practiceId" = $1`, [a.practiceId]);
  const owner = await emptyPractice();
  await brought(owner, file);
  const { rows } = await superuser.query(
    `select i.state, e.kind from incident i join event e on e."practiceId" = i."practiceId" and e."chainId" = i.id
     where i."practiceId" = $1 order by e.seq desc limit 1`,
    [owner.practiceId],
  );
  expect(rows).toEqual([{ state: 'closed', kind: 'incident.dismissed' }]);
});

it('signing up to begin anew makes a site and plans, so a file is refused; for a file, it does not', async () => {
  const nora = await founder();
  const { ctx } = await signUpPractice(nora, {
    ...asked(),
    kind: 'Dental',
    ehr: '',
    siteName: 'Main',
    address: '1 Road',
    phone: '555 0100',
  });
  await addMissingStarters(ctx);
  expect(await whyNotEmpty(ctx)).toMatch(/1 site.* plans/);
  const form = asked();
  const empty = await signUpForFile(nora, form);
  expect((await signUpForFile(nora, form)).slug).toBe(empty.slug);
  expect(await whyNotEmpty(empty.ctx)).toBe('');
  // Its pages can be shown meanwhile.
  expect(await readSites(empty.ctx)).toEqual([]);
  await Promise.all([readSetUp(empty.ctx), readReadiness(empty.ctx)]);
  expect((await brought(empty.ctx, out)).rows).toBeGreaterThan(10);
});

it('two exports of one practice at once: one is made, the other is whole too or told to wait', async () => {
  const settled = await Promise.allSettled([exported(a.owner), exported(a.owner)]);
  const refused = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  expect(settled.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
  for (const reason of refused) expect(reason).toMatchObject({ code: 'limit' });
});

it('what waited to be sent where the file was made is not sent from here', async () => {
  await superuser.query(
    `update delivery set state = 'waiting' where "practiceId" = $1 and kind = 'declared'`,
    [a.practiceId],
  );
  const waiting = await exported(a.owner);
  await superuser.query(`update delivery set state = 'handed-over' where "practiceId" = $1`, [a.practiceId]);
  const owner = await emptyPractice();
  await brought(owner, waiting);
  const { rows } = await superuser.query<{ state: string }>(
    `select distinct state from delivery where "practiceId" = $1 and kind = 'declared'`,
    [owner.practiceId],
  );
  expect(rows).toEqual([{ state: 'dropped' }]);
});

it('is for owners', async () => {
  await expect(exportPractice(a.lead)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(importPractice(a.lead, 'nothing')).rejects.toMatchObject({ code: 'forbidden' });
});

it('a practice in which somebody began to work is not written over', async () => {
  const { owner } = a;
  await expect(brought(owner, out)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringMatching(/not empty\. It has .*1 site/) as string,
  });
});
