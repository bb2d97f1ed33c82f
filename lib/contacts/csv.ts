// Lists of people as text with separators, in from whatever a spreadsheet made of it. Pure.
import Papa from 'papaparse';
import { plainCell } from '@/lib/core/csv';

/** One record of a list and its row in the spreadsheet, the first being 1. */
export interface ListRow {
  row: number;
  cells: string[];
}

const SEPARATORS = [',', ';', '\t', '|'];

/** Rows of a text, empty ones left out. Reads no more than `most` and one. */
export function readRows(text: string, most: number): ListRow[] {
  // What a database cannot keep and nobody typed.
  const clean = text.replace(/^\uFEFF/, '').replaceAll('\0', '');
  const rows: ListRow[] = [];
  let at = 0;
  // Row by row: a list of nothing but line ends must not become a million arrays.
  Papa.parse<string[]>(clean, {
    delimiter: separatorOf(clean),
    step: ({ data: cells }, parser) => {
      at += 1;
      if (cells.every((cell) => cell.trim() === '')) return;
      rows.push({ row: at, cells: cells.map((cell) => plainCell(cell.toWellFormed().trim())) });
      if (rows.length > most) parser.abort();
    },
  });
  return rows;
}

/** The separator that stands most often in the first line, outside of quotes; a list of one column has none. */
function separatorOf(text: string): string {
  const [first = ''] = text
    .replace(/"[^"]*"/g, '')
    .trimStart()
    .split(/\r\n|\r|\n/, 1);
  const counts = SEPARATORS.map((each) => first.split(each).length - 1);
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ',';
}
