// `npm test`: everything a change must pass. Every stage runs, whatever the others said; the last line counts.
import fs from 'node:fs';
import path from 'node:path';
import { ensureChromium } from './chromium';
import { build, check, nextTypes, playwright, vitest, type Outcome } from './stages';

const root = path.resolve(import.meta.dirname, '..');
const total = { passed: 0, failed: 0 };

async function stage(name: string, work: () => Promise<Outcome>): Promise<void> {
  const begun = Date.now();
  const outcome = await work().catch((error: unknown): Outcome => ({
    passed: 0,
    failed: 1,
    output: error instanceof Error ? error.message : String(error),
  }));
  total.passed += outcome.passed;
  total.failed += outcome.failed;
  const seconds = ((Date.now() - begun) / 1000).toFixed(1);
  const words = outcome.failed === 0 ? `${outcome.passed} passed` : `${outcome.failed} FAILED`;
  if (outcome.output) console.log(`\n${outcome.output.trimEnd()}\n`);
  console.log(`${name.padEnd(10)} ${words.padEnd(14)} ${seconds.padStart(6)} s`);
}

/** The quick checks hardly use a second core, which the build then has. */
async function checks(): Promise<void> {
  await stage('format', () => check('prettier/bin/prettier.cjs', ['--check', '--log-level=warn', '.']));
  await stage('lint', () => check('oxlint/bin/oxlint', []));
  await stage('types', () => check('typescript/bin/tsc', ['--noEmit']));
  await stage('unused', () => check('knip/bin/knip.js', []));
}

fs.mkdirSync(path.join(root, 'test-results'), { recursive: true });
await nextTypes();
await Promise.all([checks(), stage('build', build)]);
await stage('unit', () => vitest('unit'));
await stage('database', () => vitest('db'));
await stage('browser', async () => playwright(ensureChromium(console.log)));
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
