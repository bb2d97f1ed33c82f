// A staff list on its way in: read, its columns named, looked at, then taken in by a job (./import-take).
import type { z } from 'zod';
import { actingPerson, authorize, type Ctx } from '@/lib/access';
import { AppError, newId } from '@/lib/core';
import { csvOf } from '@/lib/core/csv';
import { inPracticeSql, isoText, type Sql } from '@/lib/db';
import { enqueue } from '@/lib/jobs';
import { readRows } from './csv';
import { guessColumns, readPersonRow, rowName } from './import-rows';
import { MOST_NAME, worldOf, type Waiting } from './import-take';
import { checkPerson } from './people';
import { GiveList, ListId, MapList, type ImportView } from './people-schema';
import { MOST_IMPORT_BYTES, MOST_IMPORT_COLUMNS, MOST_IMPORT_ROWS } from './rules';

const MOST_CELL = 2000;
const SHOWN = 8;
const MOST_SHOWN_REFUSED = 100;

/**
 * Reads a staff list and keeps it until somebody says go. Nobody is added or changed yet.
 * @throws AppError forbidden; limit when it is too long; invalid when there is nothing in it.
 */
export async function givePeopleList(ctx: Ctx, input: z.input<typeof GiveList>): Promise<string> {
  authorize(ctx, 'contacts.edit');
  const { text, fileName, note } = checkPerson(GiveList, input);
  if (Buffer.byteLength(text) > MOST_IMPORT_BYTES) {
    throw new AppError('limit', tooLong('This list has more than 1.9 MB.'));
  }
  const [first, ...rest] = readRows(text, MOST_IMPORT_ROWS + 1);
  if (!first) throw new AppError('invalid', 'There is nothing in this list. Paste it with its first line.');
  if (first.cells.length > MOST_IMPORT_COLUMNS) {
    throw new AppError(
      'limit',
      `This list has more than ${MOST_IMPORT_COLUMNS} columns. Take out those you do not need.`,
    );
  }
  const guessed = guessColumns(first.cells);
  const hasHeader = guessed.some((field) => field !== '');
  const rows = hasHeader ? rest : [first, ...rest];
  if (rows.length > MOST_IMPORT_ROWS) {
    throw new AppError(
      'limit',
      tooLong(`This list has more than ${MOST_IMPORT_ROWS.toLocaleString('en-US')} people.`),
    );
  }
  if (rows.length === 0) {
    throw new AppError('invalid', 'This list has a first line and nobody under it. Nothing was read.');
  }
  const waiting: Waiting = {
    state: 'checked',
    header: hasHeader ? first.cells.map((cell) => cell.slice(0, 100)) : null,
    columns: hasHeader ? guessed : first.cells.map(() => ''),
    jobDefault: null,
    note,
    cells: rows.map(({ row, cells }) => [
      row,
      cells.slice(0, MOST_IMPORT_COLUMNS).map((cell) => cell.slice(0, MOST_CELL)),
    ]),
  };
  const importId = newId();
  const { practiceId } = ctx;
  await inPracticeSql(ctx, async ({ sql, now }) => {
    // A list nobody said go to holds numbers of people who may never have agreed: a newer one takes its place.
    await sql(
      `update people_import set rows = '{}', "endedAt" = $2::timestamptz
       where "practiceId" = $1::uuid and "endedAt" is null and rows ->> 'state' = 'checked'`,
      [practiceId, now.toISOString()],
    );
    await sql(
      `insert into people_import ("practiceId", id, "startedBy", "fileName", rows, total, "startedAt")
       values ($1::uuid, $2::uuid, $3::uuid, $4, $5::jsonb, $6::int, $7::timestamptz)`,
      [
        practiceId,
        importId,
        actingPerson(ctx.actor),
        fileName.replace(/[\p{C}]/gu, '').slice(0, 120),
        JSON.stringify(waiting),
        rows.length,
        now.toISOString(),
      ],
    );
  });
  return importId;
}

function tooLong(what: string): string {
  return `${what} Holdfast takes at most ${MOST_IMPORT_ROWS.toLocaleString('en-US')} people and 1.9 MB at once: split it, or leave out columns. Nothing was imported.`;
}

interface Row {
  fileName: string;
  rows: Partial<Waiting>;
  total: number;
  done: number;
  added: number;
  changed: number;
  same: number;
  /** Lists of before names were kept have none. */
  refused: { row: number; reason: string; name?: string }[];
  startedAt: string;
  endedAt: string | null;
}

/** @throws AppError not-found. */
async function findImport(sql: Sql, practiceId: string, importId: string, lock = ''): Promise<Row> {
  const [row] = await sql<Row>(
    `select "fileName", rows, total, done, added, changed, same, refused, ${isoText('"startedAt"')} as "startedAt",
       ${isoText('"endedAt"')} as "endedAt"
     from people_import where "practiceId" = $1::uuid and id = $2::uuid ${lock}`,
    [practiceId, importId],
  );
  if (!row) throw new AppError('not-found', 'There is no such list.');
  return row;
}

/** A list as its page shows it. @throws AppError forbidden; not-found. */
export async function readImport(ctx: Ctx, importId: string): Promise<ImportView> {
  authorize(ctx, 'contacts.edit');
  const { importId: known } = checkPerson(ListId, { importId });
  return inPracticeSql(ctx, async ({ sql }) => {
    const { rows, refused, ...row } = await findImport(sql, ctx.practiceId, known);
    const state: ImportView['state'] = row.endedAt !== null ? 'ended' : (rows.state ?? 'checked');
    const columns = rows.columns ?? [];
    const view = {
      ...row,
      id: known,
      state,
      note: rows.note ?? '',
      header: rows.header ?? columns.map((_, at) => `Column ${at + 1}`),
      columns,
      jobDefault: rows.jobDefault ?? null,
    };
    if (state !== 'checked') {
      return {
        ...view,
        good: 0,
        refusedCount: refused.length,
        refused: refused.slice(0, MOST_SHOWN_REFUSED).map((one) => ({ ...one, name: one.name ?? '' })),
        preview: [],
      };
    }
    const world = await worldOf(sql, ctx.practiceId);
    const read = (rows.cells ?? []).map(([at, cells]) => {
      const found = readPersonRow(cells, columns, world);
      return { row: at, cells, reason: typeof found === 'string' ? found : null };
    });
    const bad = read.flatMap(({ row: at, cells, reason }) =>
      reason === null ? [] : [{ row: at, reason, name: rowName(cells, columns).slice(0, MOST_NAME) }],
    );
    return {
      ...view,
      good: read.length - bad.length,
      refusedCount: bad.length,
      refused: bad.slice(0, MOST_SHOWN_REFUSED),
      preview: read.slice(0, SHOWN),
    };
  });
}

/**
 * Says what each column holds.
 * @throws AppError forbidden; invalid when a field is named twice; not-found; conflict once it goes.
 */
export async function mapPeopleList(ctx: Ctx, input: z.input<typeof MapList>): Promise<void> {
  authorize(ctx, 'contacts.edit');
  const { importId, columns, jobDefault } = checkPerson(MapList, input);
  const named = columns.filter((field) => field !== '');
  if (new Set(named).size < named.length) {
    throw new AppError(
      'invalid',
      'Two columns say the same. Choose each thing once, and leave the other column out.',
    );
  }
  await inPracticeSql(ctx, async ({ sql }) => {
    const { rows } = await findImport(sql, ctx.practiceId, importId, 'for update');
    requireChecked(rows);
    if (columns.length !== rows.columns?.length)
      throw new AppError('invalid', 'Reload the page and try again.');
    await sql(
      `update people_import set rows = rows || $3::jsonb where "practiceId" = $1::uuid and id = $2::uuid`,
      [ctx.practiceId, importId, JSON.stringify({ columns, jobDefault })],
    );
  });
}

function requireChecked(rows: Partial<Waiting>): void {
  if (rows.state === 'checked') return;
  throw new AppError(
    'conflict',
    'This list is on its way in or over already. Read it in again to change it.',
  );
}

/**
 * Says go: a job takes the rows in.
 * @throws AppError forbidden; invalid while no column is the name; not-found; conflict when it went already.
 */
export async function startPeopleImport(ctx: Ctx, input: z.input<typeof ListId>): Promise<void> {
  authorize(ctx, 'contacts.edit');
  const { importId } = checkPerson(ListId, input);
  const { practiceId } = ctx;
  await inPracticeSql(ctx, async ({ sql }) => {
    const { rows } = await findImport(sql, practiceId, importId, 'for update');
    requireChecked(rows);
    if (!rows.columns?.some((field) => field === 'name' || field === 'first' || field === 'last')) {
      throw new AppError('invalid', 'Nothing was imported: say first which column holds the names.');
    }
    await sql(
      `update people_import set rows = rows || '{"state": "going"}', "startedBy" = $3::uuid
       where "practiceId" = $1::uuid and id = $2::uuid`,
      [practiceId, importId, actingPerson(ctx.actor)],
    );
    await enqueue(sql, 'people-import', { practiceId, importId });
  });
}

/** The rows that were left out and why, as a file. @throws AppError forbidden; not-found. */
export async function refusedFile(ctx: Ctx, importId: string): Promise<string> {
  authorize(ctx, 'contacts.edit');
  const { importId: known } = checkPerson(ListId, { importId });
  const { refused } = await inPracticeSql(ctx, ({ sql }) => findImport(sql, ctx.practiceId, known));
  return csvOf([['Row', 'Why it was left out'], ...refused.map(({ row, reason }) => [String(row), reason])]);
}
