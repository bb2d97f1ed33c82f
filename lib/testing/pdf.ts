// Reads a PDF as its users do, with qpdf and poppler's tools; installs them where they are missing.
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const TOOLS = [
  { program: 'qpdf', version: '--version', from: 'qpdf' },
  { program: 'pdftotext', version: '-v', from: 'poppler-utils' },
  { program: 'pdffonts', version: '-v', from: 'poppler-utils' },
] as const;

function missing(): string[] {
  const gone = TOOLS.filter(({ program, version }) => spawnSync(program, [version]).status !== 0);
  return [...new Set(gone.map(({ from }) => from))];
}

function run(program: string, args: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(program, args, { stdio: 'ignore', timeout: 300_000, env }).status === 0;
}

/** Call before the first test. @throws Error with what the person can do */
export function ensurePdfTools(): void {
  if (missing().length === 0) return;
  if (process.platform === 'linux') {
    const wait = ['-o', 'DPkg::Lock::Timeout=240'];
    run('apt-get', ['update']);
    run('apt-get', [...wait, 'install', '-y', '--no-install-recommends', ...missing()]);
  }
  const still = missing();
  if (still.length > 0) {
    throw new Error(
      `These tests read PDFs with ${still.join(' and ')}, which could not be installed. Install them, for example: apt-get install ${still.join(' ')}, or brew install qpdf poppler.`,
    );
  }
}

function withFile<T>(bytes: Uint8Array, use: (file: string) => T): T {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-pdf-'));
  try {
    const file = path.join(folder, 'file.pdf');
    fs.writeFileSync(file, bytes);
    return use(file);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

const out = (program: string, args: string[]): string =>
  execFileSync(program, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });

/** The text of each page. */
export function pdfPages(bytes: Uint8Array): string[] {
  return withFile(bytes, (file) => out('pdftotext', ['-layout', file, '-']).split('\f').slice(0, -1));
}

export interface PdfFacts {
  /** What qpdf has to say against it; empty when nothing. */
  faults: string;
  fonts: { name: string; embedded: boolean; unicode: boolean }[];
  /** The whole document uncompressed, to look for what must not be in it. */
  plain: string;
}

export function pdfFacts(bytes: Uint8Array): PdfFacts {
  return withFile(bytes, (file) => {
    const checked = spawnSync('qpdf', ['--check', file], { encoding: 'utf8' });
    const [, , ...lines] = out('pdffonts', [file]).trimEnd().split('\n');
    return {
      faults: checked.status === 0 ? '' : checked.stdout + checked.stderr,
      fonts: lines.map((line) => {
        const [name = '', ...rest] = line.split(/\s+/);
        const [embedded, , unicode] = rest.slice(-5);
        return { name, embedded: embedded === 'yes', unicode: unicode === 'yes' };
      }),
      plain: fs.readFileSync(plainOf(file), 'latin1'),
    };
  });
}

function plainOf(file: string): string {
  const plain = `${file}.plain`;
  out('qpdf', ['--qdf', '--object-streams=disable', file, plain]);
  return plain;
}
