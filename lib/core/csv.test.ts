// What a spreadsheet gets is text, whatever somebody typed.
import { expect, test } from 'vitest';
import { csvLine, csvOf } from './csv';

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\r=x'])('%j stands as text', (value) => {
  expect(csvLine([value]).replace(/^"/, '')).toMatch(/^'/);
});

test('quotes, commas and newlines stay in their cell; numbers and ordinary text stay as they are', () => {
  expect(csvLine(['a "b", c', 'x\ny', -5, null, 'plain'])).toBe('"a ""b"", c","x\ny",-5,,plain\r\n');
  expect(csvOf([['Zoë']])).toBe('\uFEFFZoë\r\n');
});
