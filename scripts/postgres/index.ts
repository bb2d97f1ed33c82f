// The embedded PostgreSQL 18: one cluster per data folder, made on first use, started when it is not running.
// It survives its starter being killed: the next start finds the server running, or its remains, and goes on.
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import {
  guard,
  lastLogLine,
  makeCluster,
  runningServer,
  servesCluster,
  startServer,
  stopServer,
} from './cluster';
import { isRunning, takeLock } from './pids';
import { findPlace, type Place } from './place';
import { DATABASE, prepareRoles } from './roles';
import { readSecrets, type Secrets } from './secrets';

export interface PostgresUrls {
  owner: string;
  app: string;
  worker: string;
  keeper: string;
  /** For tests and for making databases; the product never uses it. */
  superuser: string;
}

export interface RunningPostgres {
  port: number;
  urls: PostgresUrls;
  /** False when another living process started the server. */
  ours: boolean;
  /** Does nothing when the server is not ours. */
  stop: () => Promise<void>;
}

export interface StartOptions {
  dataDir: string;
  log?: (line: string) => void;
  /** Server settings on top of ours, such as fsync off for tests. */
  settings?: Record<string, string>;
}

/** Throws an Error whose message is one sentence for the person at the terminal. */
export async function startPostgres({
  dataDir: given,
  log = () => undefined,
  settings = {},
}: StartOptions): Promise<RunningPostgres> {
  const dataDir = path.resolve(given);
  const place = findPlace(dataDir, log);
  const unlock = await takeLock(path.join(dataDir, 'starting'));
  try {
    const fresh = !fs.existsSync(place.cluster);
    const secrets = readSecrets(dataDir, fresh);
    if (fresh) {
      log('Creating the database folder');
      await makeCluster(place, secrets.superuser);
    }
    checkComplete(place, dataDir);
    const starterFile = path.join(dataDir, 'started-by');
    const shared = isRunning(Number(readText(starterFile)));
    // A server whose starter was killed is on its way down (see guard): see it off before starting anew.
    if (!shared) await stopServer(place);
    const running = await findRunning(place, secrets);
    const port = running ?? (await startOnFreePort(place, dataDir, settings, log));
    if (running === null) fs.writeFileSync(starterFile, `${process.pid}\n`);
    const release = running === null ? guard(place) : null;
    const urls = urlsAt(port, secrets);
    await prepareRoles(urls.superuser, secrets);
    return {
      port,
      urls,
      ours: release !== null,
      async stop() {
        if (!release) return;
        release();
        await stopServer(place);
        fs.rmSync(starterFile, { force: true });
      },
    };
  } finally {
    unlock();
  }
}

function checkComplete(place: Place, dataDir: string): void {
  const version = readText(path.join(place.cluster, 'PG_VERSION'));
  const missing = ['PG_VERSION', 'base', 'global/pg_control', 'pg_wal'].find(
    (name) => !fs.existsSync(path.join(place.cluster, name)),
  );
  if (missing) {
    throw new Error(
      `The data folder ${dataDir} is incomplete: ${missing} is missing in ${place.cluster}. ` +
        'Put it back from a copy, or move the folder away to start with an empty one.',
    );
  }
  if (version !== '18') {
    throw new Error(
      `The data folder ${dataDir} was written by PostgreSQL ${version} and this is PostgreSQL 18. ` +
        'Name another folder in HOLDFAST_DATA_DIR.',
    );
  }
}

/** The port of a server that already keeps this cluster, waiting out one that is still starting. */
async function findRunning(place: Place, secrets: Secrets): Promise<number | null> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline;) {
    const server = runningServer(place);
    if (server === null) return null;
    const { superuser } = urlsAt(server.port, secrets);
    if (server.port && (await servesCluster(superuser, place.cluster))) return server.port;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(
    `A PostgreSQL is running on ${place.cluster} but does not let Holdfast in: ${lastLogLine(place)} ` +
      'Stop it, then start again.',
  );
}

async function startOnFreePort(
  place: Place,
  dataDir: string,
  settings: Record<string, string>,
  log: (line: string) => void,
): Promise<number> {
  const file = path.join(dataDir, 'port');
  const kept = Number(readText(file));
  let port = kept && (await isFree(kept)) ? kept : await freePort();
  if (kept && port !== kept) log(`Port ${kept} is taken; the database moves to port ${port}.`);
  for (let tries = 0; ; tries += 1) {
    fs.writeFileSync(file, `${port}\n`);
    const started = await startServer(place, port, settings);
    if (started.code === 0) return port;
    const reason = lastLogLine(place);
    // After a crash the old server's children may take a moment to leave; a port can be lost to a race.
    const passing = /shared memory block|could not create any TCP|Address already in use/.test(reason);
    if (!passing || tries === 20) throw new Error(`PostgreSQL did not start in ${place.cluster}: ${reason}`);
    if (!(await isFree(port))) port = await freePort();
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

function urlsAt(port: number, secrets: Secrets): PostgresUrls {
  const url = (user: string, password: string, database: string) =>
    `postgresql://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
  return {
    owner: url('holdfast_owner', secrets.owner, DATABASE),
    app: url('holdfast_app', secrets.app, DATABASE),
    worker: url('holdfast_worker', secrets.worker, DATABASE),
    keeper: url('holdfast_keeper', secrets.keeper, DATABASE),
    superuser: url('postgres', secrets.superuser, 'postgres'),
  };
}

function isFree(port: number): Promise<boolean> {
  return listen(port).then(
    () => true,
    () => false,
  );
}

/** A port nobody listens on, on loopback. */
export function freePort(): Promise<number> {
  return listen(0);
}

function listen(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1' }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port));
    });
  });
}

function readText(file: string): string | null {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trim() : null;
}
