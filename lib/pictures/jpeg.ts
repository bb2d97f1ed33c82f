// What a clean JPEG is made of, read from its bytes alone: tables, one frame, one scan, and room for nothing else.

const LONGEST_SIDE = 1280;
/** Twice what the noisiest picture of that size comes to. */
export const MOST_CLEAN_BYTES = 2_000_000;

export interface Size {
  width: number;
  height: number;
}

/** What the segments before the scan have said so far. Tables are known by the byte that names them. */
interface Parts {
  size: Size | null;
  /** Which quantisation table each component uses. */
  components: number[];
  quantisation: Set<number>;
  huffman: Set<number>;
  restart: number | null;
}

type Check = (body: Uint8Array, parts: Parts) => boolean;

/** A byte, or -1 behind the end, which is no byte. */
const byte = (bytes: Uint8Array, at: number): number => bytes[at] ?? -1;
const word = (bytes: Uint8Array, at: number): number => byte(bytes, at) * 256 + byte(bytes, at + 1);

/**
 * Whether these bytes are a JPEG such as cleanPicture makes: baseline, 8 bits, grey or colour, at most 1280 pixels a
 * side, one scan, and no metadata, comment or thumbnail nor anything after the end. The pixels are not decoded.
 */
export function isCleanPicture(bytes: Uint8Array): boolean {
  return pictureSize(bytes) !== null;
}

/** Width and height in pixels of what isCleanPicture says yes to; otherwise null. */
export function pictureSize(bytes: Uint8Array): Size | null {
  if (bytes.length > MOST_CLEAN_BYTES || word(bytes, 0) !== 0xffd8) return null;
  const parts: Parts = {
    size: null,
    components: [],
    quantisation: new Set(),
    huffman: new Set(),
    restart: null,
  };
  let at = 2;
  for (;;) {
    const marker = word(bytes, at);
    const check = marker === 0xffe0 && at > 2 ? undefined : CHECKS.get(marker);
    const end = at + 2 + word(bytes, at + 2);
    if (!check || end < at + 4 || end > bytes.length) return null;
    if (!check(bytes.subarray(at + 4, end), parts)) return null;
    at = end;
    if (marker === SCAN) return endsWithScan(bytes, at, parts.restart !== null) ? parts.size : null;
  }
}

/** Coded data from here on, and the end of the picture right behind it and right at the end of the bytes. */
function endsWithScan(bytes: Uint8Array, begin: number, mayRestart: boolean): boolean {
  let at = bytes.indexOf(0xff, begin);
  while (at >= 0) {
    const next = byte(bytes, at + 1);
    if (next === 0xd9) return at > begin && at + 2 === bytes.length;
    const isRestart = mayRestart && next >= 0xd0 && next <= 0xd7;
    if (next !== 0 && !isRestart) return false;
    at = bytes.indexOf(0xff, at + 2);
  }
  return false;
}

/** The oldest header, without a thumbnail and of exactly its length. */
const jfif: Check = (body) =>
  body.length === 14 &&
  [0x4a, 0x46, 0x49, 0x46, 0].every((letter, index) => body[index] === letter) &&
  word(body, 12) === 0;

/** A table said twice would hide the first one: each may come once. */
function addOnce(tables: Set<number>, name: number): boolean {
  if (tables.has(name)) return false;
  tables.add(name);
  return true;
}

const quantisation: Check = (body, parts) => {
  if (body.length === 0 || body.length % 65 !== 0) return false;
  for (let at = 0; at < body.length; at += 65) {
    const name = byte(body, at);
    if (name > 3 || !addOnce(parts.quantisation, name)) return false;
  }
  return true;
};

const huffman: Check = (body, parts) => {
  let at = 0;
  while (at < body.length) {
    const name = byte(body, at);
    if (![0x00, 0x01, 0x10, 0x11].includes(name) || !addOnce(parts.huffman, name)) return false;
    if (body.length < at + 17) return false;
    const codes = body.subarray(at + 1, at + 17).reduce((sum, count) => sum + count, 0);
    if (codes > (name < 0x10 ? 12 : 162)) return false;
    at += 17 + codes;
  }
  return at > 0 && at === body.length;
};

const restart: Check = (body, parts) => {
  if (body.length !== 2 || parts.restart !== null) return false;
  parts.restart = word(body, 0);
  return true;
};

const frame: Check = (body, parts) => {
  const [height, width, count] = [word(body, 1), word(body, 3), byte(body, 5)];
  if (parts.size || byte(body, 0) !== 8 || (count !== 1 && count !== 3)) return false;
  if (body.length !== 6 + 3 * count) return false;
  if ([width, height].some((side) => side < 1 || side > LONGEST_SIDE)) return false;
  for (let index = 0; index < count; index += 1) {
    const [name, sampling, table] = [0, 1, 2].map((more) => byte(body, 6 + 3 * index + more));
    if (name !== index + 1 || table === undefined || table > 3) return false;
    if (![0x11, 0x12, 0x21, 0x22].includes(sampling ?? 0)) return false;
    parts.components.push(table);
  }
  parts.size = { width, height };
  return true;
};

/** All components of the frame, whole, by tables that were given. */
const scan: Check = (body, { size, components, ...tables }) => {
  const count = components.length;
  if (!size || byte(body, 0) !== count || body.length !== 4 + 2 * count) return false;
  const known = components.every((table, index) => {
    const [name, pair] = [byte(body, 1 + 2 * index), byte(body, 2 + 2 * index)];
    if (name !== index + 1 || !tables.quantisation.has(table)) return false;
    return tables.huffman.has(pair >> 4) && tables.huffman.has(0x10 + (pair & 15));
  });
  return known && word(body, body.length - 3) === 63 && byte(body, body.length - 1) === 0;
};

const SCAN = 0xffda;
/** The only segments there may be. */
const CHECKS = new Map<number, Check>([
  [0xffe0, jfif],
  [0xffdb, quantisation],
  [0xffc0, frame],
  [0xffc4, huffman],
  [0xffdd, restart],
  [SCAN, scan],
]);
