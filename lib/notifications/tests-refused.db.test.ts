// Contact tests that are not started, and tests nobody else may look at or end.
import { afterAll, describe, expect, test } from 'vitest';
import { readTests, startTest } from '@/lib/contacts';
import { inPracticeSql } from '@/lib/db';
import { useTestDatabase } from '@/lib/testing';
import { testPractice } from '@/lib/testing/practice';
import { declare } from '@/lib/testing/telling';
import { readTest, stopTest } from '.';

const database = await useTestDatabase();
afterAll(() => database.drop());

describe('what is refused', () => {
  test('two tests of one tree, also at once; during a real downtime; by staff; of another practice', async () => {
    const practice = await testPractice();
    const other = await testPractice();
    const start = () => startTest(practice.lead, { treeId: practice.treeId, windowMinutes: 3 });
    const both = await Promise.allSettled([start(), start()]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(start()).rejects.toThrow('is being tested right now');
    const [test1] = await readTests(practice.lead);
    await stopTest(practice.lead, { testId: test1?.id ?? '' });
    await declare(practice);
    await expect(start()).rejects.toThrow('a real downtime is open');
    await expect(
      startTest(practice.staff, { treeId: practice.treeId, windowMinutes: 3 }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    await expect(startTest(other.lead, { treeId: practice.treeId, windowMinutes: 3 })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(startTest(other.lead, { treeId: other.treeId, windowMinutes: 4 })).rejects.toMatchObject({
      code: 'invalid',
    });
    await expect(readTest(other.lead, test1?.id ?? '')).rejects.toMatchObject({ code: 'not-found' });
    await expect(stopTest(other.lead, { testId: test1?.id ?? '' })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(readTest(practice.staff, test1?.id ?? '')).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('a tree nobody of which can be reached', async () => {
    const practice = await testPractice();
    await inPracticeSql(practice.system, ({ sql }) =>
      sql(`update reach set "optedOutAt" = now() where "practiceId" = $1::uuid`, [practice.practiceId]),
    );
    await expect(startTest(practice.lead, { treeId: practice.treeId, windowMinutes: 3 })).rejects.toThrow(
      'nobody in Everyone can be reached',
    );
  });
});
