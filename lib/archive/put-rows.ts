// The rows of an archive go into the database piece by piece, as PostgreSQL wrote them. What points at a row that
// comes later is put in when everything is there.
import { couldBeStored, isWritableWay } from '@/lib/contacts';
import { AppError } from '@/lib/core';
import type { Sql } from '@/lib/db';
import { couldBePhoto } from '@/lib/incidents';
import {
  DROPPED_COLUMNS,
  MOST_SHORT,
  MOST_TEXT,
  NOT_TAKEN,
  OWN_COLUMNS,
  SHORT_COLUMNS,
  STAYS_BEHIND,
} from './rules';
import { ArchiveMember, type ArchiveHead } from './schema';
import type { TableShape } from './tables';
import { NOT_AN_ARCHIVE, type Reading } from './unpack';

const PIECE = 1_000_000;
const MOST_ROWS = 500;

/** A published version takes no more parts, so it counts as published last. */
const LATER: Readonly<Record<string, readonly string[]>> = { runbook_version: ['publishedAt'] };

interface Put {
  shape: TableShape;
  /** Columns of the file that this database has, but practiceId. */
  columns: string[];
  later: string[];
}

export interface Done {
  rows: number;
  members: ArchiveMember[];
}

/** Puts every row in, in the order of the file. @throws AppError invalid; database errors of rows that do not fit. */
export async function putRows(
  sql: Sql,
  practiceId: string,
  tables: readonly TableShape[],
  reading: Reading,
): Promise<Done> {
  const puts = plan(tables, reading.head);
  const after = new Map<string, string[]>();
  const members: ArchiveMember[] = [];
  let rows = 0;
  let piece: { put: Put; raws: string[]; size: number } | null = null;
  const flush = async (): Promise<void> => {
    if (piece) await insert(sql, practiceId, piece.put, piece.raws);
    piece = null;
  };
  for await (const { table, raw, row } of reading.rows()) {
    if (table === 'member') {
      members.push(memberOf(row));
      continue;
    }
    const put = puts.get(table);
    if (!put) throw new AppError('invalid', NOT_AN_ARCHIVE);
    requireFit(put, row, practiceId);
    rows += 1;
    if (put.later.some((column) => (row[column] ?? null) !== null)) {
      const few = Object.fromEntries([put.shape.key, ...put.later].map((name) => [name, row[name] ?? null]));
      const waiting = after.get(table);
      if (waiting) waiting.push(JSON.stringify(few));
      else after.set(table, [JSON.stringify(few)]);
    }
    if (piece && (piece.put !== put || piece.size > PIECE || piece.raws.length >= MOST_ROWS)) await flush();
    piece ??= { put, raws: [], size: 0 };
    piece.raws.push(table === 'reach' ? harmless(raw, row) : raw);
    piece.size += raw.length;
  }
  await flush();
  for (const [table, given] of after) {
    const put = puts.get(table);
    if (put) await update(sql, practiceId, put, given);
  }
  return { rows, members };
}

/** @throws AppError invalid when the file has tables or columns this Holdfast does not know. */
function plan(tables: readonly TableShape[], { tables: given }: ArchiveHead): Map<string, Put> {
  const puts = new Map<string, Put>();
  for (const [name, named] of Object.entries(given)) {
    const shape = tables.find((table) => table.name === name);
    const unknown = named.find((column) => !shape?.columns.some((one) => one.name === column));
    if (!shape || unknown !== undefined || STAYS_BEHIND.includes(name)) {
      throw new AppError(
        'invalid',
        `Nothing was brought in: the file comes from a newer Holdfast, which keeps something this one does not know (${name}${unknown === undefined ? '' : `, ${unknown}`}).`,
      );
    }
    const dropped = ['practiceId', ...(DROPPED_COLUMNS[name] ?? []), ...(NOT_TAKEN[name] ?? [])];
    puts.set(name, {
      shape,
      columns: named.filter((column) => !dropped.includes(column)),
      later: [...shape.later, ...(LATER[name] ?? [])].filter((column) => named.includes(column)),
    });
  }
  return puts;
}

function memberOf(row: Record<string, unknown>): ArchiveMember {
  const parsed = ArchiveMember.safeParse(row);
  if (!parsed.success) throw new AppError('invalid', NOT_AN_ARCHIVE);
  return parsed.data;
}

/** Addresses people press. */
const LINKS: Readonly<Record<string, string>> = { alternate_site: 'mapUrl', vendor: 'statusPage' };

function requireFit({ shape }: Put, row: Record<string, unknown>, practiceId: string): void {
  const link = row[LINKS[shape.name] ?? ''];
  const plainLink =
    link === undefined || link === '' || (typeof link === 'string' && /^https:\/\//i.test(link));
  // The practice's own record is its own: nothing is put into it.
  const chain = shape.name === 'chain' ? row['id'] : shape.name === 'event' ? row['chainId'] : null;
  const long = Object.entries(row).some(([column, value]) => isTooLong(column, value));
  const sound = shape.name === 'photo' ? couldBePhoto(row) : couldBeStored(shape.name, row);
  if (!plainLink || long || !sound || chain === practiceId) throw new AppError('invalid', NOT_AN_ARCHIVE);
}

/** Bytes are bounded by the length of their line. */
function isTooLong(column: string, value: unknown): boolean {
  if (typeof value !== 'string' || value.startsWith('\\x')) return false;
  return value.length > (SHORT_COLUMNS.includes(column) ? MOST_SHORT : MOST_TEXT);
}

/** A way that no form would take (now) comes in as one that was taken off: it is kept, and nothing is sent there. */
function harmless(raw: string, row: Record<string, unknown>): string {
  if ((row['removedAt'] ?? null) !== null || isWritableWay(row)) return raw;
  return JSON.stringify({ ...row, removedAt: new Date().toISOString() });
}

const quoted = (columns: readonly string[]): string => columns.map((column) => `"${column}"`).join(', ');

async function insert(sql: Sql, practiceId: string, put: Put, raws: readonly string[]): Promise<void> {
  const { shape, columns, later } = put;
  const { name } = shape;
  const given = `[${raws.join(',')}]`;
  if (name === 'practice') {
    if (raws.length !== 1) throw new AppError('invalid', NOT_AN_ARCHIVE);
    const taken = columns.filter((column) => !OWN_COLUMNS.includes(column));
    await sql(
      `update practice set ${taken.map((column) => `"${column}" = x."${column}"`).join(', ')}
       from jsonb_populate_recordset(null::practice, $2::jsonb) x where practice."practiceId" = $1::uuid`,
      [practiceId, given],
    );
    return;
  }
  const values = columns.map((column) => {
    if (later.includes(column)) return 'null';
    // JSON's own null and no value at all are written alike; where a value must be, it was JSON's.
    const bound = shape.columns.some((one) => one.name === column && one.json && !one.nullable);
    return bound ? `coalesce(x."${column}", 'null'::jsonb)` : `x."${column}"`;
  });
  await sql(
    `insert into "${name}" ("practiceId", ${quoted(columns)}) select $1::uuid, ${values.join(', ')}
     from jsonb_populate_recordset(null::"${name}", $2::jsonb) x`,
    [practiceId, given],
  );
}

async function update(sql: Sql, practiceId: string, { shape, later }: Put, given: string[]): Promise<void> {
  const { name, key } = shape;
  for (let from = 0; from < given.length; from += MOST_ROWS) {
    await sql(
      `update "${name}" t set ${later.map((column) => `"${column}" = x."${column}"`).join(', ')}
       from jsonb_populate_recordset(null::"${name}", $2::jsonb) x
       where t."practiceId" = $1::uuid and t."${key}" = x."${key}"`,
      [practiceId, `[${given.slice(from, from + MOST_ROWS).join(',')}]`],
    );
  }
}
