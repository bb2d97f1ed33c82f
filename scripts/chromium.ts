// Finds a Chromium for the browser tests, or installs one.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { chromium } from '@playwright/test';

const SYSTEM = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The path of a Chromium that starts, or undefined. Order: CHROMIUM_PATH, Playwright's own, the system's. */
export function findChromium(): string | undefined {
  const named = process.env['CHROMIUM_PATH'];
  if (named) {
    if (starts(named)) return named;
    throw new Error(`CHROMIUM_PATH is ${named}, which does not start. Correct it or leave it out.`);
  }
  const onPath = (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .flatMap((folder) => SYSTEM.map((name) => path.join(folder, name)));
  return [chromium.executablePath(), ...onPath].find((file) => fs.existsSync(file) && starts(file));
}

/** The same, installing one when there is none. @throws Error with what the person can do */
export function ensureChromium(log: (line: string) => void): string {
  const found = findChromium();
  if (found) return found;
  log('No Chromium here. Installing the one that Playwright brings.');
  const cli = createRequire(import.meta.url).resolve('@playwright/test/cli');
  run(process.execPath, [cli, 'install', 'chromium']);
  const own = findChromium();
  if (own) return own;
  if (process.platform === 'linux') {
    log('That did not work. Installing the system’s Chromium with apt-get.');
    if (run('apt-get', ['update'])) run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium']);
  }
  const system = findChromium();
  if (system) return system;
  throw new Error(
    'No Chromium could be found or installed. Install Chromium or Google Chrome, or name one in CHROMIUM_PATH.',
  );
}

function starts(file: string): boolean {
  return spawnSync(file, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;
}

function run(program: string, args: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(program, args, { stdio: 'ignore', timeout: 300_000, env }).status === 0;
}
