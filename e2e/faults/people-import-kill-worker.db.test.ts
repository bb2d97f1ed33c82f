// A staff list by the real worker, killed in the middle of it: every row is in once, and the list comes to its end.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, expect, test } from 'vitest';
import { givePeopleList, listPeople, readImport, startPeopleImport } from '@/lib/contacts';
import { testSettings, useTestDatabase } from '@/lib/testing';
import { testPractice } from '@/lib/testing/practice';

const PEOPLE = 4000;
const database = await useTestDatabase();
const workers: ChildProcess[] = [];

afterAll(async () => {
  for (const worker of workers) worker.kill('SIGKILL');
  await database.drop();
});

async function startWorker(): Promise<ChildProcess> {
  const worker = spawn(process.execPath, ['--import', 'tsx', 'worker.ts'], {
    env: {
      ...process.env,
      ...testSettings(database.urls),
      NODE_ENV: 'production',
      NODE_OPTIONS: '',
      TSX_TSCONFIG_PATH: 'tsconfig.node.json',
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  workers.push(worker);
  await once(worker, 'message');
  return worker;
}

test(`kill -9 in the middle of a list of ${PEOPLE}`, { timeout: 200_000 }, async () => {
  const { owner } = await testPractice();
  const rows = Array.from({ length: PEOPLE }, (_, at) => `Person${at} Listed,MA,p${at}@list.example`);
  const importId = await givePeopleList(owner, { text: ['Name,Job,E-mail', ...rows].join('\n') });
  const first = await startWorker();
  await startPeopleImport(owner, { importId });
  const done = async () => (await readImport(owner, importId)).done;
  await expect.poll(done, { timeout: 60_000, interval: 5 }).toBeGreaterThanOrEqual(200);
  const gone = once(first, 'exit');
  first.kill('SIGKILL');
  await gone;
  const half = await readImport(owner, importId);
  expect(half).toMatchObject({ state: 'going', added: half.done });
  expect(half.done).toBeLessThan(PEOPLE);
  await Promise.all([startWorker(), startWorker()]);
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
