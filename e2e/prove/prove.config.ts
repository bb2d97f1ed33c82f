// Rigs too heavy for `npm test` that need a running Holdfast; scripts/prove.ts runs them one by one.
import { defineConfig } from '@playwright/test';
import base from '../../playwright.config';

export default defineConfig({
  ...base,
  testDir: '.',
  testMatch: ['*.rig.ts'],
  globalSetup: '../support/set-up.ts',
  outputDir: '../../test-results/prove',
});
