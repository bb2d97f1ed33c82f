// How a rig is run: tests by Playwright or vitest, in this tree or in a copy of it; and what came of it as one line.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..', '..');

export interface Result {
  pass: boolean;
  figure: string;
  /** What the reader needs when it failed. */
  output: string;
}

type Env = Record<string, string>;

function run(
  cwd: string,
  program: string,
  args: string[],
  env: Env,
): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(cwd, 'node_modules', program), ...args], {
      cwd,
      env: { ...process.env, NO_COLOR: '1', TSX_TSCONFIG_PATH: path.join(cwd, 'tsconfig.node.json'), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('error', (error) => resolve({ code: 1, output: String(error) }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

interface Suite {
  suites?: Suite[];
  specs?: { tests: { annotations: { type: string; description?: string }[] }[] }[];
}
interface Report extends Suite {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
}

function notes(suite: Suite): string[] {
  const here = (suite.specs ?? []).flatMap(({ tests }) => tests.flatMap(({ annotations }) => annotations));
  const said = here.flatMap(({ type, description = '' }) =>
    type === 'figure' || type === 'matrix' ? [description] : [],
  );
  return [...said, ...(suite.suites ?? []).flatMap(notes)];
}

/** Specs of a tree that is built. Nothing run, or anything skipped, is a failure. */
export async function specs(files: readonly string[], env: Env = {}, cwd = root): Promise<Result> {
  const file = path.join(cwd, 'test-results', 'prove.json');
  fs.rmSync(file, { force: true });
  const config = files.some((name) => name.endsWith('.rig.ts'))
    ? ['--config', path.join('e2e', 'prove', 'prove.config.ts')]
    : [];
  const { code, output } = await run(cwd, '@playwright/test/cli.js', ['test', ...config, ...files], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
    ...env,
  });
  if (!fs.existsSync(file)) return { pass: false, figure: 'did not run', output };
  const report = JSON.parse(fs.readFileSync(file, 'utf8')) as Report;
  const { expected, unexpected, flaky, skipped } = report.stats;
  const bad = unexpected + flaky + skipped;
  return {
    pass: code === 0 && bad === 0 && expected > 0,
    figure: [`${expected} of ${expected + bad} hold`, ...notes(report)].join('; '),
    output,
  };
}

/** A database test at its full count. `said` finds the figure in what it printed. */
export async function database(file: string, said: RegExp, env: Env): Promise<Result> {
  const { code, output } = await run(root, 'vitest/vitest.mjs', ['run', '--project', 'db', file], env);
  const figure = said.exec(output)?.[0] ?? 'did not say';
  return { pass: code === 0 && figure !== 'did not say', figure, output };
}

const LEFT_BEHIND = new Set([
  '.git',
  '.next',
  '.data',
  'test-results',
  'playwright-report',
  'node_modules',
  'prove',
]);

/** A copy of this tree without one file, built by itself; taken away afterwards. */
export async function without(gone: string, use: (copy: string) => Promise<Result>): Promise<Result> {
  const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-without-'));
  try {
    for (const name of fs.readdirSync(root)) {
      if (LEFT_BEHIND.has(name)) continue;
      fs.cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
    }
    fs.cpSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'), {
      recursive: true,
      verbatimSymlinks: true,
    });
    fs.rmSync(path.join(copy, gone));
    const built = await run(copy, '../scripts/build.ts', [], {
      NODE_OPTIONS: `--import ${path.join(copy, 'scripts', 'tsx.mjs')}`,
    });
    if (built.code !== 0) return { pass: false, figure: 'the copy could not be built', output: built.output };
    return await use(copy);
  } finally {
    fs.rmSync(copy, { recursive: true, force: true });
  }
}
