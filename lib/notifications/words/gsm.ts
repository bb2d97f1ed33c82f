// The GSM 7-bit alphabet (3GPP TS 23.038, 6.2.1): counting segments, and spelling any name within it.
// One character outside it turns a 160-character text into 70-character pieces, billed and split.

const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
    '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Characters that cost two septets: the escape and their own. */
const EXTENDED = new Set('\f^{}\\[~]|€');

// prettier-ignore
const SPELLED: Record<string, string> = {
  '\u2018': "'", '\u2019': "'", '\u201a': "'", '\u201b': "'", '\u02bc': "'", '`': "'", '\u00b4': "'",
  '\u201c': '"', '\u201d': '"', '\u201e': '"', '\u00ab': '"', '\u00bb': '"',
  '\u2010': '-', '\u2011': '-', '\u2012': '-', '\u2013': '-', '\u2014': '-', '\u2212': '-', '\u00b7': '-',
  '\u2022': '-', '\u2044': '/', '\u00d7': 'x', '~': '-', '|': '/', '\\': '/', '[': '(', ']': ')', '{': '(', '}': ')',
  '^': '', '\u20ac': 'EUR', ł: 'l', Ł: 'L', đ: 'd', Đ: 'D', ð: 'd', Ð: 'D', þ: 'th', Þ: 'Th', ı: 'i',
  œ: 'oe', Œ: 'OE',
};

/** Septets of one character, or null when the alphabet lacks it. */
function septets(char: string): 1 | 2 | null {
  if (BASIC.has(char)) return 1;
  return EXTENDED.has(char) ? 2 : null;
}

/** Greedy filling: a two-unit character never straddles two pieces. */
function pieces(sizes: number[], whole: number, part: number): number {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total <= whole) return 1;
  let count = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > part) {
      count += 1;
      used = 0;
    }
    used += size;
  }
  return count;
}

/** How a carrier will cut this text: its alphabet, its length in that alphabet's units, its segments. */
export function smsSegments(text: string): { encoding: 'gsm-7' | 'ucs-2'; units: number; segments: number } {
  const chars = Array.from(text);
  const sizes = chars.map(septets);
  const seven = sizes.filter((size) => size !== null);
  if (seven.length === sizes.length) {
    const units = seven.reduce<number>((sum, size) => sum + size, 0);
    return { encoding: 'gsm-7', units, segments: pieces(seven, 160, 153) };
  }
  return {
    encoding: 'ucs-2',
    units: text.length,
    segments: pieces(
      chars.map((char) => char.length),
      70,
      67,
    ),
  };
}

/** The same text in one-septet characters: accents the alphabet lacks fall off, what cannot be spelled goes. */
export function toGsm(text: string): string {
  let out = '';
  for (const char of text) {
    if (/\s/.test(char)) out += ' ';
    else if (BASIC.has(char)) out += char;
    else if (char in SPELLED) out += SPELLED[char] ?? '';
    else
      out += Array.from(char.normalize('NFKD'), (part) =>
        BASIC.has(part) ? part : (SPELLED[part] ?? ''),
      ).join('');
  }
  return out.replace(/ {2,}/g, ' ').trim();
}
