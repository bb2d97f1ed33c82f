// Making, starting and stopping the cluster with the three programs that come with it.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { Socket } from 'node:net';
import path from 'node:path';
import pg from 'pg';
import { removeStalePid } from './pids';
import type { Place } from './place';

export interface Finished {
  code: number | null;
  output: string;
}

export function run(place: Place, program: string, args: string[]): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(path.join(place.bin, program), args, {
      cwd: path.dirname(place.cluster),
      env: { ...process.env, LC_ALL: 'C', LC_MESSAGES: 'C' },
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      ...place.user,
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('exit', (code) => {
      // The server inherits these pipes from pg_ctl and would keep us alive.
      child.stdout.destroy();
      child.stderr.destroy();
      resolve({ code, output });
    });
  });
}

/** Made beside and renamed, so that an interrupted first start leaves nothing to trip over. */
export async function makeCluster(place: Place, password: string): Promise<void> {
  const half = `${place.cluster}.new`;
  fs.rmSync(half, { recursive: true, force: true });
  fs.mkdirSync(half, { mode: 0o700 });
  const passwordFile = path.join(half, '..', 'postgres.password');
  fs.rmSync(passwordFile, { force: true });
  fs.writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (place.user) {
    fs.chownSync(half, place.user.uid, place.user.gid);
    fs.chownSync(passwordFile, place.user.uid, place.user.gid);
  }
  const made = await run(place, 'initdb', [
    `--pgdata=${half}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--data-checksums',
  ]).finally(() => fs.rmSync(passwordFile, { force: true }));
  if (made.code !== 0) {
    throw new Error(`PostgreSQL could not create its data folder ${place.cluster}: ${lastLine(made.output)}`);
  }
  fs.renameSync(half, place.cluster);
}

export async function startServer(
  place: Place,
  port: number,
  settings: Record<string, string>,
): Promise<Finished> {
  const all = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    logging_collector: 'off',
    ...settings,
  };
  const options = Object.entries(all).map(([name, value]) => `-c ${name}='${value}'`);
  const log = path.join(place.cluster, 'server.log');
  return run(place, 'pg_ctl', [
    'start',
    '--wait',
    '--timeout=60',
    `--pgdata=${place.cluster}`,
    `--log=${log}`,
    `--options=-p ${port} ${options.join(' ')}`,
  ]);
}

/**
 * Stops this very server when our process is gone, however it went: a shell waits on a pipe that only we hold open.
 * It gives our other programs some seconds to finish first. Returns what ends the watch.
 */
export function guard(place: Place): () => void {
  if (process.platform === 'win32') return () => undefined;
  const pid = runningServer(place)?.pid ?? 0;
  const watch =
    'read -r _; sleep 4; read -r now < "$1/postmaster.pid" && [ "$now" = "$2" ] && ' +
    'exec "$0" stop --mode=fast --silent --pgdata="$1"';
  const programs = [path.join(place.bin, 'pg_ctl'), place.cluster, String(pid)];
  const child = spawn('/bin/sh', ['-c', watch, ...programs], {
    cwd: path.dirname(place.cluster),
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    ...place.user,
  });
  child.on('error', () => undefined);
  child.unref();
  if (child.stdin instanceof Socket) child.stdin.unref();
  return () => child.kill('SIGKILL');
}

export async function stopServer(place: Place): Promise<void> {
  // pg_ctl signals whatever process bears the number in the file; a stale one must not be believed.
  if (runningServer(place) === null) return;
  const stop = ['stop', '--wait', `--pgdata=${place.cluster}`];
  const stopped = await run(place, 'pg_ctl', [...stop, '--mode=fast', '--timeout=20']);
  if (stopped.code !== 0 && runningServer(place) !== null) {
    await run(place, 'pg_ctl', [...stop, '--mode=immediate', '--timeout=10']);
  }
}

/** What the running server wrote about itself; a file left by one that is gone is removed. */
export function runningServer(place: Place): { pid: number; port: number } | null {
  const file = path.join(place.cluster, 'postmaster.pid');
  const [pid, , , port] = fs.existsSync(file) ? fs.readFileSync(file, 'utf8').split('\n') : [];
  return pid === undefined || removeStalePid(file, Number(pid))
    ? null
    : { pid: Number(pid), port: Number(port) };
}

/** True when a server answers there and it is the one that keeps this cluster. */
export async function servesCluster(url: string, cluster: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    return fs.realpathSync(rows[0]?.data_directory ?? '') === fs.realpathSync(cluster);
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The last thing the server wrote to its log, for the one sentence a person gets to see. */
export function lastLogLine(place: Place): string {
  const log = path.join(place.cluster, 'server.log');
  return fs.existsSync(log) ? lastLine(fs.readFileSync(log, 'utf8').slice(-4_000)) : 'no log was written';
}

export function lastLine(output: string): string {
  const lines = output.split('\n').map((line) => line.trim());
  const telling = lines.findLast((line) => /FATAL|PANIC|error:/.test(line));
  return telling ?? lines.findLast((line) => line !== '') ?? 'no reason given';
}
