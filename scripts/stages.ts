// The stages of `npm test`: what each runs, and how many things it found to hold or not.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const reports = path.join(root, 'test-results');
const require = createRequire(import.meta.url);

export interface Outcome {
  passed: number;
  failed: number;
  /** What the reader needs to see: everything when it failed, a line or nothing otherwise. */
  output: string;
}

interface Finished {
  code: number;
  output: string;
}

/** Runs a package's program on this very Node. `program` is "package/file inside it". */
function run(program: string, args: string[], env: Record<string, string> = {}): Promise<Finished> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [locate(program), ...args], {
      cwd: root,
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NO_COLOR: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('error', (error) => resolve({ code: 1, output: String(error) }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

function locate(program: string): string {
  if (program.startsWith('./')) return path.join(root, program);
  const [first = '', ...rest] = program.split('/');
  const scope = first.startsWith('@') ? [first, rest.shift()].join('/') : first;
  return path.join(root, 'node_modules', scope, ...rest);
}

/** A program that either says yes or says why not. */
export async function check(program: string, args: string[], env?: Record<string, string>): Promise<Outcome> {
  const { code, output } = await run(program, args, env);
  return code === 0 ? { passed: 1, failed: 0, output: '' } : { passed: 0, failed: 1, output };
}

export function build(): Promise<Outcome> {
  const tsx = path.join(root, 'scripts', 'tsx.mjs');
  return check('./scripts/build.ts', [], { NODE_OPTIONS: `--import ${tsx}` });
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; assertionResults: unknown[] }[];
}

export async function vitest(project: string): Promise<Outcome> {
  const file = path.join(reports, `${project}.json`);
  fs.rmSync(file, { force: true });
  const args = [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ];
  const { code, output } = await run('vitest/vitest.mjs', args);
  const report = readReport<VitestReport>(file);
  if (!report) return { passed: 0, failed: 1, output };
  // A file that could not even be loaded holds no test to count.
  const unloaded = report.testResults.filter(
    (result) => result.status === 'failed' && result.assertionResults.length === 0,
  ).length;
  const failed = report.numFailedTests + unloaded;
  return counted(code, report.numPassedTests, failed, output);
}

interface Suite {
  title: string;
  suites?: Suite[];
  specs?: { title: string; ok: boolean; tests: { results: { errors: { message?: string }[] }[] }[] }[];
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number };
  errors: unknown[];
  suites: Suite[];
}

/** Which tests failed and with what words, each in ten lines: whoever sees only the end of a log sees why. */
function digest(suites: readonly Suite[], file = ''): string {
  return suites
    .flatMap(({ title, suites: inner = [], specs = [] }) => [
      ...specs
        .filter(({ ok }) => !ok)
        .map((spec) => {
          const errors = spec.tests.flatMap(({ results }) => results.flatMap((result) => result.errors));
          const said = errors.map(({ message = '' }) => message.split('\n').slice(0, 10).join('\n'));
          return [`${file || title}: ${spec.title}`, ...said].join('\n');
        }),
      digest(inner, file || title),
    ])
    .filter((part) => part !== '')
    .join('\n\n');
}

export async function playwright(chromium: string): Promise<Outcome> {
  const file = path.join(reports, 'browser.json');
  fs.rmSync(file, { force: true });
  const env = {
    CHROMIUM_PATH: chromium,
    TSX_TSCONFIG_PATH: path.join(root, 'tsconfig.node.json'),
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  };
  const { code, output } = await run('@playwright/test/cli.js', ['test'], env);
  const report = readReport<PlaywrightReport>(file);
  if (!report) return { passed: 0, failed: 1, output };
  const { expected, unexpected, flaky } = report.stats;
  const failed = unexpected + flaky + report.errors.length;
  return counted(code, expected, failed, `${output}\n\n${digest(report.suites)}`);
}

/** A run that ended badly with nothing to show for it is one failure. */
function counted(code: number, passed: number, failed: number, output: string): Outcome {
  const all = code !== 0 && failed === 0 ? 1 : failed;
  return { passed, failed: all, output: all === 0 ? '' : output };
}

function readReport<T>(file: string): T | null {
  return fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, 'utf8')) as T) : null;
}

/** Makes the type declarations that Next writes, which the linter and the compiler read. */
export async function nextTypes(): Promise<void> {
  await run(path.relative(path.join(root, 'node_modules'), require.resolve('next/dist/bin/next')), [
    'typegen',
  ]);
}
