// The embedded PostgreSQL after bad days: killed, half written, its number given to another program.
import { once } from 'node:events';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startPostgres } from '.';

let dataDir = '';
beforeEach(() => {
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-days-'));
});
afterEach(() => fs.rmSync(dataDir, { recursive: true, force: true }));

const pidFile = () => path.join(dataDir, 'postgres', 'postmaster.pid');

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

test('what was committed is there after the server is killed, and nobody else can read the passwords', async () => {
  const first = await startPostgres({ dataDir });
  await ask(first.urls.owner, 'create table kept as select 1 as n');
  process.kill(Number(fs.readFileSync(pidFile(), 'utf8').split('\n')[0]), 'SIGKILL');
  await first.stop();
  const second = await startPostgres({ dataDir });
  expect(await ask(second.urls.owner, 'select n from kept')).toEqual([{ n: 1 }]);
  expect(await ask(second.urls.owner, 'show data_checksums')).toEqual([{ data_checksums: 'on' }]);
  expect(fs.statSync(path.join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600);
  const roles = `select count(*)::int as n from pg_roles where rolname like 'holdfast_%'
    and not (rolsuper or rolbypassrls or rolcreatedb or rolcreaterole) and rolcanlogin`;
  expect(await ask(second.urls.app, roles)).toEqual([{ n: 4 }]);
  await second.stop();
});

test('a number left behind that now is another program’s neither stops the start nor that program', async () => {
  await (await startPostgres({ dataDir })).stop();
  const other = spawn('sleep', ['60']);
  await once(other, 'spawn');
  fs.writeFileSync(pidFile(), `${other.pid}\n${dataDir}\n1\n5999\n`);
  const again = await startPostgres({ dataDir });
  await again.stop();
  expect(other.exitCode ?? other.signalCode).toBeNull();
  other.kill('SIGKILL');
});

test('a second start shares the server of a living first one and does not stop it', async () => {
  const first = await startPostgres({ dataDir });
  const second = await startPostgres({ dataDir });
  expect([second.port, second.ours]).toEqual([first.port, false]);
  await second.stop();
  expect(await ask(first.urls.app, 'select 1 as n')).toEqual([{ n: 1 }]);
  await first.stop();
});

test('a half-written folder is one sentence; a first start broken off is simply done again', async () => {
  fs.chmodSync(dataDir, 0o711);
  fs.mkdirSync(path.join(dataDir, 'postgres.new'));
  fs.writeFileSync(path.join(dataDir, 'postgres.new', 'PG_VERSION'), '18\n');
  await (await startPostgres({ dataDir })).stop();
  fs.rmSync(path.join(dataDir, 'postgres', 'global', 'pg_control'));
  await expect(startPostgres({ dataDir })).rejects.toThrow(
    /incomplete: global\/pg_control is missing .* start with/,
  );
  fs.rmSync(path.join(dataDir, 'secrets.json'));
  await expect(startPostgres({ dataDir })).rejects.toThrow(/incomplete: secrets\.json is missing or damaged/);
});
