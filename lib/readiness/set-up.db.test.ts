// Set-up: counted from facts, left and come back to; and the first plans, once however often they are asked for.
import { afterAll, expect, it } from 'vitest';
import { newId } from '@/lib/core';
import { addPerson } from '@/lib/contacts';
import { inPracticeSql } from '@/lib/db';
import { createAccount } from '@/lib/identity';
import { signUpPractice } from '@/lib/practices';
import { readRunbooks, readStarters } from '@/lib/runbooks';
import { useTestDatabase } from '@/lib/testing';
import { testPractice } from '@/lib/testing/practice';
import {
  addMissingStarters,
  chooseStarters,
  laterStep,
  putSetUpAway,
  readSetUp,
  readStarterChoices,
} from './index';

const database = await useTestDatabase();
afterAll(() => database.drop());

async function begun() {
  const email = `f-${newId().slice(0, 8)}@mail.example`;
  const name = 'Fay Founder';
  const accountId = await createAccount({ email, name, password: 'a-password-of-hers' });
  const { ctx } = await signUpPractice(
    { accountId, email, name, sessionId: newId(), practiceId: null },
    {
      formId: newId(),
      name: `Practice ${newId().slice(0, 8)}`,
      kind: 'Tests',
      ehr: '',
      zone: 'America/Chicago',
      jobRoles: ['incident_lead'],
      siteName: 'Main',
      address: '1 Road',
      phone: '555 0100',
    },
  );
  return ctx;
}

const stepsDone = async (ctx: Awaited<ReturnType<typeof begun>>) =>
  (await readSetUp(ctx)).steps.filter(({ done }) => done).map(({ step }) => step);

it('counts what is there, remembers what is for later, and goes away when told', async () => {
  const ctx = await begun();
  expect(await readSetUp(ctx)).toMatchObject({ shown: true, done: 1, next: 'people' });
  await addPerson(ctx, { name: 'Second Person', jobRoles: ['billing'] });
  expect(await stepsDone(ctx)).toEqual(['sites', 'people']);
  await laterStep(ctx, { step: 'plans', later: true });
  await laterStep(ctx, { step: 'plans', later: true });
  expect(await readSetUp(ctx)).toMatchObject({ done: 2, next: 'tree' });
  await laterStep(ctx, { step: 'plans', later: false });
  expect((await readSetUp(ctx)).next).toBe('plans');
  await putSetUpAway(ctx, { away: true });
  expect(await readSetUp(ctx)).toMatchObject({ shown: false, away: true });
  await putSetUpAway(ctx, { away: false });
  expect((await readSetUp(ctx)).shown).toBe(true);
  await expect(laterStep(ctx, { step: 'nothing' as 'pin', later: true })).rejects.toMatchObject({
    code: 'invalid',
  });
});

it('a practice that was there before is not told to set itself up, and staff see none of it', async () => {
  const practice = await testPractice();
  expect(await readSetUp(practice.owner)).toMatchObject({ shown: false });
  for (const tried of [
    () => readSetUp(practice.lead),
    () => laterStep(practice.staff, { step: 'pin', later: true }),
    () => putSetUpAway(practice.lead, { away: true }),
    () => addMissingStarters(practice.staff),
    () => chooseStarters(practice.lead, { keep: ['short-downtime'] }),
    () => readStarterChoices(practice.staff),
  ])
    await expect(tried()).rejects.toMatchObject({ code: 'forbidden' });
});

it('every starter becomes a plan in force, once, also when asked at the same time and again', async () => {
  const ctx = await begun();
  await Promise.all([addMissingStarters(ctx), addMissingStarters(ctx), addMissingStarters(ctx)]);
  await addMissingStarters(ctx);
  const plans = await readRunbooks(ctx);
  expect(plans.map(({ slug }) => slug).toSorted()).toEqual(
    readStarters()
      .map(({ slug }) => slug)
      .toSorted(),
  );
  expect(plans).toHaveLength(11);
  expect(await stepsDone(ctx)).toContain('plans');
}, 60_000);

it('goes on where a killed process stopped', async () => {
  const ctx = await begun();
  // It died with its claim, after the first plan.
  await inPracticeSql(ctx, ({ sql }) =>
    sql(
      `update practice set "setUp" = "setUp" || jsonb_build_object('plansAt', (now() - interval '2 minutes')::text)
       where "practiceId" = $1::uuid`,
      [ctx.practiceId],
    ),
  );
  await addMissingStarters(ctx);
  expect(await readRunbooks(ctx)).toHaveLength(11);
}, 60_000);

it('keeps what is ticked: the rest leaves the shelf, comes back, and one stays at least', async () => {
  const ctx = await begun();
  const [first = '', second = '', third = ''] = readStarters().map(({ slug }) => slug);
  await chooseStarters(ctx, { keep: [first, second] });
  expect((await readRunbooks(ctx)).map(({ slug }) => slug).toSorted()).toEqual([first, second].toSorted());
  await chooseStarters(ctx, { keep: [third] });
  expect((await readRunbooks(ctx)).map(({ slug }) => slug)).toEqual([third]);
  expect((await readStarterChoices(ctx)).find(({ starter }) => starter === first)?.state).toBe('removed');
  await chooseStarters(ctx, { keep: [first] });
  expect((await readStarterChoices(ctx)).find(({ starter }) => starter === first)?.state).toBe('in-force');
  await expect(chooseStarters(ctx, { keep: ['nothing'] })).rejects.toMatchObject({ code: 'invalid' });
  expect(await readRunbooks(ctx)).toHaveLength(1);
}, 60_000);
