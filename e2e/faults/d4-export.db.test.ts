// D4. A practice goes out in one file and comes into an empty one, and what goes out of that is equal. A file that is
// wrong anywhere changes nothing, and says so in words.
import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gunzipSync, gzipSync } from 'node:zlib';
import pg from 'pg';
import { afterAll, beforeAll, expect, it, test } from 'vitest';
import type { MemberCtx } from '@/lib/access';
import { exportPractice, importPractice, whyNotEmpty } from '@/lib/archive';
import { MOST_ROWS_A_TABLE, NOT_TAKEN, STAYS_BEHIND } from '@/lib/archive/rules';
import { newId } from '@/lib/core';
import { verifyAudit } from '@/lib/events';
import { createAccount } from '@/lib/identity';
import { readBoard } from '@/lib/incidents';
import { readSites, signUpForFile, signUpPractice } from '@/lib/practices';
import { addMissingStarters, readReadiness, readSetUp } from '@/lib/readiness';
import { useTestDatabase } from '@/lib/testing';
import { furnishedPractice, rowCounts, type Furnished } from '../walls/furnished';

const database = await useTestDatabase();
const superuser = new pg.Client({ connectionString: database.urls.superuser });
await superuser.connect();
const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'holdfast-d4-'));

afterAll(async () => {
  await superuser.end();
  await fs.rm(folder, { recursive: true, force: true });
  await database.drop();
});

async function founder() {
  const email = `new-owner@${newId().slice(0, 13)}.example`;
  const accountId = await createAccount({ email, name: 'Nora New', password: 'correct-horse-battery-1' });
  return { accountId, email, name: 'Nora New', sessionId: newId(), practiceId: null };
}
const asked = () => ({
  formId: newId(),
  name: 'Empty',
  zone: 'America/Denver',
  jobRoles: ['incident_lead' as const],
});

/** As signing up for a file leaves it: a practice and its owner. */
async function emptyPractice(): Promise<MemberCtx> {
  return (await signUpForFile(await founder(), asked())).ctx;
}

async function exported(ctx: MemberCtx): Promise<Buffer> {
  const archive = await exportPractice(ctx);
  const bytes = await buffer(archive.stream());
  expect(bytes.length).toBe(archive.bytes);
  return bytes;
}

async function brought(ctx: MemberCtx, bytes: Buffer): ReturnType<typeof importPractice> {
  const file = path.join(folder, newId());
  await fs.writeFile(file, bytes);
  return importPractice(ctx, file);
}

const linesOf = (bytes: Buffer): string[] => gunzipSync(bytes).toString('utf8').trimEnd().split('\n');

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
  const again = await exported(owner);
  const b = { practiceId: owner.practiceId, personId: owner.actor.personId };
  // The record of A's own chain came with the file; B's own is what B did.
  expect(content(again, b)).toEqual(content(out, { practiceId: owner.practiceId }));
  // It works there: the open incident's board, step by step; and every record is whole.
  const [before, now] = [await readBoard(a.owner, a.incident), await readBoard(owner, a.incident)];
  const told = (board: typeof before) => [board.steps, board.marks, board.incident.whatDown];
  expect(told(now)).toEqual(told(before));
  const audit = await verifyAudit(owner);
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

/** The same lines with something changed, and a foot that agrees with them. */
function remade(change: (lines: string[]) => string[]): Buffer {
  const lines = change(linesOf(out).slice(0, -1));
  const counts: Record<string, number> = {};
  for (const line of lines.slice(1)) {
    const table = /^\["([a-z_]+)"/.exec(line)?.[1] ?? '';
    counts[table] = (counts[table] ?? 0) + 1;
  }
  const sha256 = createHash('sha256')
    .update(lines.map((line) => `${line}\n`).join(''))
    .digest('hex');
  return gzipSync(`${[...lines, JSON.stringify({ end: true, counts, sha256 })].join('\n')}\n`);
}
const inHead = (change: object) => (lines: string[]) => [
  JSON.stringify({ ...(JSON.parse(lines[0] ?? '') as object), ...change }),
  ...lines.slice(1),
];
const swapped = (from: RegExp, to: string) => (lines: string[]) => {
  expect(lines.some((line) => from.test(line))).toBe(true);
  return lines.map((line) => line.replace(from, to));
};

const BAD: [name: string, file: () => Buffer, words: RegExp][] = [
  ['nothing at all', () => Buffer.alloc(0), /ends too early|not a file that/],
  ['something else', () => Buffer.from('%PDF-1.7'), /not a file that/],
  ['another gzip', () => gzipSync('hello\n'), /not a file that/],
  ['cut off while downloading', () => out.subarray(0, Math.floor(out.length / 2)), /ends too early/],
  ['cut off at a line', () => gzipSync(`${linesOf(out).slice(0, -30).join('\n')}\n`), /ends too early/],
  ['a plan’s file', () => gzipSync('{"holdfast":"plan","format":1}\n'), /not a file that|another kind/],
  ['another kind', () => remade(inHead({ holdfast: 'plan' })), /another kind \(plan\)/],
  ['a later format', () => remade(inHead({ format: 2 })), /format 2; this Holdfast reads format 1/],
  [
    'a name changed by hand',
    () =>
      gzipSync(
        linesOf(out)
          .map((line) => line.replace('Harbor', 'Hilltop'))
          .join('\n')
          .concat('\n'),
      ),
    /was changed since/,
  ],
  [
    'a record changed, its foot too',
    () => remade(swapped(/"practice\.created"/, '"practice.opened"')),
    /a record in the file was changed\. Entry 1/,
  ],
  [
    'a row that points nowhere',
    () => remade(swapped(/("siteId": )"[0-9a-f-]{36}"/, `$1"${newId()}"`)),
    /not a file that/,
  ],
  ['a table nobody knows', () => remade((lines) => [...lines, '["wish",{"id":"x"}]']), /not a file that/],
  [
    'a column nobody knows',
    () => remade(swapped(/"vendor":\[/, '"vendor":["wish",')),
    /newer Holdfast.*vendor, wish/,
  ],
  [
    'a seal of its own',
    () => remade((lines) => [...lines, `["chain_seal",{"id":"${newId()}"}]`]),
    /not a file that/,
  ],
  [
    'a link that runs',
    () => remade(swapped(/https:\/\/maps\.example\/hall/, 'javascript:alert(1)')),
    /not a file that/,
  ],
  [
    'no such zone',
    () => remade(swapped(/("zone": )"America\/[A-Za-z]+"/, '$1"Mars/Base"')),
    /not a file that/,
  ],
  ['an impossible wait', () => remade(swapped(/("reportMinutes": )\d+/, '$10')), /not a file that/],
  [
    'a name as long as a book',
    () => remade(swapped(/"Harbor Family"/, `"${'x'.repeat(5000)}"`)),
    /not a file that/,
  ],
  [
    'more rows than any practice has',
    () =>
      remade((lines) => [
        ...lines,
        ...Array.from({ length: MOST_ROWS_A_TABLE + 1 }, () => '["vendor",{"id":"x"}]'),
      ]),
    /more than can be taken in/,
  ],
  ['not text', () => remade(swapped(/"Harbor Family"/, '"\\u0000"')), /not a file that/],
  [
    'a wrong id',
    () => remade(swapped(/^(\["vendor",.*"id": ")[0-9a-f-]{36}/, '$1nobody')),
    /not a file that/,
  ],
  ['a line without end', () => gzipSync(Buffer.alloc(40 * 1024 * 1024, 'a')), /more than can be taken in/],
];

test.each(BAD)('%s: refused in words, and nothing is written', async (_name, file, words) => {
  const owner = await emptyPractice();
  const before = await rowCounts(superuser, owner.practiceId);
  await expect(brought(owner, file())).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringMatching(words) as string,
  });
  expect(await rowCounts(superuser, owner.practiceId)).toEqual(before);
});
