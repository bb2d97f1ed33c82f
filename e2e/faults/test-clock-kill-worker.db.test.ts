// A contact test ends once, though the worker that was to end it is killed.
import { afterAll, expect, test } from 'vitest';
import { startTest } from '@/lib/contacts';
import { inPracticeSql } from '@/lib/db';
import { useTestDatabase } from '@/lib/testing';
import { testPractice, type TestPractice } from '@/lib/testing/practice';
import { startTelling } from '@/lib/testing/telling';
import { workersOn } from '@/lib/testing/workers';

const database = await useTestDatabase();
const telling = await startTelling();
const workers = workersOn(database, telling);

afterAll(async () => {
  workers.killAll();
  await telling.stop();
  await database.drop();
});

test('kill -9 while tests come to their end', { timeout: 120_000 }, async () => {
  const practices: TestPractice[] = [];
  for (let n = 0; n < 4; n += 1) {
    const practice = await testPractice();
    const at = new Date(Date.now() - 10 * 60_000);
    await startTest({ ...practice.lead, at }, { treeId: practice.treeId, windowMinutes: 3 });
    practices.push(practice);
  }
  const first = await workers.start();
  await workers.end(first);
  await workers.start();
  const ends = async (): Promise<number[]> => {
    const counts = [];
    for (const practice of practices) {
      const [row] = await inPracticeSql(practice.system, ({ sql }) =>
        sql<{ ends: number }>(
          `select count(*)::int as ends from event where "practiceId" = $1::uuid and kind = 'test.ended'`,
          [practice.practiceId],
        ),
      );
      counts.push(row?.ends ?? 0);
    }
    return counts;
  };
  await expect.poll(ends, { timeout: 60_000, interval: 250 }).toEqual([1, 1, 1, 1]);
  // Nothing of a test that is over was sent.
  expect(telling.providers.captured()).toEqual([]);
});
