// The review clock of plans: when a review is due and why, and "reviewed, no change".
import { afterAll, expect, test } from 'vitest';
import { newId } from '@/lib/core';
import { inPracticeSql } from '@/lib/db';
import { addSite, addVendor } from '@/lib/practices';
import { useTestDatabase } from '@/lib/testing';
import { testPractice, type TestPractice } from '@/lib/testing/practice';
import { importRunbook, publishRunbook, readReviews, reviewRunbook } from '.';

const database = await useTestDatabase();
afterAll(() => database.drop());

const DAY = 86_400_000;
const later = (days: number) => new Date(Date.now() + days * DAY);
const at = (who: TestPractice['owner'], when: Date) => ({ ...who, at: when });
const dateOf = (when: Date, zone: string) =>
  new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    year: 'numeric',
    month: 'short',
    day: 'numeric',
  }).format(when);
const iso = (when: Date) => when.toISOString().slice(0, 10);

/** An incident that used a plan, as lib/incidents writes it. */
async function used(
  practice: TestPractice,
  runbookId: string,
  { drill = false, noticed, closed }: { drill?: boolean; noticed: Date; closed: Date | null },
): Promise<void> {
  await inPracticeSql(practice.system, async ({ sql }) => {
    const incidentId = newId();
    await sql(
      `insert into incident ("practiceId", id, "siteId", state, drill, "whatDown", "noticedAt", "closedAt")
       values ($1::uuid, $2::uuid, $3::uuid, $4, $5::boolean, '{ehr}', $6::timestamptz, $7::timestamptz)`,
      [
        practice.practiceId,
        incidentId,
        practice.siteId,
        closed ? 'closed' : 'open',
        drill,
        noticed.toISOString(),
        closed?.toISOString() ?? null,
      ],
    );
    await sql(
      `insert into run ("practiceId", id, "incidentId", "versionId", position, title, kind, "minuteZero", "addedAt")
       select $1::uuid, gen_random_uuid(), $2::uuid, r."currentId", 0, 'T', 'short', $4::timestamptz, $4::timestamptz
       from runbook r where r."practiceId" = $1::uuid and r.id = $3::uuid`,
      [practice.practiceId, incidentId, runbookId, noticed.toISOString()],
    );
  });
}

const reasonsOf = async (practice: TestPractice, when: Date): Promise<Record<string, string[]>> => {
  const { due } = await readReviews(at(practice.staff, when));
  return Object.fromEntries(due.map(({ runbookId, reasons }) => [runbookId, reasons]));
};

test('nothing is due in the first year; then its day is the reason', async () => {
  const practice = await testPractice();
  const now = await readReviews(practice.staff);
  expect([now.due.length, now.coming.length]).toEqual([0, 2]);
  expect(now.coming[0]?.reviewOn).not.toBeNull();
  const due = await reasonsOf(practice, later(400));
  expect(Object.keys(due).sort()).toEqual([practice.runbookId, practice.longRunbookId].sort());
  expect(due[practice.runbookId]?.[0]).toMatch(/^Its review was due \w+ \d+, \d{4}$/);
});

test('an incident or drill that used it, a site or a vendor that changed: each says so, until somebody reviews', async () => {
  const practice = await testPractice();
  const { runbookId, longRunbookId, zone } = practice;
  await used(practice, runbookId, { noticed: later(1), closed: null });
  expect(await reasonsOf(practice, later(2))).toEqual({});
  await used(practice, runbookId, { drill: true, noticed: later(3), closed: later(3) });
  expect(await reasonsOf(practice, later(4))).toEqual({
    [runbookId]: [`A drill used it on ${dateOf(later(3), zone)}`],
  });
  await used(practice, runbookId, { noticed: later(5), closed: later(5) });
  await addVendor(at(practice.owner, later(6)), {
    kind: 'ehr',
    name: 'V',
    supportLine: '+13125550123',
    accountNumber: '',
    promise: '',
    exitFacts: '',
    statusPage: '',
  });
  await addSite(at(practice.owner, later(7)), { name: 'North', address: 'N', phone: '+13125550124' });
  const [sites, vendors] = [
    `Sites changed on ${dateOf(later(7), zone)}`,
    `Vendors changed on ${dateOf(later(6), zone)}`,
  ];
  expect(await reasonsOf(practice, later(8))).toEqual({
    [runbookId]: [`2 incidents and drills used it, the last on ${dateOf(later(5), zone)}`, sites, vendors],
    [longRunbookId]: [sites, vendors],
  });

  const nextOn = await reviewRunbook(at(practice.owner, later(9)), { runbookId, note: 'Read aloud.' });
  expect(nextOn.slice(0, 4)).toBe(String(later(9).getUTCFullYear() + 1));
  const { due, coming } = await readReviews(at(practice.staff, later(10)));
  expect(due.map((plan) => plan.runbookId)).toEqual([longRunbookId]);
  expect(coming[0]).toMatchObject({
    runbookId,
    reviewOn: nextOn,
    last: { by: 'Olive Owner', note: 'Read aloud.' },
  });
  // What is older than the review counts no more; what comes after it does.
  await used(practice, runbookId, { noticed: later(11), closed: later(11) });
  expect((await reasonsOf(practice, later(12)))[runbookId]).toEqual([
    `An incident used it on ${dateOf(later(11), zone)}`,
  ]);
});

test('a year on, or a day given within two years; never today or the past', async () => {
  const practice = await testPractice();
  const { runbookId } = practice;
  for (const nextOn of [iso(later(-1)), '2000-01-01', iso(later(740)), 'tomorrow', '2027-02-30']) {
    await expect(reviewRunbook(practice.owner, { runbookId, nextOn })).rejects.toMatchObject({
      code: 'invalid',
    });
  }
  const today = new Date('2026-11-28T20:00:00Z');
  await expect(
    reviewRunbook(at(practice.owner, today), { runbookId, nextOn: '2026-11-28' }),
  ).rejects.toMatchObject({ code: 'invalid' });
  expect(await reviewRunbook(at(practice.owner, today), { runbookId, nextOn: '2028-11-28' })).toBe(
    '2028-11-28',
  );
  // Late in the evening it is still the same day there.
  expect(await reviewRunbook(at(practice.owner, new Date('2026-11-29T05:00:00Z')), { runbookId })).toBe(
    '2027-11-28',
  );
});

test('managers only; another practice’s plan, one without a version and one that is gone are absent', async () => {
  const [practice, theirs] = [await testPractice(), await testPractice()];
  const { runbookId } = practice;
  for (const who of [practice.lead, practice.staff]) {
    await expect(reviewRunbook(who, { runbookId })).rejects.toMatchObject({ code: 'forbidden' });
  }
  for (const id of [runbookId, newId()]) {
    await expect(reviewRunbook(theirs.owner, { runbookId: id })).rejects.toMatchObject({ code: 'not-found' });
  }
  await inPracticeSql(practice.system, ({ sql }) =>
    sql(`update runbook set "deactivatedAt" = now() where "practiceId" = $1::uuid and id = $2::uuid`, [
      practice.practiceId,
      runbookId,
    ]),
  );
  await expect(reviewRunbook(practice.owner, { runbookId })).rejects.toMatchObject({ code: 'not-found' });
  expect((await readReviews(practice.owner)).coming).toHaveLength(1);
});

test('publishing a new version is a review too', async () => {
  const practice = await testPractice();
  const { runbookId } = practice;
  await used(practice, runbookId, { noticed: later(-1), closed: new Date() });
  expect(Object.keys(await reasonsOf(practice, later(1)))).toEqual([runbookId]);
  const { sections, ...plan } = await inPracticeSql(practice.system, async ({ sql }) => {
    const [row] = await sql<{ slug: string }>(
      `select slug from runbook where "practiceId" = $1::uuid and id = $2::uuid`,
      [practice.practiceId, runbookId],
    );
    return {
      slug: row?.slug ?? '',
      title: 'Short downtime',
      kind: 'short' as const,
      trigger: '',
      anchor: '',
      escalatesTo: [],
      sections: [
        {
          key: 'first',
          title: 'First',
          steps: [
            {
              key: 'a',
              title: 'Do it',
              detail: '',
              role: 'front_desk' as const,
              due: null,
              critical: false,
              needs: [],
              evidence: 'none' as const,
            },
          ],
        },
      ],
    };
  });
  await importRunbook(practice.owner, { ...plan, sections });
  await publishRunbook(at(practice.owner, later(1)), { runbookId, changeNote: 'Shorter.' });
  expect(await reasonsOf(practice, later(2))).toEqual({});
});
