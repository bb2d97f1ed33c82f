// Letters as spreadsheets save them, and lists that are too long before anything is sent.
import { describe, expect, it } from 'vitest';
import { countLines, readLetters, readList, tooMuch } from './read-file';

const WORDS = 'Nombre;Niño\r\nAna;é';

function utf16(text: string, bigEndian: boolean): Uint8Array {
  const bytes = new Uint8Array((text.length + 1) * 2);
  const view = new DataView(bytes.buffer);
  Array.from(`\uFEFF${text}`).forEach((letter, at) =>
    view.setUint16(at * 2, letter.charCodeAt(0), !bigEndian),
  );
  return bytes;
}

describe('letters', () => {
  it.each([
    ['UTF-8', new TextEncoder().encode(WORDS), ''],
    ['UTF-8 with a BOM', new TextEncoder().encode(`\uFEFF${WORDS}`), ''],
    ['UTF-16 LE', utf16(WORDS, false), ''],
    ['UTF-16 BE', utf16(WORDS, true), ''],
    ['Windows-1252', Uint8Array.from(Array.from(WORDS, (letter) => letter.charCodeAt(0))), 'Windows-1252'],
  ])('are read from %s', (_, bytes, note) => {
    const read = readLetters(bytes);
    expect(read.text).toBe(WORDS);
    expect(read.note).toContain(note);
    expect(read.note === '').toBe(note === '');
  });

  it('of a workbook are not', () => {
    expect(readList(Uint8Array.from([0x50, 0x4b, 3, 4]))).toMatchObject({
      fault: expect.stringContaining('Excel') as string,
    });
  });
});

describe('too long', () => {
  it('is said with the count, for a million rows too', () => {
    expect(tooMuch('a,b\n'.repeat(1_000_000))).toContain('1,000,000 lines');
    expect(tooMuch('x'.repeat(2_000_000))).toContain('2.0 MB');
    expect(tooMuch('Ana,1\n'.repeat(5_001))).toBeNull();
  });

  it('counts no empty lines', () => {
    expect(countLines('a\r\n\r\n  \nb')).toBe(2);
    expect(countLines('')).toBe(0);
  });
});
