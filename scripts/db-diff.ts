// `npm run db:diff -- intent`: writes the next migration, from what the migrations make to what prisma/schema says.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { applyMigrations, drift, migrationsFolder } from '@/prisma/engine';
import { startPostgres } from '@/scripts/postgres';

/** SQL that is missing from the migrations; empty when they and the schema agree. */
async function difference(): Promise<string> {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-diff-'));
  const postgres = await startPostgres({ dataDir, settings: { fsync: 'off' } });
  try {
    await applyMigrations(postgres.urls.owner);
    return await drift(postgres.urls.owner);
  } finally {
    await postgres.stop();
    fs.rmSync(dataDir, { recursive: true, force: true });
  }
}

async function main(): Promise<void> {
  const intent = process.argv[2] ?? '';
  if (!/^[a-z][a-z0-9_]{2,49}$/.test(intent)) {
    throw new Error('Say what the migration is for, in small letters: npm run db:diff -- add_site_notes');
  }
  const sql = await difference();
  if (sql === '') {
    console.log('The migrations and the schema agree. Nothing to write.');
    return;
  }
  const stamp = new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14);
  const folder = path.join(migrationsFolder, `${stamp}_${intent}`);
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'migration.sql'), `${sql}\n`);
  console.log(`Wrote ${path.relative(process.cwd(), folder)}/migration.sql. Read it before you commit it.`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
