// `npm run shots`: the same houses and pages as the browser tests, for people to look at.
import { defineConfig } from '@playwright/test';
import base from '../playwright.config';

export default defineConfig({
  ...base,
  testDir: '.',
  testMatch: ['shots.ts'],
  globalSetup: './support/set-up.ts',
  outputDir: '../test-results/shots-run',
  reporter: [['list']],
});
