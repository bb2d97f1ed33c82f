// CSV that a spreadsheet opens as text: nothing in a cell is ever a formula. RFC 4180, with a byte order mark so that
// accents survive.

/** A cell that a spreadsheet would calculate gets an apostrophe first. https://owasp.org/www-community/attacks/CSV_Injection */
function cell(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One row, with its end. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

/** Rows as a whole file. */
export function csvOf(rows: readonly (readonly (string | number | null)[])[]): string {
  return `\uFEFF${rows.map(csvLine).join('')}`;
}
