// Two kinds of tests: `unit` is pure, `db` runs on a real PostgreSQL that the run starts for itself.
import path from 'node:path';
import { defineConfig } from 'vitest/config';

const root = import.meta.dirname;
const ELSEWHERE = ['node_modules/**', '.next/**', '.data/**', 'e2e/**/*.spec.ts'];

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: `${root}/` },
      { find: /^server-only$/, replacement: path.join(root, 'scripts', 'server-only.ts') },
    ],
  },
  test: {
    retry: 0,
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['**/*.test.{ts,tsx}'], exclude: [...ELSEWHERE, '**/*.db.test.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'db',
          include: ['**/*.db.test.ts'],
          exclude: ELSEWHERE,
          globalSetup: ['lib/testing/set-up.ts'],
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
});
