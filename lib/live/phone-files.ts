// The phone's own files as its build left them in phone/dist: read once, zipped once. They know no tenant.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { hashedPolicy } from '@/lib/core/headers';
import { env } from '@/lib/env';
import { HttpError } from './errors';

const DIST = path.resolve(import.meta.dirname, '../../phone/dist');
const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/manifest+json',
};
const Meta = z.object({
  scriptHashes: z.array(z.string().max(100)).max(20),
  styleHashes: z.array(z.string().max(100)).max(20),
  assets: z.array(z.string().regex(/^[\w.-]{1,100}$/)).max(200),
});

export interface PhoneFile {
  type: string;
  bytes: Buffer;
  zipped: Buffer;
  etag: string;
}

interface PhoneFiles {
  /** Ends open: a data block is appended. */
  document: string;
  /** The Content-Security-Policy of the document. */
  policy: string;
  worker: PhoneFile;
  assets: Map<string, PhoneFile>;
}

let kept: PhoneFiles | null = null;

/** @throws HttpError 503 when the phone was not built */
export function phoneFiles(): PhoneFiles {
  // While somebody works on the phone its files change under us.
  if (kept && env().NODE_ENV === 'production') return kept;
  try {
    kept = read();
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'ENOENT') throw error;
    throw new HttpError(
      503,
      'unavailable',
      'The phone program is not built yet. Run npm run build, then reload.',
    );
  }
  return kept;
}

function read(): PhoneFiles {
  const meta = Meta.parse(JSON.parse(readFileSync(path.join(DIST, 'meta.json'), 'utf8')));
  return {
    document: readFileSync(path.join(DIST, 'phone.html'), 'utf8'),
    policy: hashedPolicy(meta.scriptHashes, meta.styleHashes),
    worker: file('sw.js'),
    assets: new Map(meta.assets.map((name) => [name, file(path.join('a', name))])),
  };
}

function file(name: string): PhoneFile {
  const bytes = readFileSync(path.join(DIST, name));
  const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
  return {
    type: TYPES[path.extname(name)] ?? 'application/octet-stream',
    bytes,
    zipped: gzipSync(bytes, { level: 9 }),
    etag: `"${hash}"`,
  };
}
