// Proves that the linter reports a module that reaches where it may not, and lets through one that may.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');

/** Files and what they may not import. A line starting with `type` is a type-only import. */
const FORBIDDEN: Record<string, string[]> = {
  'lib/core/x.ts': ['@/lib/env', '@/lib/access', '@/lib/db', '../env'],
  'lib/access/x.ts': ['@/lib/env', '@/lib/db', '@/lib/events'],
  'lib/db/x.ts': ['@/lib/jobs', '@/lib/events', '@/lib/identity', '@/app/page', '@/scripts/postgres'],
  'lib/jobs/x.ts': ['@/lib/events', '@/lib/notifications', '@/lib/db/pools'],
  'lib/events/x.ts': ['@/lib/identity', '@/lib/incidents/schema', '../db'],
  'lib/identity/x.ts': ['@/lib/practices', '@/lib/web', 'next/headers', 'react'],
  'lib/practices/x.ts': ['@/lib/contacts', '@/lib/identity/session', '@prisma/client'],
  'lib/contacts/x.ts': ['@/lib/runbooks', '@/lib/incidents', '@/lib/testing'],
  'lib/runbooks/x.ts': ['@/lib/contacts', '@/lib/incidents/rules', '@/lib/db/generated/client'],
  'lib/incidents/x.ts': ['@/lib/notifications', '@/lib/notifications/schema', '@/lib/live', '@/lib/offline'],
  'lib/incidents/rules.ts': ['@/lib/db', '@/lib/events', 'zod', '@/lib/runbooks/schema'],
  'lib/notifications/x.ts': ['@/lib/readiness', '@/lib/paper', 'react', '@react-email/components'],
  'lib/notifications/x.test.ts': ['@/lib/live', '@/lib/incidents/apply'],
  'lib/notifications/channels/x.ts': ['../../incidents/apply', '@/lib/incidents/apply', '@/lib/live'],
  'lib/notifications/mail/x.tsx': ['@/lib/live', 'next/link'],
  'lib/paper/x.ts': ['@/lib/notifications', '@/lib/readiness'],
  'lib/readiness/x.ts': ['@/lib/archive', '@/lib/web', '@/lib/live'],
  'lib/archive/x.ts': ['@/lib/readiness', '@/components/ui/button'],
  'lib/print/x.ts': ['@/lib/db', '@/lib/runbooks', 'react'],
  'lib/web/x.ts': ['@/lib/contacts', '@/lib/incidents', '@/lib/db/generated/client'],
  'lib/live/x.ts': [
    '@/lib/readiness',
    '@/lib/archive',
    '@/lib/web',
    'next',
    '@prisma/client',
    '@/phone/main',
  ],
  'lib/offline/x.ts': [
    '@/lib/db',
    '@/lib/incidents',
    '@/lib/incidents/schema',
    'zod',
    'react',
    '@/phone/main',
  ],
  'phone/x.tsx': ['@/lib/incidents', '@/lib/live', '@/lib/incidents/schema', 'react', 'next/link', 'zod'],
  'phone/y.ts': ['type @/lib/incidents', '@/components/ui/button', '@/app/page', '@/lib/incidents/apply'],
  'components/x.tsx': ['@/lib/incidents', '@/lib/incidents/schema', '@/phone/main', '@/app/page'],
  'app/p/x.tsx': ['@/lib/incidents/apply', '@/lib/offline', '@/phone/main', '@/lib/testing'],
  'app/p/y.tsx': ['@/lib/db/generated/client', '@prisma/client', '@/lib/live/stream'],
};

const ALLOWED: Record<string, string[]> = {
  'lib/core/ok.ts': ['./once'],
  'lib/db/ok.ts': ['@/lib/env', '@/lib/access', '@/lib/core', '@/lib/core/log', './generated/client'],
  'lib/incidents/ok.ts': ['@/lib/runbooks', '@/lib/contacts/schema', '@/lib/access/rules', './apply'],
  'lib/incidents/ok.test.ts': ['@/lib/testing', '@/lib/testing/providers', '@/lib/runbooks'],
  'lib/incidents/rules.ts': [
    '@/lib/core',
    '@/lib/access/rules',
    'type @/lib/runbooks/schema',
    'type ./schema',
  ],
  'lib/notifications/channels/ok.ts': ['../rules', '@/lib/incidents'],
  'lib/notifications/mail/ok.tsx': ['react', '@react-email/components', '@/lib/core', '../rules'],
  'lib/live/ok.ts': ['@/lib/incidents', '@/lib/notifications/schema', '@/lib/identity'],
  'lib/web/ok.ts': ['next/headers', 'react', '@/lib/practices'],
  'lib/offline/ok.ts': ['@/lib/core', '@/lib/incidents/rules', 'type @/lib/live/schema', 'idb'],
  'lib/testing/ok.ts': ['@/lib/notifications/channels/email', '@/scripts/postgres'],
  'phone/ok.tsx': [
    '@/lib/offline',
    '@/lib/core',
    '@/lib/incidents/rules',
    'type @/lib/live/schema',
    'preact',
  ],
  'components/ok.tsx': ['@/lib/core', '@/lib/incidents/rules', 'type @/lib/incidents/schema', 'react'],
  'app/p/ok.tsx': [
    '@/lib/incidents',
    '@/lib/incidents/schema',
    '@/lib/web',
    '@/components/ui/button',
    'next/link',
  ],
};

/** "file: import" of every import the linter refuses. */
let reported: Set<string>;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-arrows-'));
const source = (line: string, index: number) =>
  line.startsWith('type ')
    ? `export type { T as T${index} } from '${line.slice(5)}';`
    : `export { x as x${index} } from '${line}';`;

beforeAll(() => {
  fs.copyFileSync(path.join(root, 'oxlint.config.ts'), path.join(folder, 'oxlint.config.ts'));
  fs.symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'dir');
  const lines = new Map<string, string[]>();
  for (const [file, imports] of [...Object.entries(FORBIDDEN), ...Object.entries(ALLOWED)]) {
    lines.set(file, [...(lines.get(file) ?? []), ...imports]);
  }
  for (const [file, imports] of lines) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), imports.map(source).join('\n') + '\n');
  }
  const oxlint = createRequire(import.meta.url).resolve('oxlint/package.json');
  const bin = path.join(path.dirname(oxlint), 'bin', 'oxlint');
  const run = spawnSync(process.execPath, [bin, '--format=json', 'lib', 'app', 'components', 'phone'], {
    cwd: folder,
    encoding: 'utf8',
  });
  const { diagnostics } = JSON.parse(run.stdout) as {
    diagnostics: { code: string; filename: string; labels: { span: { line: number } }[] }[];
  };
  reported = new Set(
    diagnostics
      .filter(({ code }) => code === 'eslint(no-restricted-imports)')
      .map(({ filename, labels }) => {
        const line = labels[0]?.span.line ?? 0;
        return `${filename}: ${lines.get(filename)?.[line - 1] ?? `line ${line}`}`;
      }),
  );
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

describe.each(Object.entries(FORBIDDEN))('%s may not import', (file, imports) => {
  test.each(imports)('%s', (line) => expect([...reported]).toContain(`${file}: ${line}`));
});

describe.each(Object.entries(ALLOWED))('%s may import', (file, imports) => {
  test.each(imports)('%s', (line) => expect([...reported]).not.toContain(`${file}: ${line}`));
});
