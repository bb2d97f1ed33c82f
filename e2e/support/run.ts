// Child programs of the browser tests: started by pid, ended by pid, their output kept for when a test fails.
import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..', '..');
const node = path.join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');

export interface Running {
  child: ChildProcess;
  /** Everything it printed. */
  output: () => string;
  /** Resolves when it has ended. */
  ended: Promise<number | null>;
  /** Ends it, gently first. */
  stop: () => Promise<void>;
}

/** Runs a TypeScript file of the project as `npm start` does, but as our own direct child. */
export function runProgram(file: string, args: string[], env: Record<string, string>): Running {
  const child = spawn(node, ['--import', 'tsx', path.join(root, file), ...args], {
    cwd: root,
    env: { ...process.env, TSX_TSCONFIG_PATH: path.join(root, 'tsconfig.node.json'), ...env },
    // The channel is for its end: a program whose test process is gone stops by itself.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const lines: string[] = [];
  child.stdout?.on('data', (chunk: Buffer) => lines.push(chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => lines.push(chunk.toString()));
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
    child.once('error', () => resolve(1));
  });
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const hard = setTimeout(() => child.kill('SIGKILL'), 15_000);
    await ended;
    clearTimeout(hard);
  };
  return { child, output: () => lines.join(''), ended, stop };
}

/** Runs a program to its end. @throws with everything it printed when it fails. */
export async function runToEnd(file: string, args: string[], env: Record<string, string>): Promise<string> {
  const program = runProgram(file, args, env);
  const code = await program.ended;
  if (code !== 0) throw new Error(`${file} ended with ${code}:\n${program.output()}`);
  return program.output();
}

/** Asks again until the answer is yes; the only place where these tests wait by the clock. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | null | false | undefined>,
  withinMs = 20_000,
): Promise<T> {
  let last: unknown = null;
  for (const deadline = Date.now() + withinMs; Date.now() < deadline;) {
    try {
      const answer = await ask();
      if (answer !== null && answer !== false && answer !== undefined) return answer;
      last = null;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Waited ${withinMs} ms for: ${what}${last instanceof Error ? ` (${last.message})` : ''}`);
}

/** Waits until a program is up. Starting takes seconds; a busy machine makes minutes of them. @throws with its output */
export async function untilUp(program: Running, name: string, ask: () => Promise<boolean>): Promise<void> {
  const ended = () => program.child.exitCode !== null || program.child.signalCode !== null;
  const told = (what: string) => new Error(`${what}\n${program.output()}`);
  await until(`${name} to be up`, async () => ended() || (await ask()), 150_000).catch((error: Error) => {
    throw told(error.message);
  });
  if (ended()) throw told(`${name} ended:`);
}
