// npm run bench: speed as ratios to a peer in the same run. Needs the production build. One CPU is the load generator.
import os from 'node:os';
import { House } from '@/e2e/support/house';
import { findCluster, inDatabase } from '@/e2e/support/cluster';
import { mintPractice } from '@/e2e/support/mint';
import setUp from '@/e2e/support/set-up';
import { binderRounds } from './binder';
import { editorRounds } from './editor';
import { importRounds, PEOPLE } from './people-import';
import { tickRounds } from './ticks';

const ROUNDS = 5;

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

const tearDown = await setUp();
try {
  const house = await House.open('holdfast_bench');
  try {
    const practice = await mintPractice(house.db, 'lakeside', house.nextNumber());
    const rounds = await tickRounds(house, practice, inDatabase(findCluster().app, 'holdfast_bench'), ROUNDS);
    const ratios = rounds.map((round) => round.product / round.peer);
    const show = (values: number[]): string => values.map((value) => value.toFixed(0)).join(' ');
    console.log(`Node ${process.version}, ${os.cpus().length} cores, ${ROUNDS} rounds, fsync off`);
    console.log(`B1 ticks/s  product ${show(rounds.map((r) => r.product))}`);
    console.log(`            peer    ${show(rounds.map((r) => r.peer))}`);
    console.log(`            ratio   median ${median(ratios).toFixed(2)} (target 0.60)`);
    const binders = await binderRounds(house, practice, ROUNDS);
    console.log(
      `B14 binders of two sites, ms  product ${show(binders.map((r) => r.product))} (at most 5000)`,
    );
    console.log(`                              peer    ${show(binders.map((r) => r.peer))}`);
    console.log(`            event loop held up, ms  ${show(binders.map((r) => r.heldUp))} (at most 50)`);
    console.log(`            its own longest stretch ${show(binders.map((r) => r.worked))}`);
    console.log(`            the same while idle, ms ${show(binders.map((r) => r.idle))}`);
    console.log(`            pages ${binders[0]?.pages}`);
    const editor = await editorRounds(house, practice, ROUNDS);
    console.log(`B20 a letter in the editor, ms  200 steps ${show(editor.map((r) => r.many.median))}`);
    console.log(`                                20 steps  ${show(editor.map((r) => r.few.median))}`);
    console.log(`            longest letter      200 steps ${show(editor.map((r) => r.many.most))}`);
    const slower = editor.map((round) => round.many.median / round.few.median);
    console.log(`            ratio   median ${median(slower).toFixed(2)}, CPU four times slower`);
    const lists = await importRounds(house, practice, ROUNDS);
    console.log(
      `B21 a staff list of ${PEOPLE}, ms  product ${show(lists.map((r) => r.product))} (at most 5000)`,
    );
    console.log(`                              peer    ${show(lists.map((r) => r.peer))}`);
    console.log(
      `            ratio   median ${median(lists.map((r) => r.product / r.peer)).toFixed(2)}, left out ${lists[0]?.refused}`,
    );
  } finally {
    await house.close();
  }
} finally {
  await tearDown();
}
