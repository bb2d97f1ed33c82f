// The process that reads one picture: the file on standard input, a clean JPEG on standard output, or a code why not.
// Its argument is the memory it may hold, in megabytes. It can be killed at any time: nothing is kept or shared.
import { EXIT } from './exits.mjs';

const MOST_PIXELS = 40_000_000;
const LONGEST_SIDE = 1280;
const SHORTEST_SIDE = 16;
const MOST_TIMES_LONGER = 20;
const QUALITY = 72;
const LOADERS = ['Jpeg', 'Png', 'Webp'].map((kind) => `VipsForeignLoad${kind}Buffer`);
/** Short: a decoder takes some megabytes in a millisecond. */
const LOOK_EVERY_MS = 4;
/** Whoever started this ends it sooner; this is for when that one is gone. */
const ORPHAN_MS = 30_000;

const mostBytes = Number(process.argv[2]) * 1024 * 1024;

const look = () => {
  if (process.memoryUsage.rss() > mostBytes) process.kill(process.pid, EXIT.tooMuchMemory);
};

/** The decoder with everything shut that is not asked of it; null where it is not installed. */
async function openDecoder() {
  try {
    const { default: sharp } = await import('sharp');
    sharp.concurrency(1);
    sharp.cache(false);
    sharp.block({ operation: ['VipsForeignLoad'] });
    sharp.unblock({ operation: LOADERS });
    return sharp;
  } catch {
    return null;
  }
}

async function wholeInput() {
  const pieces = [];
  for await (const piece of process.stdin) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** The JPEG, or the code to end with. */
async function clean(sharp, bytes) {
  // From the header alone, before anything is decoded.
  const { width, height } = await sharp(bytes, { limitInputPixels: false, failOn: 'error' }).metadata();
  const [shorter, longer] = [Math.min(width, height), Math.max(width, height)];
  if (shorter * longer > MOST_PIXELS) return EXIT.tooManyPixels;
  if (shorter < SHORTEST_SIDE || longer > shorter * MOST_TIMES_LONGER) return EXIT.tooSmallOrNarrow;
  return await sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', autoOrient: true })
    .resize(LONGEST_SIDE, LONGEST_SIDE, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: QUALITY, progressive: false, mozjpeg: false, optimiseScans: false })
    .toBuffer();
}

look();
setInterval(look, LOOK_EVERY_MS).unref();
setTimeout(() => process.kill(process.pid, 'SIGKILL'), ORPHAN_MS).unref();
const bytes = await wholeInput();
const sharp = await openDecoder();
const cleaned = sharp ? await clean(sharp, bytes).catch(() => EXIT.notAPicture) : EXIT.cannotWork;
if (typeof cleaned === 'number') process.exitCode = cleaned;
else process.stdout.end(cleaned);
