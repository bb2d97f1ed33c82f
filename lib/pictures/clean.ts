// Has a picture cleaned by a process of its own, which is ended when it takes too long, holds too much or says too much.
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '@/lib/core';
import { log } from '@/lib/core/log';
import { EXIT } from './exits.mjs';
import { MOST_CLEAN_BYTES, pictureSize } from './jpeg';

/** The most an uploaded file may be. */
export const MOST_PICTURE_BYTES = 3 * 1024 * 1024;

export interface Picture {
  bytes: Buffer;
  width: number;
  height: number;
}

/** How the child is run; tests set it narrower. */
interface Terms {
  limitMs: number;
  /** Resident memory of the child, at which it ends itself: with what it takes meanwhile it stays below 512. */
  memoryMb: number;
  /** The program that runs the child, and the child's file. */
  node: string;
  child: string;
  started: (child: ChildProcess) => void;
}

interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  output: Buffer;
}

const NOT_A_PICTURE = 'This is not a picture we can take. Take a photo again, or write a note.';
const TOO_LARGE = 'This picture is larger than 3 MB. Take a smaller photo, or write a note.';
const TOO_MANY_PIXELS =
  'This picture has more than 40 million pixels. Take a smaller photo, or write a note.';
const TOO_NARROW = 'This picture is too small or too narrow to see. Take a photo again, or write a note.';
const STOPPED =
  'Reading this picture took too much memory and was stopped. Take a photo again, or write a note.';
const UNAVAILABLE = 'Pictures cannot be read right now. Try again in a minute, or write a note.';

/** From the folder the program was started in: Next's bundle does not know where this file was. */
const terms = (): Terms => ({
  limitMs: 10_000,
  memoryMb: 480,
  node: process.execPath,
  child: path.join(process.cwd(), 'lib', 'pictures', 'child.mjs'),
  started: () => undefined,
});

/**
 * cleanPicture, under terms of one's own. When it settles the child is gone.
 * @throws AppError invalid or unavailable, as cleanPicture
 */
export async function clean(bytes: Buffer, changed: Partial<Terms> = {}): Promise<Picture> {
  if (bytes.length > MOST_PICTURE_BYTES) throw new AppError('invalid', TOO_LARGE);
  if (!beginsLikeAPicture(bytes)) throw new AppError('invalid', NOT_A_PICTURE);
  let ended: Ended;
  try {
    ended = await run(bytes, { ...terms(), ...changed });
  } catch (error) {
    log.error({ err: error }, 'picture child');
    throw new AppError('unavailable', UNAVAILABLE);
  }
  if (ended.code !== 0) throw refusal(ended);
  // The child has read what a stranger made: its word is not taken either.
  const size = pictureSize(ended.output);
  if (size) return { bytes: ended.output, ...size };
  log.error('picture child gave what is not clean');
  throw new AppError('invalid', NOT_A_PICTURE);
}

/** Whether the first bytes are those of a JPEG, a PNG or a WebP. */
function beginsLikeAPicture(bytes: Buffer): boolean {
  const begins = (at: number, hex: string) => bytes.toString('hex', at, at + hex.length / 2) === hex;
  return (
    begins(0, 'ffd8ff') || begins(0, '89504e470d0a1a0a') || (begins(0, '52494646') && begins(8, '57454250'))
  );
}

function run(bytes: Buffer, { limitMs, memoryMb, node, child: file, started }: Terms): Promise<Ended> {
  return new Promise((resolve, reject) => {
    if (!existsSync(file)) throw new Error(`There is no ${file}: start Holdfast in its own folder.`);
    // Asked for by name at run time: a bundler that sees a spawn follows it.
    const { spawn } = process.getBuiltinModule('node:child_process');
    const child = spawn(node, ['--max-old-space-size=64', file, String(memoryMb)], {
      // No secret of ours is in its reach, and no option of ours changes it.
      env: { NODE_ENV: 'production' },
      stdio: ['pipe', 'pipe', 'ignore'],
      windowsHide: true,
    });
    child.on('error', reject);
    // It was not started, and has no streams either when the system is out of them.
    if (child.pid === undefined) return;
    const pieces: Buffer[] = [];
    let length = 0;
    const stop = () => {
      child.kill('SIGKILL');
      child.stdout.destroy();
    };
    const timer = setTimeout(stop, limitMs);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, output: Buffer.concat(pieces) });
    });
    child.stdout.on('data', (piece: Buffer) => {
      length += piece.length;
      if (length > MOST_CLEAN_BYTES) stop();
      else pieces.push(piece);
    });
    // It may end before it has read everything; how it ended says why.
    child.stdin.on('error', () => undefined);
    child.stdin.end(bytes);
    started(child);
  });
}

function refusal({ code, signal }: Ended): AppError {
  switch (code) {
    case EXIT.notAPicture:
      return new AppError('invalid', NOT_A_PICTURE);
    case EXIT.tooManyPixels:
      return new AppError('invalid', TOO_MANY_PIXELS);
    case EXIT.tooSmallOrNarrow:
      return new AppError('invalid', TOO_NARROW);
    case EXIT.cannotWork:
      log.error('picture child has no sharp');
      return new AppError('unavailable', UNAVAILABLE);
    default:
      log.warn({ code, signal }, 'picture child');
      // Only its own stop says something of the picture; a machine that is busy or full does not.
      return signal === EXIT.tooMuchMemory
        ? new AppError('invalid', STOPPED)
        : new AppError('unavailable', UNAVAILABLE);
  }
}
