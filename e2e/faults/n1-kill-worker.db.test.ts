// N1: the worker is killed twice in the middle of telling 200 people, while both providers lose some of their
// answers. Everybody is told; no e-mail goes out twice; a text only if the provider had lost the first one.
import { afterAll, expect, test } from 'vitest';
import { inPracticeSql } from '@/lib/db';
import { useTestDatabase } from '@/lib/testing';
import { testPractice } from '@/lib/testing/practice';
import { declare, deliveriesOf, startTelling } from '@/lib/testing/telling';
import { workersOn } from '@/lib/testing/workers';

const PEOPLE = 200;
const database = await useTestDatabase();
const telling = await startTelling();
const { providers } = telling;
const workers = workersOn(database, telling);

afterAll(async () => {
  workers.killAll();
  await telling.stop();
  await database.drop();
});

async function killWhen(worker: Awaited<ReturnType<typeof workers.start>>, messages: number): Promise<void> {
  await providers.waitFor(() => providers.captured().length >= messages, 150_000);
  await workers.end(worker);
}

test(`kill -9 in the middle of telling ${PEOPLE} people`, { timeout: 400_000 }, async () => {
  const practice = await testPractice({ others: PEOPLE - 3 });
  const { practiceId } = practice;
  providers.callbacks('off');
  providers.mode('resend', 'accept-then-reset', 5);
  providers.mode('twilio', 'accept-then-reset', 5);

  const first = await workers.start();
  const incident = await declare(practice);
  await killWhen(first, 40);
  const second = await workers.start();
  providers.mode('resend', '500', 5);
  providers.mode('twilio', 'accept-then-reset', 5);
  await killWhen(second, 160);
  await workers.start();

  const unsettled = async () => {
    const rows = await inPracticeSql({ practiceId }, ({ sql }) =>
      sql(`select 1 from delivery where "practiceId" = $1::uuid and state <> 'handed-over'`, [practiceId]),
    );
    return (await deliveriesOf(practiceId, incident)).length === PEOPLE * 2 ? rows.length : -1;
  };
  await expect.poll(unsettled, { timeout: 120_000, interval: 250 }).toBe(0);

  const copies = (await deliveriesOf(practiceId, incident)).map(
    ({ address, channel }) => `${channel} ${providers.captured(address).length}`,
  );
  expect(copies.filter((one) => one === 'email 1')).toHaveLength(PEOPLE);
  expect(copies.filter((one) => one === 'sms 1')).toHaveLength(PEOPLE);
});
