// Reminders by the real worker, killed in the middle of telling: each thing is reminded of once, each mail goes out once.
import { afterAll, expect, test } from 'vitest';
import { inPracticeSql } from '@/lib/db';
import { addKitItem } from '@/lib/readiness';
import { useTestDatabase } from '@/lib/testing';
import { testPractice } from '@/lib/testing/practice';
import { startTelling } from '@/lib/testing/telling';
import { workersOn } from '@/lib/testing/workers';

const PEOPLE = 30;
const database = await useTestDatabase();
const telling = await startTelling();
const { providers } = telling;
const workers = workersOn(database, telling);

afterAll(async () => {
  workers.killAll();
  await telling.stop();
  await database.drop();
});

/** A zone where it is about noon: rounds begin at eight in the morning. */
function noonZone(): string {
  const ahead = 12 - new Date().getUTCHours();
  return ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}

test(`kill -9 in the middle of reminding ${PEOPLE} people`, { timeout: 200_000 }, async () => {
  const practice = await testPractice({ others: PEOPLE, zone: noonZone() });
  const { practiceId } = practice;
  providers.callbacks('off');
  providers.mode('resend', 'accept-then-reset', 5);
  const early = { ...practice.owner, at: new Date(Date.now() - 40 * 86_400_000) };
  for (const { personId } of practice.others) {
    await addKitItem(early, { name: 'Hotspot', detail: '', siteId: null, ownerId: personId, everyDays: 30 });
  }
  const first = await workers.start();
  await providers.waitFor(() => providers.captured().length >= 8, 60_000);
  await workers.end(first);
  await Promise.all([workers.start(), workers.start()]);

  const left = () =>
    inPracticeSql({ practiceId }, async ({ sql }) => {
      const [row] = await sql<{ sent: number; reminders: number; events: number }>(
        `select (select count(*)::int from delivery where "practiceId" = $1::uuid and state = 'handed-over') as sent,
           (select count(*)::int from reminder where "practiceId" = $1::uuid) as reminders,
           (select count(*)::int from event where "practiceId" = $1::uuid and kind = 'reminder.due') as events`,
        [practiceId],
      );
      return row;
    });
  await expect
    .poll(left, { timeout: 90_000, interval: 250 })
    .toEqual({ sent: PEOPLE, reminders: PEOPLE, events: PEOPLE });
  const copies = practice.others.map(({ email }) => providers.captured(email).length);
  expect(copies).toEqual(practice.others.map(() => 1));
  expect(providers.captured().every(({ channel }) => channel === 'email')).toBe(true);
});
