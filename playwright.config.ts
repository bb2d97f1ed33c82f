// Browser journeys and walls against the production build. scripts/test.ts builds, finds Chromium and runs this.
import { defineConfig } from '@playwright/test';
import { findChromium } from '@/scripts/chromium';

// Found once; the processes that run the tests read it from here.
process.env['CHROMIUM_PATH'] ??= findChromium();
const asRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: 'e2e',
  testMatch: ['journeys/**/*.spec.ts', 'walls/**/*.spec.ts'],
  outputDir: 'test-results/browser',
  globalSetup: './e2e/support/set-up.ts',
  // One worker is one whole Holdfast: server, worker, database and browser. Two cores carry two at most.
  workers: Number(process.env['HOLDFAST_E2E_WORKERS'] ?? 1),
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/browser.json' }]],
  use: {
    browserName: 'chromium',
    actionTimeout: 15_000,
    navigationTimeout: 20_000,
    launchOptions: {
      executablePath: process.env['CHROMIUM_PATH'],
      args: [
        ...(asRoot ? ['--no-sandbox'] : []),
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
