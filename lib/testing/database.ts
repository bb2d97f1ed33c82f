// A database of one's own for a test file: a copy of the migrated template, entered as the app role.
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { closeDatabase } from '@/lib/db';
import type { PostgresUrls } from '@/scripts/postgres';
import { DATABASE, grantDatabase } from '@/scripts/postgres/roles';
import { FAKE_CREDENTIALS } from './providers';

/** Where the set-up leaves the cluster's addresses for the processes that run tests. */
export const CLUSTER = 'HOLDFAST_TEST_CLUSTER';

export interface TestDatabase {
  urls: PostgresUrls;
  drop: () => Promise<void>;
}

export async function createTestDatabase(): Promise<TestDatabase> {
  const left = process.env[CLUSTER];
  if (!left) throw new Error('Only tests named *.db.test.ts have a database.');
  const cluster = JSON.parse(left) as PostgresUrls;
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asSuperuser(cluster, async (client) => {
    await client.query(`create database ${name} template ${DATABASE} owner holdfast_owner`);
    await grantDatabase(client, name);
  });
  const inCopy = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).toString();
  return {
    urls: {
      owner: inCopy(cluster.owner),
      app: inCopy(cluster.app),
      worker: inCopy(cluster.worker),
      keeper: inCopy(cluster.keeper),
      superuser: inCopy(cluster.superuser),
    },
    drop: () =>
      asSuperuser(cluster, async (client) => {
        await client.query(`drop database if exists ${name} with (force)`);
      }),
  };
}

/**
 * For a db test file's first line: `const database = await useTestDatabase()`. From here on this process
 * is the app role in a database of its own. Drop it in afterAll.
 */
export async function useTestDatabase(): Promise<TestDatabase> {
  const made = await createTestDatabase();
  Object.assign(process.env, testSettings(made.urls));
  return {
    urls: made.urls,
    async drop() {
      await closeDatabase();
      await made.drop();
    },
  };
}

/** A whole environment that lib/env accepts, with providers that nobody answers for. */
export function testSettings(urls: PostgresUrls): Record<string, string> {
  return {
    HOLDFAST_MODE: 'demo',
    APP_URL: 'http://localhost:3000',
    APP_SECRET: 'a-secret-for-tests-only-0123456789abcdef',
    DATABASE_URL: urls.app,
    DATABASE_WORKER_URL: urls.worker,
    DATABASE_KEEPER_URL: urls.keeper,
    RESEND_API_KEY: FAKE_CREDENTIALS.resendApiKey,
    RESEND_FROM: 'Holdfast <told@holdfast.example>',
    RESEND_WEBHOOK_SECRET: FAKE_CREDENTIALS.resendWebhookSecret,
    RESEND_BASE_URL: 'http://127.0.0.1:9',
    TWILIO_ACCOUNT_SID: FAKE_CREDENTIALS.twilioAccountSid,
    TWILIO_AUTH_TOKEN: FAKE_CREDENTIALS.twilioAuthToken,
    TWILIO_FROM: FAKE_CREDENTIALS.twilioFrom,
    TWILIO_BASE_URL: 'http://127.0.0.1:9',
  };
}

async function asSuperuser(cluster: PostgresUrls, use: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: cluster.superuser });
  await client.connect();
  try {
    await use(client);
  } finally {
    await client.end();
  }
}
