// A file's letters, whatever program wrote them, before anything is sent. Pure: runs in the browser.
import { MOST_IMPORT_BYTES, MOST_IMPORT_ROWS } from '@/lib/contacts/rules';

export type FileText = { text: string; note: string } | { fault: string };

/** The text of a list and, when its letters had to be guessed, how they were read. */
export function readLetters(bytes: Uint8Array): { text: string; note: string } {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes), note: '' };
  if (a === 0xfe && b === 0xff) return { text: new TextDecoder('utf-16be').decode(bytes), note: '' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), note: '' };
  } catch {
    return {
      text: new TextDecoder('windows-1252').decode(bytes),
      note: 'The file is in an old encoding (Windows-1252). Look whether letters like é and ñ came out right.',
    };
  }
}

/** Lines that hold something. */
export function countLines(text: string): number {
  let lines = 0;
  let filled = false;
  for (let at = 0; at <= text.length; at += 1) {
    const letter = text.charCodeAt(at);
    if (at === text.length || letter === 10 || letter === 13) {
      if (filled) lines += 1;
      filled = false;
    } else if (letter !== 32) filled = true;
  }
  return lines;
}

/** Why a list of so many lines and bytes is not sent at all; null when it may be. */
export function tooMuch(text: string): string | null {
  const lines = countLines(text);
  const most = MOST_IMPORT_ROWS.toLocaleString('en-US');
  // A cell may hold several lines: only a list far too long is sure to be one.
  if (lines > 2 * MOST_IMPORT_ROWS) {
    return `This list has ${lines.toLocaleString('en-US')} lines. Holdfast takes at most ${most} people at once: split it. Nothing was sent.`;
  }
  const bytes = new TextEncoder().encode(text).length;
  if (bytes <= MOST_IMPORT_BYTES) return null;
  const size = (bytes / 1_000_000).toFixed(1);
  return `This list has ${size} MB. Holdfast takes at most 1.9 MB at once: split it, or leave out columns. Nothing was sent.`;
}

export function readList(bytes: Uint8Array): FileText {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    return {
      fault: 'This is an Excel workbook. Save it as CSV first (File, Save as, CSV). Nothing was sent.',
    };
  }
  const read = readLetters(bytes);
  const fault = tooMuch(read.text);
  return fault === null ? read : { fault };
}
