// What somebody with a right here might try on purpose: ids that mean something else, odd times, the same again.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '@/lib/core';
import { inPracticeSql } from '@/lib/db';
import { useTestDatabase } from '@/lib/testing';
import { testPractice, type TestPractice } from '@/lib/testing/practice';
import { applyCommand, readEventsSince, readIncidents } from './index';

const database = await useTestDatabase();
afterAll(() => database.drop());

let practice: TestPractice;
beforeAll(async () => {
  practice = await testPractice();
});

function command(kind: string, incident: string, value: object, over: object = {}): Record<string, unknown> {
  return { id: newId(), deviceSeq: 1, incident, at: new Date().toISOString(), kind, value, ...over };
}

const report = (incident: string, whatDown: string[]) =>
  command('incident.report', incident, {
    siteId: practice.siteId,
    whatDown,
    noticedAt: new Date().toISOString(),
    note: '',
  });

const declare = (incident: string) =>
  command('incident.declare', incident, {
    siteId: practice.siteId,
    treeId: null,
    whatDown: ['ehr'],
    runbookId: practice.runbookId,
    noticedAt: new Date().toISOString(),
    drill: true,
    separate: true,
  });

async function opened(): Promise<string> {
  const incident = newId();
  expect(await applyCommand(practice.lead, declare(incident))).toMatchObject({ outcome: 'applied' });
  return incident;
}

/** Everything the practice has on record, as one hash. */
async function headOf(chainId: string): Promise<unknown> {
  const rows = await inPracticeSql(practice.lead, ({ sql }) =>
    sql(`select head, hash from chain where "practiceId" = $1::uuid and id = $2::uuid`, [
      practice.practiceId,
      chainId,
    ]),
  );
  return rows[0];
}

test('an incident cannot take the practice’s own id, and so its record', async () => {
  const { practiceId } = practice;
  const before = await headOf(practiceId);
  expect(before).toBeDefined();
  expect(await applyCommand(practice.staff, report(practiceId, ['ehr']))).toMatchObject({
    outcome: 'refused',
  });
  expect(await applyCommand(practice.lead, declare(practiceId))).toMatchObject({ outcome: 'refused' });
  expect(await headOf(practiceId)).toEqual(before);
  await expect(readEventsSince(practice.staff, practiceId, 0)).rejects.toMatchObject({ code: 'not-found' });
});

test.each([
  '2026-11-22T10:00:00+23:59',
  '2026-11-22T10:00:00-16:00',
  `2026-11-22T10:00:00.${'1'.repeat(19)}Z`,
  `2026-11-22T10:00:00.${'1'.repeat(400)}Z`,
  '2199-12-31T23:59:59-23:59',
])('a time the database does not read gets a receipt all the same: %s', async (at) => {
  const incident = await opened();
  const receipts = [
    await applyCommand(practice.lead, command('incident.note', incident, { note: 'Odd clock' }, { at })),
    await applyCommand(
      practice.lead,
      command('incident.update', incident, { say: 'back-by', by: at, nextUpdateAt: at }),
    ),
  ];
  for (const receipt of receipts) expect(['applied', 'refused']).toContain(receipt.outcome);
});

test('the same id with other words, or from somebody else, is refused and said', async () => {
  const incident = await opened();
  const first = command('incident.note', incident, { note: 'The vendor was called' });
  const receipt = await applyCommand(practice.lead, first);
  expect(await applyCommand(practice.lead, first)).toEqual(receipt);
  const others: [typeof practice.lead, object][] = [
    [practice.lead, { value: { note: 'It never was' } }],
    [practice.lead, { kind: 'incident.answer', value: { answer: 'coming' } }],
    [practice.staff, {}],
  ];
  for (const [who, over] of others) {
    expect(await applyCommand(who, { ...first, ...over })).toMatchObject({
      outcome: 'refused',
      code: 'id-reused',
    });
  }
  const { events } = await readEventsSince(practice.lead, incident, 0);
  expect(events.filter((event) => event.kind === 'incident.noted')).toHaveLength(1);
});

test('reporting the same again and again tells the leads once; what is new tells them again', async () => {
  const incident = newId();
  expect(await applyCommand(practice.staff, report(incident, ['phones', 'labs']))).toMatchObject({
    outcome: 'applied',
  });
  for (const again of [['phones'], ['labs'], ['labs', 'phones']]) {
    expect(await applyCommand(practice.staff, report(newId(), again))).toMatchObject({
      outcome: 'joined',
      incident,
    });
  }
  expect(await applyCommand(practice.staff, report(newId(), ['strange', 'phones']))).toMatchObject({
    outcome: 'applied',
  });
  expect(await applyCommand(practice.staff, report(newId(), ['strange', 'labs']))).toMatchObject({
    outcome: 'joined',
  });
  const active = await readIncidents(practice.lead, { state: 'active' });
  expect(active.filter(({ state }) => state === 'reported')).toHaveLength(2);
});
