// For the tests: pictures good and hostile, all made here, and what is asked of each that is cleaned or refused.
import type { ChildProcess } from 'node:child_process';
import zlib from 'node:zlib';
import sharp from 'sharp';
import { expect } from 'vitest';
import { isAppError } from '@/lib/core';
import { clean } from './clean';
import type { Picture } from './clean';
import { isCleanPicture } from './jpeg';

export const RED = { r: 220, g: 0, b: 0 };
export const BLUE = { r: 0, g: 0, b: 220 };

/** One colour all over. */
export const plain = (width: number, height: number, background = RED) =>
  sharp({ create: { width, height, channels: 3, background } });

/** Left half red, right half blue. */
export const halves = (width: number, height: number) =>
  plain(width, height).composite([
    { input: { create: { width: width / 2, height, channels: 3, background: BLUE } }, gravity: 'east' },
  ]);

/** The same bytes at every call, with no order a compressor could use. */
export function noise(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = 42;
  for (let at = 0; at < length; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}

export const noisy = (width: number, height: number) =>
  sharp(noise(width * height * 3), { raw: { width, height, channels: 3 } });

/** The colour at a place: red, green, blue from 0 to 255. */
export async function colourAt(bytes: Buffer, left: number, top: number): Promise<number[]> {
  return [...(await sharp(bytes).extract({ left, top, width: 1, height: 1 }).raw().toBuffer())];
}

/** Right behind the two bytes a JPEG begins with. */
export const withSegment = (jpeg: Uint8Array, marker: number, body: Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255]);
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
};

function chunk(name: string, body: Buffer): Buffer {
  const bytes = Buffer.alloc(body.length + 12);
  bytes.writeUInt32BE(body.length);
  bytes.write(name, 4, 'latin1');
  body.copy(bytes, 8);
  bytes.writeUInt32BE(checksum(bytes.subarray(4, body.length + 8)), body.length + 8);
  return bytes;
}

/** The checksum of a PNG's pieces, bit by bit. */
function checksum(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const value of bytes) {
    sum ^= value;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}

/** A PNG of one bit a pixel that says it is this large, with whatever is given as its data and other pieces. */
export function png(width: number, height: number, data: Buffer, more: Buffer[] = []): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width);
  head.writeUInt32BE(height, 4);
  head[8] = 1;
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    ...more,
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A true PNG of one colour. */
export const blackPng = (width: number, height: number, more: Buffer[] = []) =>
  png(width, height, zlib.deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height)), more);

/** A small picture whose comments unpack to almost 800 MB. */
export function commentBomb(): Buffer {
  const packed = zlib.deflateSync(Buffer.alloc(49_000_000, 'a'), { level: 9 });
  const comment = chunk('zTXt', Buffer.concat([Buffer.from('a\0\0'), packed]));
  return blackPng(
    64,
    64,
    Array.from({ length: 16 }, () => comment),
  );
}

/** An animation of two frames, the first one red and the second one blue. */
export async function animation(): Promise<Buffer> {
  const frames = await Promise.all([RED, BLUE].map((colour) => plain(40, 40, colour).png().toBuffer()));
  return await sharp(frames, { join: { animated: true } })
    .webp({ lossless: true })
    .toBuffer();
}

export const HTML = '<!doctype html><script>alert(1)</script>';
export const ZIP = Buffer.concat([
  Buffer.from('PK\x03\x04', 'latin1'),
  Buffer.alloc(26),
  Buffer.from('evil.exe'),
]);

/** Every process that was started, in order. */
export const started: ChildProcess[] = [];
/** A busy machine is given its time. */
const watched = { limitMs: 50_000, started: (child: ChildProcess) => void started.push(child) };
export const last = () => started.at(-1);
const isThere = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
/** All that were started have ended, and the system does not know the last of them any more. */
function nothingRuns(): boolean {
  const pid = last()?.pid;
  return started.every((child) => (child.exitCode ?? child.signalCode) !== null) && !(pid && isThere(pid));
}

/** Cleans it and says why not. */
export async function refused(
  bytes: Buffer,
  terms: Parameters<typeof clean>[1] = {},
): Promise<{ code: string; words: string }> {
  const error: unknown = await clean(bytes, { ...watched, ...terms }).then(
    () => null,
    (why: unknown) => why,
  );
  if (!isAppError(error)) throw new Error('It was taken.', { cause: error });
  expect(error.message).toMatch(/^[A-Z].+\.$/);
  expect(nothingRuns()).toBe(true);
  return { code: error.code, words: error.message };
}
export const saying = (words: RegExp) => ({ code: 'invalid', words: expect.stringMatching(words) as string });
export const NOT_ONE = saying(/^This is not a picture we can take\. Take a photo again, or write a note\.$/);

/** Cleans it, and what comes out is clean and says its own size. */
export async function cleaned(bytes: Buffer): Promise<Picture> {
  const picture = await clean(bytes, watched);
  expect(isCleanPicture(picture.bytes)).toBe(true);
  const facts = await sharp(picture.bytes).metadata();
  expect(facts).toMatchObject({
    format: 'jpeg',
    width: picture.width,
    height: picture.height,
    depth: 'uchar',
  });
  for (const name of ['exif', 'icc', 'xmp', 'iptc', 'comments', 'orientation'] as const) {
    expect(facts[name]).toBeUndefined();
  }
  expect(nothingRuns()).toBe(true);
  return picture;
}
