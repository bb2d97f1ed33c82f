// A whole practice in one file: gzipped lines of JSON, one a row, every tenant table the catalogue knows. Written to
// this machine's temporary folder in one look at the database, so that a slow line holds no transaction open.
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { authorize, type Ctx } from '@/lib/access';
import { AppError } from '@/lib/core';
import { inPracticeSnapshot, inPracticeSql, type Sql } from '@/lib/db';
import { record } from '@/lib/events';
import { ARCHIVE_FORMAT, ARCHIVE_KIND, DROPPED_COLUMNS, STAYS_BEHIND } from './rules';
import type { ArchiveHead } from './schema';
import { readTables, type TableShape } from './tables';

export interface Archive {
  bytes: number;
  /** The file, once; it is gone when the stream ends or is given up. */
  stream: () => Readable;
  discard: () => Promise<void>;
}

/**
 * Writes the practice to a file, and before that into its own record that this was done and by whom.
 * @throws AppError forbidden; not-found; limit while another export of it runs.
 */
export async function exportPractice(ctx: Ctx): Promise<Archive> {
  authorize(ctx, 'practice.export');
  const { practiceId } = ctx;
  await inPracticeSql(ctx, (door) =>
    record(ctx, door, { chainId: practiceId, kind: 'practice.exported', payload: {} }),
  );
  const folder = await mkdtemp(path.join(os.tmpdir(), 'holdfast-export-'));
  const discard = () => rm(folder, { recursive: true, force: true });
  const file = path.join(folder, 'practice.gz');
  try {
    await inPracticeSnapshot(ctx, async (door) => {
      const [free] = await door.sql<{ mine: boolean }>(
        `select pg_try_advisory_xact_lock(hashtextextended('export:' || $1, 0)) as mine`,
        [practiceId],
      );
      if (!free?.mine) {
        throw new AppError('limit', 'This practice is being exported already. Try again in a minute.');
      }
      const lines = Readable.from(linesOf(door.sql, practiceId, door.now));
      await pipeline(lines, createGzip(), createWriteStream(file, { mode: 0o600 }));
    });
    const { size } = await stat(file);
    return { bytes: size, stream: () => openOnce(file, discard), discard };
  } catch (error) {
    await discard();
    throw error;
  }
}

function openOnce(file: string, discard: () => Promise<void>): Readable {
  const stream = createReadStream(file);
  stream.once('close', () => {
    discard().catch(() => undefined);
  });
  return stream;
}

const carried = ({ name, columns }: TableShape): string[] =>
  columns
    .map((column) => column.name)
    .filter((column) => column !== 'practiceId' && !DROPPED_COLUMNS[name]?.includes(column));

async function* linesOf(sql: Sql, practiceId: string, now: Date): AsyncGenerator<string> {
  // Instants are written in UTC, whatever the server lives in.
  await sql(`set local time zone 'UTC'`);
  const tables = (await readTables(sql)).filter(({ name }) => !STAYS_BEHIND.includes(name));
  const [practice] = await sql<{ slug: string; name: string }>(
    `select slug, name from practice where "practiceId" = $1::uuid`,
    [practiceId],
  );
  if (!practice) throw new AppError('not-found', 'There is no such practice.');
  const head: ArchiveHead = {
    holdfast: ARCHIVE_KIND,
    format: ARCHIVE_FORMAT,
    practiceId,
    ...practice,
    exportedAt: now.toISOString(),
    tables: Object.fromEntries(tables.map((table) => [table.name, carried(table)])),
  };
  const hash = createHash('sha256');
  const counts: Record<string, number> = {};
  const hashed = (text: string): string => {
    hash.update(text);
    return text;
  };
  yield hashed(`${JSON.stringify(head)}\n`);
  for (const table of tables) {
    counts[table.name] = 0;
    for await (const rows of rowsOf(sql, practiceId, table)) {
      counts[table.name] = (counts[table.name] ?? 0) + rows.length;
      yield hashed(rows.map((row) => `["${table.name}",${row}]\n`).join(''));
    }
  }
  const members = await sql<{ row: string }>(
    `select jsonb_build_object('personId', p.id, 'email', a.email, 'right', p."right")::text as row
     from person p join account a on a.id = p."accountId" where p."practiceId" = $1::uuid and p."right" is not null
     order by p.id`,
    [practiceId],
  );
  counts['member'] = members.length;
  yield hashed(members.map(({ row }) => `["member",${row}]\n`).join(''));
  yield `${JSON.stringify({ end: true, counts, sha256: hash.digest('hex') })}\n`;
}

/** About so much text at a time, whether rows are small or hold whole documents. */
const PIECE = 1_000_000;

/** Rows as PostgreSQL writes them: numbers and spellings stay as they are, and with them the hashes over them. */
async function* rowsOf(
  sql: Sql,
  practiceId: string,
  { name, key, columns }: TableShape,
): AsyncGenerator<string[]> {
  const dropped = ['practiceId', ...(DROPPED_COLUMNS[name] ?? [])].filter((column) =>
    columns.some((one) => one.name === column),
  );
  let after: string | null = null;
  let limit = 20;
  for (;;) {
    const rows: { key: string; row: string }[] = await sql(
      `select t."${key}"::text as key, (to_jsonb(t) - $2::text[])::text as row from "${name}" t
       where t."practiceId" = $1::uuid and ($3::uuid is null or t."${key}" > $3::uuid)
       order by t."${key}" limit $4::int`,
      [practiceId, dropped, after, limit],
    );
    if (rows.length > 0) yield rows.map(({ row }) => row);
    const last = rows.at(-1);
    if (!last || rows.length < limit) return;
    after = last.key;
    const size = rows.reduce((sum, { row }) => sum + row.length, 0);
    limit = Math.max(1, Math.min(1000, Math.floor((limit * PIECE) / Math.max(size, 1))));
  }
}
