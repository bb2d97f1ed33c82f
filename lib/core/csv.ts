// CSV that a spreadsheet opens as text: nothing in a cell is ever a formula. RFC 4180, with a byte order mark so that
// accents survive.

/** Full-width signs too: some spreadsheets read them as the plain ones. */
const FORMULA = /^'*[=+\-@\t\r＝＋－＠]/;

/** A cell no spreadsheet takes for a formula. https://owasp.org/www-community/attacks/CSV_Injection */
export function textCell(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

/** The same back: what textCell put in front is taken off. */
export function plainCell(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;
}

/** Other countries' spreadsheets end a cell at a semicolon or a tab: neither begins a cell of its own. */
function cell(value: string | number | null): string {
  const text = typeof value === 'string' ? textCell(value) : value === null ? '' : String(value);
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One row, with its end. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

/** Rows as a whole file. */
export function csvOf(rows: readonly (readonly (string | number | null)[])[]): string {
  return `\uFEFF${rows.map(csvLine).join('')}`;
}
