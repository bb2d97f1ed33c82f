// `npm run generate`, also after every install: writes the database client from prisma/schema.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');

// Generating needs no schema engine. Naming any program keeps Prisma from downloading one,
// from a host that many networks block.
function generate(): number {
  if (!existsSync(path.join(root, 'prisma', 'schema'))) return 0;
  const prisma = createRequire(import.meta.url).resolve('prisma/build/index.js');
  const run = spawnSync(process.execPath, [prisma, 'generate'], {
    cwd: root,
    encoding: 'utf8',
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  });
  if (run.status !== 0) {
    console.error(run.stdout, run.stderr);
    console.error('The database client could not be written. The lines above say why.');
  }
  return run.status ?? 1;
}

process.exitCode = generate();
