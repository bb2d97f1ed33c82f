// A staff list by the real worker, killed in the middle of it: every row is in once, and the list comes to its end.
import { afterAll, expect, test } from 'vitest';
import { givePeopleList, listPeople, readImport, startPeopleImport } from '@/lib/contacts';
import { useTestDatabase } from '@/lib/testing';
import { testPractice } from '@/lib/testing/practice';
import { workersOn } from '@/lib/testing/workers';

const PEOPLE = 4000;
const database = await useTestDatabase();
const workers = workersOn(database);

afterAll(async () => {
  workers.killAll();
  await database.drop();
});

test(`kill -9 in the middle of a list of ${PEOPLE}`, { timeout: 200_000 }, async () => {
  const { owner } = await testPractice();
  const rows = Array.from({ length: PEOPLE }, (_, at) => `Person${at} Listed,MA,p${at}@list.example`);
  const importId = await givePeopleList(owner, { text: ['Name,Job,E-mail', ...rows].join('\n') });
  const first = await workers.start();
  await startPeopleImport(owner, { importId });
  const done = async () => (await readImport(owner, importId)).done;
  await expect.poll(done, { timeout: 60_000, interval: 5 }).toBeGreaterThanOrEqual(200);
  await workers.end(first);
  const half = await readImport(owner, importId);
  expect(half).toMatchObject({ state: 'going', added: half.done });
  expect(half.done).toBeLessThan(PEOPLE);
  await Promise.all([workers.start(), workers.start()]);
  await expect
    .poll(async () => (await readImport(owner, importId)).state, { timeout: 90_000, interval: 100 })
    .toBe('ended');
  expect(await readImport(owner, importId)).toMatchObject({
    done: PEOPLE,
    added: PEOPLE,
    same: 0,
    refusedCount: 0,
  });
  expect((await listPeople(owner)).total).toBe(PEOPLE + 3);
});
