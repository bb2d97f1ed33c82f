// `npm run demo`: the whole product from nothing. Embedded PostgreSQL, two practices, captured messages, web, worker.
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { FAKE_CREDENTIALS, startFakeProviders, type FakeProviders } from '@/lib/testing/providers';
import { migrate } from '@/prisma/migrate';
import { buildIfChanged } from './build';
import { keepRunning, runSeed, type Child } from './children';
import { startPostgres, type PostgresUrls, type RunningPostgres } from './postgres';

const root = path.resolve(import.meta.dirname, '..');
const begun = Date.now();
const say = (line: string) =>
  console.log(`${((Date.now() - begun) / 1000).toFixed(1).padStart(6)} s  ${line}`);

/** What has been started so far, in the order of stopping. */
const started: { children: Child[]; fakes: FakeProviders | null; postgres: RunningPostgres | null } = {
  children: [],
  fakes: null,
  postgres: null,
};
const stopping = new AbortController();

async function main(): Promise<void> {
  const port = await freeWebPort();
  const dataDir = path.resolve(process.env['HOLDFAST_DATA_DIR'] || path.join(root, '.data'));
  const appUrl = `http://localhost:${port}`;
  say('Starting the database');
  const postgres = await startPostgres({ dataDir, log: say });
  started.postgres = postgres;
  if (!postgres.ours) {
    throw new Error(
      `Another Holdfast is using the data folder ${dataDir}. Set HOLDFAST_DATA_DIR for a second one.`,
    );
  }
  goOn();
  say('Bringing the database up to date');
  await migrate({ ownerUrl: postgres.urls.owner, workerUrl: postgres.urls.worker });
  goOn();
  await buildIfChanged(say, stopping.signal);
  goOn();
  started.fakes = await startFakeProviders({
    publicUrl: () => appUrl,
    dataFile: path.join(dataDir, 'captured.jsonl'),
  });
  const env = settings({
    port,
    appUrl,
    urls: postgres.urls,
    fakesUrl: started.fakes.url,
    secret: secretIn(dataDir),
  });
  say('Looking after the two demo practices');
  await runSeed({ env, say, signal: stopping.signal });
  goOn();
  say('Starting web and worker');
  started.children = (['worker', 'web'] as const).map((name) =>
    keepRunning({
      name,
      file: name === 'web' ? 'server.ts' : 'worker.ts',
      env,
      logFile: path.join(dataDir, `${name}.log`),
      say,
      onGivingUp: (reason) => void end(1, reason),
    }),
  );
  await Promise.all(started.children.map((child) => child.ready));
  goOn();
  console.log(welcome(appUrl, dataDir));
}

/** Leaves the start between two steps once somebody asked to stop. */
function goOn(): void {
  stopping.signal.throwIfAborted();
}

interface Place {
  port: number;
  appUrl: string;
  urls: PostgresUrls;
  fakesUrl: string;
  secret: string;
}

function settings({ port, appUrl, urls, fakesUrl, secret }: Place): Record<string, string> {
  return {
    NODE_ENV: 'production',
    HOLDFAST_MODE: 'demo',
    // Demo passwords are printed in the README: by default nobody but this machine can use them.
    HOST: process.env['HOST'] || '127.0.0.1',
    PORT: String(port),
    APP_URL: appUrl,
    APP_SECRET: secret,
    DATABASE_URL: urls.app,
    DATABASE_WORKER_URL: urls.worker,
    DATABASE_KEEPER_URL: urls.keeper,
    RESEND_API_KEY: FAKE_CREDENTIALS.resendApiKey,
    RESEND_FROM: 'Holdfast <alerts@holdfast.example>',
    RESEND_WEBHOOK_SECRET: FAKE_CREDENTIALS.resendWebhookSecret,
    RESEND_BASE_URL: fakesUrl,
    TWILIO_ACCOUNT_SID: FAKE_CREDENTIALS.twilioAccountSid,
    TWILIO_AUTH_TOKEN: FAKE_CREDENTIALS.twilioAuthToken,
    TWILIO_FROM: FAKE_CREDENTIALS.twilioFrom,
    TWILIO_BASE_URL: fakesUrl,
    CAPTURE_URL: fakesUrl,
  };
}

/** Kept, so that sessions and links survive a restart. */
function secretIn(dataDir: string): string {
  const file = path.join(dataDir, 'app-secret');
  const kept = fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trim() : '';
  if (kept.length >= 32) return kept;
  const made = randomBytes(32).toString('base64url');
  fs.writeFileSync(file, `${made}\n`, { mode: 0o600 });
  return made;
}

async function freeWebPort(): Promise<number> {
  const given = process.env['PORT'] || '3000';
  const port = /^\d{1,5}$/.test(given) ? Number(given) : 0;
  if (port < 1 || port > 65_535) throw new Error(`PORT is ${given}, which is not a port. Use one like 3000.`);
  for (const host of ['127.0.0.1', '::1']) {
    const code = await new Promise<string | undefined>((resolve) => {
      const server = net.createServer();
      server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
      server.listen({ port, host }, () => server.close(() => resolve(undefined)));
    });
    if (code === 'EADDRINUSE') {
      throw new Error(
        `Port ${port} is in use by another program. Stop it, or start with another one: PORT=${port + 10}`,
      );
    }
    if (code === 'EACCES')
      throw new Error(`This user may not listen on port ${port}. Set PORT to one above 1023.`);
  }
  return port;
}

const welcome = (appUrl: string, dataDir: string) => `
Holdfast is ready at ${appUrl}

  Lakeside Family Medicine   owner@lakeside.example    manager@lakeside.example
                             lead@lakeside.example     staff@lakeside.example    nurse@lakeside.example
  Hillcrest Pediatrics       owner@hillcrest.example   manager@hillcrest.example
                             lead@hillcrest.example    staff@hillcrest.example
  The password of every one is holdfast-demo-1

  On a phone     ${appUrl}/live
  Messages sent  ${appUrl}/dev/outbox   (nothing leaves this machine)
  Data and logs  ${dataDir}

Ctrl-C stops it.
`;

let ending: Promise<void> | null = null;

/** Stops everything that was started, then this process. Safe to call twice. */
function end(code: number, reason?: string): Promise<void> {
  return (ending ??= (async () => {
    stopping.abort();
    if (reason) console.error(reason);
    await Promise.all(started.children.map((child) => child.stop()));
    await started.fakes?.stop();
    await started.postgres?.stop();
    process.exit(code);
  })());
}

const starting = main();
starting.catch((error: unknown) => {
  if (stopping.signal.aborted) return;
  void end(1, error instanceof Error ? error.message : String(error));
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (!stopping.signal.aborted) say('Stopping');
    stopping.abort();
    // A start under way leaves at its next step, so that nothing it has begun is left behind.
    void Promise.allSettled([starting]).then(() => end(0));
  });
}

// npm killed outright takes its terminal along but not us.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent && process.env['npm_lifecycle_event']) void end(0);
}, 500).unref();
