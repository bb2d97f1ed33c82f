// What a spreadsheet gets is text, whatever somebody typed.
import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { csvLine, csvOf, plainCell, textCell } from './csv';

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\r=x'])('%j stands as text', (value) => {
  expect(csvLine([value]).replace(/^"/, '')).toMatch(/^'/);
});

test('quotes, commas and newlines stay in their cell; numbers and ordinary text stay as they are', () => {
  expect(csvLine(['a "b", c', 'x\ny', -5, null, 'plain'])).toBe('"a ""b"", c","x\ny",-5,,plain\r\n');
  expect(csvOf([['Zoë']])).toBe('\uFEFFZoë\r\n');
});

test('what another country’s spreadsheet would cut stays in its cell', () => {
  expect(csvLine(['a;=1+1', 'b\tc'])).toBe('"a;=1+1","b\tc"\r\n');
});

test.each(['=1', "'=1", '＝1', '+1312', '-', "O'Neil", "'quoted'"])('%j comes back as it was', (cell) => {
  expect(plainCell(textCell(cell))).toBe(cell);
});

test('no cell is a formula, and every file reads back as what it was', () => {
  const risky = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc
      .tuple(
        fc.constantFrom('=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', "'", "'=", '"', ';'),
        fc.string(),
      )
      .map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(
      fc.array(fc.array(risky, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 8 }),
      (rows) => {
        const read = Papa.parse<string[]>(csvOf(rows).slice(1), { delimiter: ',', newline: '\r\n' });
        const raw = read.data.slice(0, -1);
        expect(raw.flat().filter((cell) => /^[=+\-@\t\r＝＋－＠]/.test(cell))).toEqual([]);
        expect(raw.map((row) => row.map(plainCell))).toEqual(rows);
      },
    ),
    { numRuns: 500 },
  );
});
