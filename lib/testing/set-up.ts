// Before the first database test: one cluster in a temporary folder, its database migrated once as the template.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { migrate } from '@/prisma/migrate';
import { startPostgres } from '@/scripts/postgres';
import { CLUSTER } from './database';

/** Nothing here must outlive the run, so the slow promise of durability is not asked for. */
const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' };

/** vitest's global set-up. Returns what takes it all away again. */
export default async function setUp(): Promise<() => Promise<void>> {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-test-'));
  const postgres = await startPostgres({ dataDir, settings: FAST });
  await migrate({ ownerUrl: postgres.urls.owner, workerUrl: postgres.urls.worker });
  process.env[CLUSTER] = JSON.stringify(postgres.urls);
  return async () => {
    await postgres.stop();
    fs.rmSync(dataDir, { recursive: true, force: true });
  };
}
