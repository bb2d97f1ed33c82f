// A staff list of 2,000 people, one in twenty of them bad: from the pasted text to the last row in the database, beside
// the same rows as bare inserts.
import { newId } from '@/lib/core';
import type { House } from '@/e2e/support/house';
import type { Minted } from '@/e2e/support/mint';
import type { Ctx } from '@/lib/access';
import { givePeopleList, readImport, startPeopleImport, takePeople } from '@/lib/contacts';

export const PEOPLE = 2000;

export interface ImportRound {
  /** Milliseconds for the whole list. */
  product: number;
  /** Milliseconds for as many people and ways, one bare insert each, in one transaction. */
  peer: number;
  refused: number;
}

function listOf(round: number): string {
  const rows = Array.from({ length: PEOPLE }, (_, at) => {
    const phone =
      at % 20 === 7 ? '911' : `+1${201 + Math.trunc(at / 100)}55501${String(at % 100).padStart(2, '0')}`;
    return `Round${round} Person${at},MA,${phone},r${round}-${at}@bench.example`;
  });
  return ['Name,Job,Mobile,E-mail', ...rows].join('\n');
}

async function bare(house: House, practiceId: string, round: number): Promise<number> {
  const started = performance.now();
  await house.db.query('begin');
  for (let at = 0; at < PEOPLE; at += 1) {
    const person = newId();
    await house.db.query(
      `insert into person ("practiceId", id, name, "jobRoles") values ($1, $2, $3, array['ma_nurse'])`,
      [practiceId, person, `Bare ${at}`],
    );
    for (const kind of ['mobile', 'email']) {
      await house.db.query(
        `insert into reach ("practiceId", id, "personId", kind, address) values ($1, $2, $3, $4, $5)`,
        [practiceId, newId(), person, kind, `bare-${round}-${at}-${kind}`],
      );
    }
  }
  await house.db.query('rollback');
  return performance.now() - started;
}

export async function importRounds(house: House, practice: Minted, rounds: number): Promise<ImportRound[]> {
  Object.assign(process.env, house.env);
  const { practiceId } = practice;
  const ctx: Ctx = { practiceId, actor: { kind: 'system', name: 'Bench' } };
  // Taken in here: the worker of the house must not be quicker.
  await house.stopWorker();
  const done: ImportRound[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const started = performance.now();
    const importId = await givePeopleList(ctx, { text: listOf(round) });
    await startPeopleImport(ctx, { importId });
    await takePeople(practiceId, importId);
    const product = performance.now() - started;
    const { refusedCount } = await readImport(ctx, importId);
    done.push({ product, peer: await bare(house, practiceId, round), refused: refusedCount });
    // Each round meets nobody of the list, as the first one does.
    const listed = `select id from person where "practiceId" = $1 and name like 'Round%'`;
    await house.db.query(`delete from reach where "practiceId" = $1 and "personId" in (${listed})`, [
      practiceId,
    ]);
    await house.db.query(`delete from person where "practiceId" = $1 and name like 'Round%'`, [practiceId]);
  }
  return done;
}
