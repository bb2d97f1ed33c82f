// An exported practice is brought into a new, empty one: all of it or nothing. Rows keep their ids; only whose they are
// changes. Log-ins do not come along: the members are named, to be invited again.
import { actingPerson, authorize, type Ctx } from '@/lib/access';
import { AppError, listed, plural } from '@/lib/core';
import { log } from '@/lib/core/log';
import { inPracticeSql, type Sql, type SqlDoor } from '@/lib/db';
import { faultWords, IMPORTED, readChain, record, sealChains, type CameChain } from '@/lib/events';
import { hasTooManyPhotos, photoFault } from '@/lib/incidents';
import { enqueue } from '@/lib/jobs';
import { hasSoundSettings } from '@/lib/practices';
import { putRows } from './put-rows';
import type { ArchiveMember, Imported } from './schema';
import { readTables } from './tables';
import { checkArchive, NOT_AN_ARCHIVE } from './unpack';

/** What signing up for a file makes; anything else means that somebody began to work here. */
const BEGUN_WITH: Readonly<Record<string, number>> = {
  practice: 1,
  person: 1,
  reach: 5,
  chain: 1,
  event: 1_000,
  chain_seal: 1_000,
  delivery: 50,
  receipt: 200,
};

const NAMES: Readonly<Record<string, readonly [string, string]>> = {
  person: ['person besides you', 'people besides you'],
  site: ['site', 'sites'],
  runbook: ['plan', 'plans'],
  incident: ['incident or drill', 'incidents or drills'],
  tree: ['contact tree', 'contact trees'],
  vendor: ['vendor', 'vendors'],
  kit_item: ['thing in the kit', 'things in the kit'],
};

/** What stands in the way of bringing a practice in here, in words; '' when it is empty. @throws AppError forbidden. */
export async function whyNotEmpty(ctx: Ctx): Promise<string> {
  authorize(ctx, 'practice.export');
  return inPracticeSql(ctx, ({ sql }) => notEmpty(sql, ctx.practiceId));
}

async function notEmpty(sql: Sql, practiceId: string): Promise<string> {
  const found: string[] = [];
  for (const { name } of await readTables(sql)) {
    const [row] = await sql<{ n: number }>(
      `select count(*)::int as n from (select 1 from "${name}" where "practiceId" = $1::uuid limit 10000) x`,
      [practiceId],
    );
    const n = row?.n ?? 0;
    if (n <= (BEGUN_WITH[name] ?? 0)) continue;
    const [one, many] = NAMES[name] ?? ['', ''];
    if (one !== '') found.push(plural(name === 'person' ? n - 1 : n, one, many));
    else found.push(`entries in ${name.replaceAll('_', ' ')}`);
  }
  return found.length === 0 ? '' : `It has ${listed(found.slice(0, 6))}.`;
}

/**
 * Brings the archive in that file into the practice, which must be empty. In one transaction: a file that is wrong
 * somewhere leaves nothing behind.
 * @throws AppError forbidden; invalid, saying what is wrong with the file; conflict when the practice is not empty.
 */
export async function importPractice(ctx: Ctx, file: string): Promise<Imported> {
  authorize(ctx, 'practice.export');
  const reading = await checkArchive(file);
  const { practiceId } = ctx;
  return inPracticeSql(ctx, async (door) => {
    await door.sql(`select 1 from practice where "practiceId" = $1::uuid for update`, [practiceId]);
    const full = await notEmpty(door.sql, practiceId);
    if (full !== '') {
      throw new AppError(
        'conflict',
        `Nothing was brought in: this practice is not empty. ${full} Under “Begin a practice”, choose to bring one in from a file, and bring it in there.`,
      );
    }
    await door.sql(`set local time zone 'UTC'`);
    const tables = await readTables(door.sql);
    const done = await putRows(door.sql, practiceId, tables, reading).catch((error: unknown) => {
      throw asWords(error);
    });
    if (!(await hasSoundSettings(door.sql, practiceId))) throw new AppError('invalid', NOT_AN_ARCHIVE);
    // As they came, before anything is added here: these entries nobody here saw being written.
    const chains = await requireWhole(door.sql, practiceId);
    await settle(ctx, door);
    const members = await membersOf(door.sql, practiceId, done.members);
    const { slug: from, exportedAt } = reading.head;
    await record(ctx, door, {
      chainId: practiceId,
      kind: IMPORTED,
      payload: { from, exportedAt, rows: done.rows, members, chains },
    });
    await sealChains(door, practiceId);
    await alarms(door, practiceId);
    return { rows: done.rows, from: reading.head.name, members };
  });
}

/** What the database refuses is a file that no Holdfast wrote: said so, with the reason in the log. */
function asWords(error: unknown): unknown {
  const { code } = error as { code?: unknown };
  // Of PostgreSQL: data exceptions, broken constraints, and the triggers' own refusals.
  if (!(error instanceof AppError) && typeof code === 'string' && /^(22|23|42|P0)/.test(code)) {
    const { table, constraint } = error as { table?: unknown; constraint?: unknown };
    // Not the error itself: it quotes what stands in the file.
    log.warn({ code, table, constraint }, 'import');
    return new AppError('invalid', NOT_AN_ARCHIVE);
  }
  return error;
}

const CLOSED_BY_IMPORT = 'Closed by the import: it was under way where the file was made.';

/** Nothing that was under way where the file was made goes on here: no message is sent a second time. */
async function settle(ctx: Ctx, door: SqlDoor): Promise<void> {
  const { sql, now } = door;
  const { practiceId } = ctx;
  const at = now.toISOString();
  const alive = await sql<{ id: string; state: string }>(
    `select id, state from incident where "practiceId" = $1::uuid and state <> 'closed' order by id`,
    [practiceId],
  );
  for (const { id, state } of alive) {
    await sql(
      `update incident set state = 'closed', "closedAt" = $3::timestamptz, "closedBy" = $4::uuid,
         "closeReason" = $5, "nextUpdateAt" = null
       where "practiceId" = $1::uuid and id = $2::uuid`,
      [practiceId, id, at, actingPerson(ctx.actor), CLOSED_BY_IMPORT],
    );
    await record(ctx, door, {
      chainId: id,
      kind: state === 'open' ? 'incident.closed' : 'incident.dismissed',
      payload: { reason: CLOSED_BY_IMPORT, openCritical: [] },
    });
  }
  await sql(
    `update delivery set state = 'dropped', reason = 'Not sent: this came with an imported practice.',
       "settledAt" = $2::timestamptz
     where "practiceId" = $1::uuid and state in ('waiting', 'sending', 'unknown')`,
    [practiceId, at],
  );
  await sql(
    `update invitation set "revokedAt" = $2::timestamptz
     where "practiceId" = $1::uuid and "acceptedAt" is null and "revokedAt" is null`,
    [practiceId, at],
  );
  await sql(
    `update contact_test set "endedAt" = $2::timestamptz where "practiceId" = $1::uuid and "endedAt" is null`,
    [practiceId, at],
  );
  await sql(
    `update people_import set "endedAt" = $2::timestamptz where "practiceId" = $1::uuid and "endedAt" is null`,
    [practiceId, at],
  );
}

/** The records of the file as they came. @throws AppError invalid when one is not as it was written. */
async function requireWhole(sql: Sql, practiceId: string): Promise<CameChain[]> {
  const chains = await sql<{ id: string }>(
    `select id from chain where "practiceId" = $1::uuid union select "chainId" from event where "practiceId" = $1::uuid`,
    [practiceId],
  );
  const came: CameChain[] = [];
  for (const { id } of chains) {
    const { fault, entries, hash } = await readChain(sql, practiceId, id);
    if (fault) {
      throw new AppError(
        'invalid',
        `Nothing was brought in: a record in the file was changed. ${faultWords(fault)}`,
      );
    }
    if (id !== practiceId) came.push({ id, entries, hash });
  }
  if (await hasTooManyPhotos(sql, practiceId)) throw new AppError('invalid', NOT_AN_ARCHIVE);
  const wrong = await photoFault(sql, practiceId);
  if (wrong) {
    throw new AppError('invalid', `Nothing was brought in: a record in the file was changed. ${wrong}`);
  }
  return came;
}

async function membersOf(
  sql: Sql,
  practiceId: string,
  members: readonly ArchiveMember[],
): Promise<Imported['members']> {
  const people = await sql<{ id: string; name: string }>(
    `select id, name from person where "practiceId" = $1::uuid and "deactivatedAt" is null order by name, id`,
    [practiceId],
  );
  const had = new Map(members.map((member) => [member.personId, member]));
  return people.flatMap(({ id, name }) => {
    const member = had.get(id);
    return member ? [{ ...member, name }] : [];
  });
}

/** What waits for a day or a worker is put on the queues here again. */
async function alarms({ sql }: SqlDoor, practiceId: string): Promise<void> {
  const coming = await sql<{ runbookId: string; at: Date }>(
    `select v."runbookId", min((v."effectiveOn"::timestamp at time zone p.zone)) as at from runbook_version v
     join practice p on p."practiceId" = v."practiceId"
     where v."practiceId" = $1::uuid and v."publishedAt" is not null
       and v."effectiveOn"::timestamp at time zone p.zone > now() group by v."runbookId"`,
    [practiceId],
  );
  for (const { runbookId, at } of coming) {
    await enqueue(sql, 'plan-due', { practiceId, runbookId }, { startAfter: at });
  }
  await enqueue(sql, 'binder', { practiceId });
}
