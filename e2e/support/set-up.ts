// Once a run: a cluster in a temporary folder, migrated and seeded. Workers copy its database.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { FAKE_CREDENTIALS } from '@/lib/testing/providers';
import { migrate } from '@/prisma/migrate';
import { freePort, startPostgres } from '@/scripts/postgres';
import { inDatabase, leaveCluster, type Cluster } from './cluster';
import { root, runToEnd } from './run';
import { settings } from './settings';

const TEMPLATE = 'holdfast';

export default async function setUp(): Promise<() => Promise<void>> {
  if (!fs.existsSync(path.join(root, '.next', 'BUILD_ID'))) {
    throw new Error('The browser tests need the production build: npm run build');
  }
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-e2e-'));
  const postgres = await startPostgres({
    dataDir,
    settings: { synchronous_commit: 'off' },
  });
  const tearDown = async (): Promise<void> => {
    await postgres.stop();
    fs.rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const cluster: Cluster = { dataDir, template: TEMPLATE, ...postgres.urls };
    await migrate({
      ownerUrl: inDatabase(cluster.owner, TEMPLATE),
      workerUrl: inDatabase(cluster.worker, TEMPLATE),
    });
    const place = { database: TEMPLATE, port: await freePort(), providersUrl: 'http://127.0.0.1:9' };
    await runToEnd(
      'e2e/support/seed-template.ts',
      [],
      settings(cluster, { ...place, credentials: FAKE_CREDENTIALS }),
    );
    leaveCluster(cluster);
    return tearDown;
  } catch (error) {
    await tearDown();
    throw error;
  }
}
