// What counts as a clean JPEG, asked of sound ones, of ones with one thing added, and of thousands of broken ones.
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { isCleanPicture, MOST_CLEAN_BYTES, pictureSize } from './jpeg';
import { halves, noisy, plain, withSegment } from './support';

let clean: Buffer;
let grey: Buffer;
beforeAll(async () => {
  clean = await halves(48, 32).jpeg({ quality: 72 }).toBuffer();
  grey = await plain(48, 32).toColourspace('b-w').jpeg({ quality: 72 }).toBuffer();
});

/** Where the first segment of this kind begins. */
const at = (bytes: Buffer, marker: number) => bytes.indexOf(Buffer.from([0xff, marker]));
const changed = (bytes: Buffer, place: number, value: number) => {
  const other = Buffer.from(bytes);
  other[place] = value;
  return other;
};
/** With the segment that begins there said twice. */
const twice = (bytes: Buffer, place: number) => {
  const end = place + 2 + bytes.readUInt16BE(place + 2);
  return Buffer.concat([bytes.subarray(0, end), bytes.subarray(place)]);
};
const JFIF = Buffer.from('4a46494600010100000100010000', 'hex');

describe('clean', () => {
  test('in colour, in grey, of the largest size and of the smallest', async () => {
    expect(pictureSize(clean)).toEqual({ width: 48, height: 32 });
    expect(pictureSize(grey)).toEqual({ width: 48, height: 32 });
    expect(isCleanPicture(await plain(1280, 1280).jpeg().toBuffer())).toBe(true);
    expect(isCleanPicture(await plain(1, 1).jpeg().toBuffer())).toBe(true);
  });

  test('with the plain JFIF header that other programs write', () => {
    expect(isCleanPicture(withSegment(clean, 0xe0, JFIF))).toBe(true);
  });

  test('also as bytes in the middle of other bytes', () => {
    const around = Buffer.concat([Buffer.from('<script>'), clean, Buffer.from('PK')]);
    expect(isCleanPicture(new Uint8Array(around.buffer, around.byteOffset + 8, clean.length))).toBe(true);
  });

  test('with restart marks, where they were announced', () => {
    const interval = withSegment(grey, 0xdd, Buffer.from([0, 4]));
    const coded = (bytes: Buffer) => at(bytes, 0xda) + 2 + bytes.readUInt16BE(at(bytes, 0xda) + 2) + 2;
    const marked = (bytes: Buffer) =>
      Buffer.concat([
        bytes.subarray(0, coded(bytes)),
        Buffer.from([0xff, 0xd0]),
        bytes.subarray(coded(bytes)),
      ]);
    expect(isCleanPicture(interval)).toBe(true);
    expect(isCleanPicture(marked(interval))).toBe(true);
    expect(isCleanPicture(marked(grey))).toBe(false);
  });

  test('the noisiest picture is well below the most bytes', async () => {
    const bytes = await noisy(1280, 1280).jpeg({ quality: 72 }).toBuffer();
    expect(isCleanPicture(bytes)).toBe(true);
    expect(bytes.length).toBeLessThan(MOST_CLEAN_BYTES * 0.6);
  });
});

describe('not clean', () => {
  test.each([0xfe, ...Array.from({ length: 15 }, (_, index) => 0xe1 + index)])(
    'with a segment %i, whatever it says',
    (marker) => {
      expect(isCleanPicture(withSegment(clean, marker, Buffer.from('Exif\0\0<script>')))).toBe(false);
      expect(isCleanPicture(withSegment(clean, marker, Buffer.alloc(0)))).toBe(false);
    },
  );

  test('with a JFIF header that has a thumbnail, goes on, is something else, or comes twice', () => {
    const one = withSegment(clean, 0xe0, JFIF);
    const thumbnail = Buffer.concat([JFIF.subarray(0, 12), Buffer.from([1, 1, 9, 9, 9])]);
    expect(isCleanPicture(withSegment(clean, 0xe0, thumbnail))).toBe(false);
    expect(isCleanPicture(withSegment(clean, 0xe0, Buffer.concat([JFIF, JFIF])))).toBe(false);
    expect(isCleanPicture(withSegment(clean, 0xe0, Buffer.from('JFXX\0\0\0\0\0\0\0\0\0\0')))).toBe(false);
    expect(isCleanPicture(withSegment(one, 0xe0, JFIF))).toBe(false);
  });

  test('with anything behind the end', () => {
    expect(isCleanPicture(Buffer.concat([clean, Buffer.alloc(1)]))).toBe(false);
    expect(isCleanPicture(Buffer.concat([clean, Buffer.from('PK\x03\x04')]))).toBe(false);
    expect(isCleanPicture(Buffer.concat([clean, clean]))).toBe(false);
  });

  test('cut off at any byte, or empty', () => {
    for (let length = 0; length < clean.length; length += 1) {
      expect(isCleanPicture(clean.subarray(0, length))).toBe(false);
    }
  });

  test('progressive, lossless, arithmetic, or of another depth', async () => {
    expect(isCleanPicture(await halves(48, 32).jpeg({ progressive: true }).toBuffer())).toBe(false);
    const frame = at(clean, 0xc0);
    for (const kind of [0xc1, 0xc2, 0xc3, 0xc9]) {
      expect(isCleanPicture(changed(clean, frame + 1, kind))).toBe(false);
    }
    expect(isCleanPicture(changed(clean, frame + 4, 12))).toBe(false);
  });

  test('too large, of no size, or with four components', async () => {
    expect(isCleanPicture(await plain(1281, 16).jpeg().toBuffer())).toBe(false);
    expect(isCleanPicture(await plain(16, 1281).jpeg().toBuffer())).toBe(false);
    expect(isCleanPicture(changed(clean, at(clean, 0xc0) + 6, 0))).toBe(false);
    expect(isCleanPicture(changed(clean, at(clean, 0xc0) + 8, 0))).toBe(false);
    expect(isCleanPicture(await plain(32, 32).toColourspace('cmyk').jpeg().toBuffer())).toBe(false);
    expect(isCleanPicture(Buffer.alloc(MOST_CLEAN_BYTES + 1))).toBe(false);
  });

  test('with a table or a frame said twice, or a table left out', () => {
    for (const marker of [0xdb, 0xc4, 0xc0]) {
      expect(isCleanPicture(twice(clean, at(clean, marker)))).toBe(false);
    }
    const table = at(clean, 0xdb);
    const end = table + 2 + clean.readUInt16BE(table + 2);
    expect(isCleanPicture(Buffer.concat([clean.subarray(0, table), clean.subarray(end)]))).toBe(false);
  });

  test('with a second scan', () => {
    const scan = clean.subarray(at(clean, 0xda));
    expect(isCleanPicture(Buffer.concat([clean.subarray(0, -2), scan]))).toBe(false);
  });

  test('another kind of file', async () => {
    expect(isCleanPicture(await plain(32, 32).png().toBuffer())).toBe(false);
    expect(isCleanPicture(Buffer.from('<html></html>'))).toBe(false);
  });
});

test('whatever bytes are changed, put in, left out or made up, there is an answer', () => {
  const edit = fc.record({
    place: fc.double({ min: 0, max: 1, noNaN: true }),
    put: fc.uint8Array({ maxLength: 8 }),
    drop: fc.nat({ max: 8 }),
  });
  const answers = (bytes: Uint8Array) => {
    const size = pictureSize(bytes);
    expect(isCleanPicture(bytes)).toBe(size !== null);
    for (const side of size ? [size.width, size.height] : []) {
      expect(side >= 1 && side <= 1280).toBe(true);
    }
  };
  fc.assert(
    fc.property(
      fc.constantFrom(clean, grey),
      fc.array(edit, { minLength: 1, maxLength: 4 }),
      (start, edits) => {
        let bytes: Uint8Array = start;
        for (const { place, put, drop } of edits) {
          const from = Math.floor(place * bytes.length);
          bytes = Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(from + drop)]);
        }
        answers(bytes);
      },
    ),
    { numRuns: 2000 },
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (tail) => {
      answers(tail);
      answers(Buffer.concat([clean.subarray(0, 2), tail]));
    }),
    { numRuns: 1000 },
  );
});
