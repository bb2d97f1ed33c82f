// `npm run build`: the phone, then the pages; nothing at all when the sources are those of the last build.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { buildPhone } from '@/phone/build';
import { takeLock } from './postgres/pids';

const root = path.resolve(import.meta.dirname, '..');
const SOURCES = (
  'app components lib phone public prisma/schema ' +
  'next.config.js postcss.config.mjs proxy.ts tsconfig.json package.json package-lock.json'
).split(' ');
/** Never part of a build: tests, and what the build itself writes. */
const ASIDE = /\.test\.tsx?$|^lib\/(testing|db\/generated)\/|^phone\/dist\//;
const HASH = path.join(root, '.next', 'holdfast-hash');
const MADE = ['.next/BUILD_ID', 'phone/dist/phone.html'].map((file) => path.join(root, file));

/** Builds if needed and says whether it did. @throws Error with the builder's own words */
export async function buildIfChanged(log: (line: string) => void, signal?: AbortSignal): Promise<boolean> {
  const unlock = await takeLock(path.join(root, 'node_modules', '.holdfast-building'), 600);
  try {
    const hash = hashOfSources();
    const kept = fs.existsSync(HASH) ? fs.readFileSync(HASH, 'utf8') : '';
    if (kept === hash && MADE.every((file) => fs.existsSync(file))) return false;
    fs.rmSync(HASH, { force: true });
    log('Building the phone');
    await buildPhone();
    log('Building the pages');
    await buildPages(signal);
    fs.writeFileSync(HASH, hash);
    return true;
  } finally {
    unlock();
  }
}

function hashOfSources(): string {
  const hash = createHash('sha256').update(process.version);
  for (const file of SOURCES.flatMap(filesIn).filter((name) => !ASIDE.test(name))) {
    hash.update(`\0${file}\0`).update(fs.readFileSync(path.join(root, file)));
  }
  return hash.digest('hex');
}

/** Paths below the root with forward slashes, in the same order on every machine. */
function filesIn(name: string): string[] {
  const stat = fs.statSync(path.join(root, name), { throwIfNoEntry: false });
  if (!stat) return [];
  if (stat.isFile()) return [name];
  return fs
    .readdirSync(path.join(root, name))
    .sort()
    .flatMap((entry) => filesIn(`${name}/${entry}`));
}

function buildPages(signal?: AbortSignal): Promise<void> {
  const next = createRequire(import.meta.url).resolve('next/dist/bin/next');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [next, 'build'], {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', NODE_OPTIONS: '' },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`The pages could not be built:\n${output}`));
    });
  });
}

if (import.meta.main) {
  const begun = Date.now();
  buildIfChanged(console.log).then(
    (built) =>
      console.log(
        built
          ? `Built in ${Math.round((Date.now() - begun) / 1000)} s.`
          : 'Nothing changed since the last build.',
      ),
    (error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      process.exitCode = 1;
    },
  );
}
