// The databases of one test run: one embedded cluster, one seeded template, a copy for each Playwright worker.
import pg from 'pg';

/** What set-up leaves in the environment for the workers. */
export interface Cluster {
  dataDir: string;
  superuser: string;
  owner: string;
  app: string;
  worker: string;
  keeper: string;
  template: string;
}

const KEY = 'HOLDFAST_E2E_CLUSTER';

export function leaveCluster(cluster: Cluster): void {
  process.env[KEY] = JSON.stringify(cluster);
}

export function findCluster(): Cluster {
  const left = process.env[KEY];
  if (!left) throw new Error('The browser tests were not set up: run them with playwright test.');
  return JSON.parse(left) as Cluster;
}

/** The same address, another database. */
export function inDatabase(url: string, name: string): string {
  const made = new URL(url);
  made.pathname = `/${name}`;
  return made.toString();
}

export async function withClient<T>(url: string, fn: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await fn(client);
  } finally {
    await client.end();
  }
}
