// An archive read line by line from a file nobody has to trust: bounded in every direction, and counted and hashed to
// its end before anything of it is used.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { setImmediate as breath } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { AppError } from '@/lib/core';
import {
  ARCHIVE_FORMAT,
  ARCHIVE_KIND,
  MOST_LINE_BYTES,
  MOST_ROWS_A_TABLE,
  MOST_UNPACKED_BYTES,
} from './rules';
import { ArchiveFoot, ArchiveHead } from './schema';

const NOTHING = 'Nothing was brought in.';
export const NOT_AN_ARCHIVE = `${NOTHING} This is not a file that “Export the practice” made, or it was changed since. Choose the file as it was downloaded.`;
const CUT = `${NOTHING} The file ends too early: it was not downloaded or uploaded whole. Download it again.`;
const TOO_BIG = `${NOTHING} The file holds more than can be taken in here. Ask whoever runs Holdfast for you.`;

export interface Line {
  table: string;
  /** As it stands in the file: what PostgreSQL wrote goes back to PostgreSQL. */
  raw: string;
}

/** The lines of a gzipped file, with the limits. @throws AppError invalid. */
async function* textLines(file: string): AsyncGenerator<string> {
  const source = createReadStream(file);
  const unpacked = source.pipe(createGunzip());
  source.once('error', (error) => unpacked.destroy(error));
  let bytes = 0;
  let rest: Buffer[] = [];
  let restBytes = 0;
  try {
    for await (const chunk of unpacked) {
      let piece = chunk as Buffer;
      bytes += piece.length;
      if (bytes > MOST_UNPACKED_BYTES) throw new AppError('invalid', TOO_BIG);
      for (let end = piece.indexOf(10); end !== -1; end = piece.indexOf(10)) {
        yield Buffer.concat([...rest, piece.subarray(0, end)]).toString('utf8');
        rest = [];
        restBytes = 0;
        piece = piece.subarray(end + 1);
      }
      rest.push(piece);
      restBytes += piece.length;
      if (restBytes > MOST_LINE_BYTES) throw new AppError('invalid', TOO_BIG);
      // Others are served meanwhile.
      await breath();
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    // Of zlib's own: cut off in the middle, or never gzip.
    const { code } = error as { code?: unknown };
    throw new AppError('invalid', code === 'Z_BUF_ERROR' ? CUT : NOT_AN_ARCHIVE);
  } finally {
    source.destroy();
    unpacked.destroy();
  }
  if (restBytes > 0) throw new AppError('invalid', CUT);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError('invalid', NOT_AN_ARCHIVE);
  }
}

/** A table and its row, spelled as exports write it; anything else is not one of ours. */
function splitLine(text: string): Line {
  const table = /^\["([a-z_]{1,60})",\{/.exec(text.slice(0, 70))?.[1];
  if (table === undefined || !text.endsWith('}]')) throw new AppError('invalid', NOT_AN_ARCHIVE);
  return { table, raw: text.slice(table.length + 4, -1) };
}

const Row = z.record(z.string(), z.unknown());

function lineOf(text: string): Line & { row: Record<string, unknown> } {
  const line = splitLine(text);
  const parsed = Row.safeParse(json(line.raw));
  if (!parsed.success) throw new AppError('invalid', NOT_AN_ARCHIVE);
  return { ...line, row: parsed.data };
}

function headOf(text: string): ArchiveHead {
  const given = json(text);
  const parsed = ArchiveHead.safeParse(given);
  if (!parsed.success) throw new AppError('invalid', NOT_AN_ARCHIVE);
  if (parsed.data.holdfast !== ARCHIVE_KIND) {
    throw new AppError(
      'invalid',
      `${NOTHING} This is a Holdfast file of another kind (${parsed.data.holdfast}), not a whole practice.`,
    );
  }
  if (parsed.data.format !== ARCHIVE_FORMAT) {
    throw new AppError(
      'invalid',
      `${NOTHING} The file is of format ${parsed.data.format}; this Holdfast reads format ${ARCHIVE_FORMAT}. Export the practice again from a Holdfast of the same version.`,
    );
  }
  return parsed.data;
}

export interface Reading {
  head: ArchiveHead;
  /** Its rows, in order. `row` is for looking into, `raw` for the database. */
  rows: () => AsyncGenerator<Line & { row: Record<string, unknown> }>;
}

/**
 * Looks the whole file through: kind, format, the counts and the hash at its end. Rows are read when they are used.
 * @throws AppError invalid, in words for whoever chose the file.
 */
export async function checkArchive(file: string): Promise<Reading> {
  const hash = createHash('sha256');
  const counts: Record<string, number> = {};
  let head: ArchiveHead | null = null;
  let foot: ArchiveFoot | null = null;
  for await (const text of textLines(file)) {
    if (foot !== null) throw new AppError('invalid', NOT_AN_ARCHIVE);
    if (head === null) head = headOf(text);
    else if (text.startsWith('{')) {
      const parsed = ArchiveFoot.safeParse(json(text));
      if (!parsed.success) throw new AppError('invalid', NOT_AN_ARCHIVE);
      foot = parsed.data;
      continue;
    } else {
      const { table } = splitLine(text);
      if (table !== 'member' && !Object.hasOwn(head.tables, table)) {
        throw new AppError('invalid', NOT_AN_ARCHIVE);
      }
      const n = (counts[table] ?? 0) + 1;
      if (n > MOST_ROWS_A_TABLE) throw new AppError('invalid', TOO_BIG);
      counts[table] = n;
    }
    hash.update(text).update('\n');
  }
  if (head === null || foot === null) throw new AppError('invalid', CUT);
  const said = foot.counts;
  const sameCounts = [...new Set([...Object.keys(said), ...Object.keys(counts)])].every(
    (table) => (said[table] ?? 0) === (counts[table] ?? 0),
  );
  if (!sameCounts || hash.digest('hex') !== foot.sha256) throw new AppError('invalid', NOT_AN_ARCHIVE);
  return { head, rows: () => rowsOf(file) };
}

async function* rowsOf(file: string): AsyncGenerator<Line & { row: Record<string, unknown> }> {
  let first = true;
  for await (const text of textLines(file)) {
    if (!first && !text.startsWith('{')) yield lineOf(text);
    first = false;
  }
}
