// `npm run prove`: the rigs that are too heavy for `npm test`, one after the other, and one table of what they found.
// A rig that could not run is a failure. `npm run prove -- T5` runs one promise's rigs and leaves the file alone.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { database, root, specs, without, type Result } from '@/e2e/prove/runs';
import { ensureChromium } from './chromium';
import { build } from './stages';

interface Rig {
  promise: string;
  what: string;
  run: (seed: string) => Promise<Result>;
}

const T1 = ['e2e/walls/t1-matrix.spec.ts'];

const RIGS: readonly Rig[] = [
  { promise: 'T3', what: 'T1 with both walls', run: () => specs(T1) },
  {
    promise: 'T3',
    what: 'T1 with row-level security off: the app alone',
    run: () => specs(T1, { HOLDFAST_E2E_WALL: 'app' }),
  },
  {
    promise: 'A2',
    what: 'T1, rights and origins in a build without proxy.ts',
    run: () =>
      without('proxy.ts', (copy) =>
        specs([...T1, 'e2e/walls/t1-rights.spec.ts', 'e2e/walls/a9-csrf.spec.ts'], {}, copy),
      ),
  },
  {
    promise: 'A4',
    what: 'doors that are told an e-mail address, timed',
    run: (seed) => specs(['e2e/prove/a4-timing.rig.ts'], { HOLDFAST_SEED: seed }),
  },
  {
    promise: 'T5',
    what: 'one connection for two practices, 10,000 requests',
    run: (seed) =>
      database('e2e/walls/t5-pool.db.test.ts', /T5: 10000 requests.*/, {
        HOLDFAST_T5_REQUESTS: '10000',
        HOLDFAST_SEED: seed,
      }),
  },
];

interface Line {
  promise: string;
  what: string;
  figure: string;
  pass: boolean;
  seed: string;
  seconds: number;
}

async function prove(rig: Rig, seed: string): Promise<Line> {
  const begun = Date.now();
  const { pass, figure, output } = await rig.run(seed).catch((error: unknown): Result => ({
    pass: false,
    figure: 'could not run',
    output: error instanceof Error ? (error.stack ?? error.message) : String(error),
  }));
  const seconds = Math.round((Date.now() - begun) / 1000);
  if (!pass) console.log(`\n${output.trimEnd()}\n`);
  const { promise, what } = rig;
  console.log(`${promise.padEnd(3)} ${(pass ? 'pass' : 'FAIL').padEnd(4)} ${what}: ${figure} (${seconds} s)`);
  return { promise, what, figure, pass, seed, seconds };
}

function commit(): string {
  try {
    const said = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
    return `${said('rev-parse', 'HEAD')}${said('status', '--porcelain') === '' ? '' : ' and changes'}`;
  } catch {
    return 'unknown: not a git checkout';
  }
}

const asked = process.argv.slice(2);
const rigs = RIGS.filter(({ promise }) => asked.length === 0 || asked.includes(promise));
if (rigs.length === 0) throw new Error(`No rig for ${asked.join(', ')}.`);
const seed = process.env['HOLDFAST_SEED'] ?? String(Math.floor(Math.random() * 2 ** 31));

fs.mkdirSync(path.join(root, 'test-results'), { recursive: true });
process.env['CHROMIUM_PATH'] = ensureChromium(console.log);
const built = await build();
if (built.failed > 0) throw new Error(built.output);

const lines: Line[] = [];
for (const rig of rigs) lines.push(await prove(rig, seed));

const machine = `${os.cpus().length} × ${os.cpus()[0]?.model ?? 'unknown'}, ${Math.round(os.totalmem() / 2 ** 30)} GB, ${os.platform()} ${os.release()}, Node ${process.version}`;
if (asked.length === 0) {
  fs.mkdirSync(path.join(root, 'prove'), { recursive: true });
  const results = { at: new Date().toISOString(), commit: commit(), machine, seed, lines };
  fs.writeFileSync(path.join(root, 'prove', 'results.json'), `${JSON.stringify(results, null, 2)}\n`);
}
console.log(`\n${machine}; seed ${seed}`);
console.table(lines.map(({ promise, what, figure, pass }) => ({ promise, what, figure, pass })));
process.exitCode = lines.every(({ pass }) => pass) ? 0 : 1;
