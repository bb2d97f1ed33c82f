// What people send is made anew or refused in one sentence, whatever it is.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import sharp from 'sharp';
import { describe, expect, test, vi } from 'vitest';
import { EXIT } from './exits.mjs';
import { cleanPicture, isCleanPicture, MOST_PICTURE_BYTES } from './index';
import {
  animation,
  blackPng,
  cleaned,
  colourAt,
  halves,
  HTML,
  noise,
  noisy,
  NOT_ONE,
  plain,
  png,
  RED,
  refused,
  saying,
  started,
  withSegment,
  ZIP,
} from './support';

// A process is started for each, and a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const isRed = ([red = 0, green = 0, blue = 0]: number[]) => red > 190 && green < 40 && blue < 40;
const isBlue = ([red = 0, green = 0, blue = 0]: number[]) => red < 40 && green < 40 && blue > 190;

describe('taken', () => {
  test('a photo that says where it was taken and which way up it is: turned, and it says nothing more', async () => {
    const photo = await halves(80, 40)
      .withExif({
        IFD0: { Make: 'Secretphone' },
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '41/1 52/1 0/1' },
      })
      .withMetadata({ orientation: 6 })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><secret/></x:xmpmeta>')
      .jpeg()
      .toBuffer();
    expect(photo.includes('Exif')).toBe(true);
    expect((await sharp(photo).metadata()).orientation).toBe(6);
    const picture = await cleaned(photo);
    expect(picture).toMatchObject({ width: 40, height: 80 });
    expect(isRed(await colourAt(picture.bytes, 20, 10))).toBe(true);
    expect(isBlue(await colourAt(picture.bytes, 20, 70))).toBe(true);
    for (const word of ['Exif', 'Secretphone', 'secret', 'ICC_PROFILE']) {
      expect(picture.bytes.includes(word)).toBe(false);
    }
  });

  test('what can be seen through is on white', async () => {
    const glass = await sharp({
      create: { width: 40, height: 40, channels: 4, background: { ...RED, alpha: 0 } },
    })
      .png()
      .toBuffer();
    const picture = await cleaned(glass);
    expect((await colourAt(picture.bytes, 20, 20)).every((value) => value > 250)).toBe(true);
  });

  test('WebP and PNG of 16 bits, grey ones and those for printers', async () => {
    expect(await cleaned(await halves(64, 32).webp().toBuffer())).toMatchObject({ width: 64, height: 32 });
    await cleaned(await halves(64, 32).toColourspace('rgb16').png().toBuffer());
    await cleaned(await halves(64, 32).toColourspace('b-w').jpeg({ progressive: true }).toBuffer());
    await cleaned(await halves(64, 32).toColourspace('cmyk').jpeg().toBuffer());
  });

  test('of an animation the first picture', async () => {
    const picture = await cleaned(await animation());
    expect(picture).toMatchObject({ width: 40, height: 40 });
    expect(isRed(await colourAt(picture.bytes, 20, 20))).toBe(true);
  });

  test('a large one is made smaller, a small one never larger', async () => {
    const large = await cleanPicture(await noisy(1600, 400).jpeg().toBuffer());
    expect(large).toMatchObject({ width: 1280, height: 320 });
    expect(isCleanPicture(large.bytes)).toBe(true);
    expect(await cleaned(await plain(16, 320).png().toBuffer())).toMatchObject({ width: 16, height: 320 });
  });

  test.each(['HTML', 'ZIP'])('of a photo that is also %s only the photo', async (kind) => {
    const payload = kind === 'HTML' ? Buffer.from(HTML) : ZIP;
    const photo = await noisy(64, 64).jpeg().toBuffer();
    const both = Buffer.concat([withSegment(withSegment(photo, 0xfe, payload), 0xe5, payload), payload]);
    expect(isCleanPicture(both)).toBe(false);
    const { bytes } = await cleaned(both);
    expect(bytes.includes(payload.subarray(0, 4))).toBe(false);
    expect(bytes.length).toBeLessThan(photo.length + 1000);
  });
});

describe('refused before a process is started', () => {
  test.each<[string, () => Buffer | Promise<Buffer>]>([
    ['nothing', () => Buffer.alloc(0)],
    ['two bytes', () => Buffer.from('ffd8', 'hex')],
    ['SVG', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"/>')],
    ['GIF', () => plain(40, 40).gif().toBuffer()],
    ['AVIF', () => plain(40, 40).avif({ effort: 0 }).toBuffer()],
    ['HEIC', () => Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), Buffer.alloc(500)])],
    ['TIFF', () => plain(40, 40).tiff().toBuffer()],
    ['PDF', () => Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF')],
    ['HTML', () => Buffer.from(HTML)],
    ['a sound', () => Buffer.from('RIFF\x24\0\0\0WAVEfmt ')],
  ])('%s', async (_, make) => {
    const before = started.length;
    expect(await refused(await make())).toEqual(NOT_ONE);
    expect(started).toHaveLength(before);
  });

  test('more than 3 MB', async () => {
    const head = await plain(40, 40).jpeg().toBuffer();
    const before = started.length;
    const bytes = Buffer.concat([head, noise(4 * 1024 * 1024)]);
    expect(await refused(bytes)).toEqual(saying(/larger than 3 MB/));
    expect(await refused(bytes.subarray(0, MOST_PICTURE_BYTES + 1))).toEqual(saying(/larger than 3 MB/));
    expect(started).toHaveLength(before);
  });
});

describe('refused by the process', () => {
  test.each<[string, () => Buffer | Promise<Buffer>]>([
    [
      'three megabytes of noise that begin like a JPEG',
      () => Buffer.concat([Buffer.from('ffd8ff', 'hex'), noise(3e6)]),
    ],
    ['half a JPEG', async () => (await noisy(200, 200).jpeg().toBuffer()).subarray(0, 9000)],
    ['a PNG with a sound head and garbage for data', () => png(64, 64, noise(5000))],
    ['half a WebP', async () => (await noisy(100, 100).webp().toBuffer()).subarray(0, 4000)],
    [
      'an SVG behind the head of a PNG',
      () => Buffer.from('\x89PNG\r\n\x1a\n<svg width="40" height="40"/>', 'latin1'),
    ],
  ])('%s', async (_, make) => {
    expect(await refused(await make())).toEqual(NOT_ONE);
  });

  test.each<[string, () => Buffer | Promise<Buffer>]>([
    ['GIF', () => plain(40, 40).gif().toBuffer()],
    ['TIFF', () => plain(40, 40).tiff().toBuffer()],
    ['AVIF', () => plain(40, 40).avif({ effort: 0 }).toBuffer()],
    ['SVG', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"/>')],
  ])('%s, even if it came that far', async (_, make) => {
    const input = await make();
    expect(await sharp(input).metadata()).toMatchObject({ width: 40, height: 40 });
    const ended = spawnSync(process.execPath, [path.join(import.meta.dirname, 'child.mjs'), '480'], {
      input,
    });
    expect(ended.status).toBe(EXIT.notAPicture);
    expect(ended.stdout).toHaveLength(0);
  });

  test('more pixels than 40 million, said or true', async () => {
    const words = saying(/more than 40 million pixels/);
    expect(await refused(png(60_000, 60_000, noise(5000)))).toEqual(words);
    expect(await refused(blackPng(12_000, 12_000))).toEqual(words);
    expect(await refused(blackPng(8000, 5001))).toEqual(words);
    expect(await cleaned(blackPng(8000, 5000))).toMatchObject({ width: 1280, height: 800 });
  });

  test('a line, a dot, a strip', async () => {
    const words = saying(/too small or too narrow/);
    expect(await refused(blackPng(1, 60_000))).toEqual(words);
    expect(await refused(blackPng(15, 200))).toEqual(words);
    expect(await refused(await plain(1640, 80).jpeg().toBuffer())).toEqual(words);
  });
});
