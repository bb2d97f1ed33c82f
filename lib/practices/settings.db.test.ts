// A practice's own settings: bounded, recorded from what to what, and nobody's change is wiped unseen.
import { afterAll, expect, test } from 'vitest';
import { inPracticeSql } from '@/lib/db';
import { readEvents } from '@/lib/events';
import { useTestDatabase } from '@/lib/testing';
import { testPractice } from '@/lib/testing/practice';
import { changeSettings, readSettings } from '.';

const database = await useTestDatabase();
afterAll(() => database.drop());

test('what was changed is saved, and the record says from what to what', async () => {
  const { owner, practiceId } = await testPractice();
  const { value, fields } = await readSettings(owner);
  expect(value).toMatchObject({
    reportMinutes: 15,
    keepYears: 6,
    confirmDays: 90,
    photos: false,
    mailName: '',
  });
  const changed = { ...value, mailName: 'Test, by the lake', reportMinutes: 5, photos: true };
  expect(await changeSettings(owner, { ...changed, opened: fields, seen: fields })).toEqual([
    'Sender of e-mails',
    'A report declares itself after',
    'Photos',
  ]);
  expect((await readSettings(owner)).value).toEqual(changed);
  // The same again is no change and no entry.
  expect(await changeSettings(owner, changed)).toEqual([]);
  const events = await inPracticeSql(owner, ({ sql }) => readEvents(sql, practiceId, practiceId, 0));
  expect(events.filter(({ kind }) => kind === 'settings.changed').map(({ payload }) => payload)).toEqual([
    {
      settingsOf: practiceId,
      from: { mailName: '', reportMinutes: '15', photos: 'off' },
      to: { mailName: 'Test, by the lake', reportMinutes: '5', photos: 'on' },
    },
  ]);
});

test('two managers who change different things both keep theirs; the same thing is asked about once', async () => {
  const { owner } = await testPractice();
  const { value, fields } = await readSettings(owner);
  const both = { opened: fields, seen: fields };
  await changeSettings(owner, { ...value, ehr: 'Chart', keepYears: 8, ...both });
  await expect(
    changeSettings(owner, { ...value, kind: 'Pediatrics', keepYears: 7, ...both }),
  ).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringMatching(
      /^Olive Owner changed this.*Years until we call something old is now “8”/,
    ) as string,
  });
  const now = await readSettings(owner);
  await changeSettings(owner, {
    ...value,
    kind: 'Pediatrics',
    keepYears: 7,
    opened: fields,
    seen: now.fields,
  });
  expect((await readSettings(owner)).value).toMatchObject({ ehr: 'Chart', kind: 'Pediatrics', keepYears: 7 });
});

test.each([
  [{ reportMinutes: 4 }, /A report declares itself after is less than 5/],
  [{ reportMinutes: 61 }, /more than 60/],
  [{ reportMinutes: Number.NaN }, /A report declares itself after/],
  [{ keepYears: 5 }, /Years until we call something old is less than 6/],
  [{ confirmDays: 29 }, /less than 30/],
  [{ clockMarks: [15, 30, 30, 120, 240, 480, 1440, 4320, 7200] }, /each come later than the one before/],
  [{ clockMarks: [15] }, /need all nine/],
  [{ zone: 'Mars/Olympus' }, /Time zone is not a time zone/],
  [{ smsName: 'ÜBER' }, /Short name for texts/],
  [{ mailName: 'x\r\nBcc: everybody@evil.example' }, /Sender of e-mails/],
  [{ mailName: 'x" <boss@evil.example>' }, /Sender of e-mails/],
])('%j is refused in the form’s words', async (wrong, words) => {
  const { owner } = await testPractice();
  const { value } = await readSettings(owner);
  await expect(changeSettings(owner, { ...value, ...wrong })).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringMatching(words) as string,
  });
});

test('is for managers', async () => {
  const { owner, lead, staff } = await testPractice();
  for (const who of [lead, staff]) {
    await expect(readSettings(who)).rejects.toMatchObject({ code: 'forbidden' });
    const { value } = await readSettings(owner);
    await expect(changeSettings(who, value)).rejects.toMatchObject({ code: 'forbidden' });
  }
});
