// npm run bench: speed as ratios to a peer in the same run. Needs the production build. One CPU is the load generator.
// `npm run bench -- B21` runs that one alone.
import os from 'node:os';
import { House } from '@/e2e/support/house';
import { findCluster, inDatabase } from '@/e2e/support/cluster';
import { mintPractice, type Minted } from '@/e2e/support/mint';
import setUp from '@/e2e/support/set-up';
import { closeDatabase } from '@/lib/db';
import { closeJobs } from '@/lib/jobs';
import { binderRounds } from './binder';
import { editorRounds } from './editor';
import { importRounds, PEOPLE } from './people-import';
import { tickRounds } from './ticks';

const ROUNDS = 5;

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

const show = (values: number[]): string => values.map((value) => value.toFixed(0)).join(' ');
const asked = process.argv.slice(2);
const wanted = (name: string): boolean => asked.length === 0 || asked.includes(name);

async function ticks(house: House, practice: Minted): Promise<void> {
  const rounds = await tickRounds(house, practice, inDatabase(findCluster().app, 'holdfast_bench'), ROUNDS);
  const ratios = rounds.map((round) => round.product / round.peer);
  console.log(`B1 ticks/s  product ${show(rounds.map((r) => r.product))}`);
  console.log(`            peer    ${show(rounds.map((r) => r.peer))}`);
  console.log(`            ratio   median ${median(ratios).toFixed(2)} (target 0.60)`);
}

async function binders(house: House, practice: Minted): Promise<void> {
  const rounds = await binderRounds(house, practice, ROUNDS);
  console.log(`B14 binders of two sites, ms  product ${show(rounds.map((r) => r.product))} (at most 5000)`);
  console.log(`                              peer    ${show(rounds.map((r) => r.peer))}`);
  console.log(`            event loop held up, ms  ${show(rounds.map((r) => r.heldUp))} (at most 50)`);
  console.log(`            its own longest stretch ${show(rounds.map((r) => r.worked))}`);
  console.log(`            the same while idle, ms ${show(rounds.map((r) => r.idle))}`);
  console.log(`            pages ${rounds[0]?.pages}`);
}

async function editing(house: House, practice: Minted): Promise<void> {
  const rounds = await editorRounds(house, practice, ROUNDS);
  const slower = rounds.map((round) => round.many.median / round.few.median);
  console.log(`B20 a letter in the editor, ms  200 steps ${show(rounds.map((r) => r.many.median))}`);
  console.log(`                                20 steps  ${show(rounds.map((r) => r.few.median))}`);
  console.log(`            longest letter      200 steps ${show(rounds.map((r) => r.many.most))}`);
  console.log(`            ratio   median ${median(slower).toFixed(2)}, CPU four times slower`);
}

async function lists(house: House, practice: Minted): Promise<void> {
  const rounds = await importRounds(house, practice, ROUNDS);
  const ratios = rounds.map((round) => round.product / round.peer);
  console.log(
    `B21 a staff list of ${PEOPLE}, ms  product ${show(rounds.map((r) => r.product))} (at most 5000)`,
  );
  console.log(`                              peer    ${show(rounds.map((r) => r.peer))}`);
  console.log(`            ratio   median ${median(ratios).toFixed(2)}, left out ${rounds[0]?.refused}`);
}

const tearDown = await setUp();
try {
  const house = await House.open('holdfast_bench');
  try {
    const practice = await mintPractice(house.db, 'lakeside', house.nextNumber());
    console.log(`Node ${process.version}, ${os.cpus().length} cores, ${ROUNDS} rounds, fsync off`);
    if (wanted('B1')) await ticks(house, practice);
    if (wanted('B14')) await binders(house, practice);
    if (wanted('B20')) await editing(house, practice);
    if (wanted('B21')) await lists(house, practice);
  } finally {
    await closeJobs();
    await closeDatabase();
    await house.close();
  }
} finally {
  await tearDown();
}
