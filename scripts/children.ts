// The demo's two programs, web and worker: started, watched, started again when one dies, and ended with us.
import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';

const root = path.resolve(import.meta.dirname, '..');
const tsx = path.join(root, 'scripts', 'tsx.mjs');
const STOP_MILLISECONDS = 15_000;
const RESTARTS_A_MINUTE = 5;

export interface Child {
  /** Rejects when the program cannot start, with what it said. */
  ready: Promise<void>;
  stop: () => Promise<void>;
}

interface Options {
  name: string;
  file: string;
  env: Record<string, string>;
  /** Where its output goes. */
  logFile: string;
  say: (line: string) => void;
  /** Called when it has died so often that starting it again makes no sense. */
  onGivingUp: (reason: string) => void;
}

/**
 * Starts a program of ours. It is tied to us by an IPC channel: when this process is gone, however it went,
 * the channel closes and the program stops by itself.
 */
export function keepRunning({ name, file, env, logFile, say, onGivingUp }: Options): Child {
  let stopping = false;
  let current: ChildProcess | null = null;
  let again: NodeJS.Timeout | undefined;
  let deaths: number[] = [];

  function start(): Promise<void> {
    const from = fs.existsSync(logFile) ? fs.statSync(logFile).size : 0;
    const log = fs.openSync(logFile, 'a', 0o600);
    const child = spawn(process.execPath, ['--import', tsx, path.join(root, file)], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', log, log, 'ipc'],
    });
    fs.closeSync(log);
    current = child;
    return new Promise((resolve, reject) => {
      let ready = false;
      child.on('message', (message) => {
        if (ready || typeof message !== 'object' || !('ready' in message)) return;
        ready = true;
        resolve();
      });
      child.once('error', reject);
      child.once('exit', (code, signal) => {
        current = null;
        if (stopping) return resolve();
        if (!ready) return reject(new Error(lastWords(logFile, from) ?? `The ${name} ended with ${code}.`));
        died(`${code ?? signal}`);
      });
    });
  }

  function died(how: string): void {
    deaths = [...deaths.filter((at) => at > Date.now() - 60_000), Date.now()];
    if (deaths.length > RESTARTS_A_MINUTE) {
      onGivingUp(`The ${name} ended ${deaths.length} times within a minute. ${logFile} says why.`);
      return;
    }
    say(`The ${name} ended (${how}). Starting it again.`);
    again = setTimeout(() => start().catch((error: unknown) => died(String(error))), 500);
  }

  return {
    ready: start(),
    async stop() {
      stopping = true;
      clearTimeout(again);
      const child = current;
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      const hard = setTimeout(() => child.kill('SIGKILL'), STOP_MILLISECONDS);
      await ended;
      clearTimeout(hard);
    },
  };
}

interface SeedOptions extends Pick<Options, 'env' | 'say'> {
  signal: AbortSignal;
}

/** Seeds in a program of its own. @throws with what it said when it fails; killed half way it goes on next time */
export async function runSeed({ env, say, signal }: SeedOptions): Promise<void> {
  const child = spawn(process.execPath, ['--import', tsx, path.join(root, 'prisma', 'seed.ts')], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  createInterface(child.stdout).on('line', say);
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) throw new Error(`The demo data could not be written: ${complaint.trim()}`);
}

/** What it said for people since then: lines that are not the log's JSON. */
function lastWords(logFile: string, from: number): string | null {
  const lines = fs.readFileSync(logFile, 'utf8').slice(from).split('\n');
  const words = lines.filter((line) => line.trim() !== '' && !line.startsWith('{'));
  return words.length === 0 ? null : words.slice(0, 12).join('\n');
}
