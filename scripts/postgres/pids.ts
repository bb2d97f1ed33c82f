// Which processes are alive, which notes about them are stale, and one start at a time per data folder.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';

export function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * Removes a postmaster.pid whose server is gone. After a crash or a restarted container the number
 * may belong to another program by now, which would make PostgreSQL refuse to start.
 */
export function removeStalePid(pidFile: string, pid: number): boolean {
  if (isRunning(pid) && isPostgres(pid)) return false;
  fs.rmSync(pidFile, { force: true });
  return true;
}

function isPostgres(pid: number): boolean {
  const comm = `/proc/${pid}/comm`;
  if (fs.existsSync(comm)) return fs.readFileSync(comm, 'utf8').startsWith('postgres');
  if (process.platform === 'win32') return true;
  return spawnSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' }).stdout.includes(
    'postgres',
  );
}

/** Waits its turn; a lock left by a process that is gone is taken over. Returns what releases it. */
export async function takeLock(file: string, waitSeconds = 90): Promise<() => void> {
  for (const deadline = Date.now() + waitSeconds * 1000; Date.now() < deadline;) {
    try {
      fs.writeFileSync(file, `${process.pid}\n`, { flag: 'wx' });
      return () => fs.rmSync(file, { force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    const holder = Number(fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : NaN);
    if (holder === process.pid || !isRunning(holder)) fs.rmSync(file, { force: true });
    else await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(
    `Another start of Holdfast has held ${file} for ${waitSeconds} seconds. Stop it, then start again.`,
  );
}
