// Signing a practice up: one press, two presses at once, or five too many.
import { afterAll, expect, it } from 'vitest';
import { newId } from '@/lib/core';
import { inPracticeSql, inSystem } from '@/lib/db';
import { createAccount } from '@/lib/identity';
import { useTestDatabase } from '@/lib/testing';
import { findMember, listPracticesOf, readPractice, signUpPractice } from './index';
import { slugFrom, smsNameFrom } from './rules';

const database = await useTestDatabase();
afterAll(() => database.drop());

async function founder() {
  const email = `f-${newId().slice(0, 8)}@mail.example`;
  const accountId = await createAccount({ email, name: 'Fay Founder', password: 'a-password-of-hers' });
  return { accountId, email, name: 'Fay Founder', sessionId: newId(), practiceId: null };
}

const form = (name: string, more: object = {}) => ({
  formId: newId(),
  name,
  kind: 'Pediatrics',
  ehr: 'Chart',
  zone: 'America/Denver',
  jobRoles: ['incident_lead' as const],
  siteName: 'Main',
  address: '1 Road',
  phone: '555 0100',
  ...more,
});

it('makes the practice, its site, its owner and how to reach them', async () => {
  const fay = await founder();
  const { slug, ctx } = await signUpPractice(fay, form('St. Mary’s Children & Family'));
  expect(slug).toBe('st-marys-children-family');
  expect(await readPractice(ctx)).toMatchObject({ smsName: "ST. MARY'S CHILDREN", zone: 'America/Denver' });
  expect(await findMember(ctx.practiceId, fay.accountId)).toMatchObject({
    right: 'owner',
    name: 'Fay Founder',
    jobRoles: ['incident_lead'],
  });
  const [facts] = await inPracticeSql(ctx, ({ sql }) =>
    sql(
      `select (select count(*)::int from site where "practiceId" = $1::uuid) as sites,
         (select address from reach where "practiceId" = $1::uuid and "verifiedAt" is not null) as reach,
         (select count(*)::int from event where "practiceId" = $1::uuid and "chainId" = $1::uuid) as events`,
      [ctx.practiceId],
    ),
  );
  expect(facts).toEqual({ sites: 1, reach: fay.email, events: 3 });
});

it('a double press makes one practice, also at the same moment; another form makes another', async () => {
  const fay = await founder();
  const given = form('Twice Clinic');
  const made = await Promise.all(Array.from({ length: 8 }, () => signUpPractice(fay, given)));
  expect(new Set(made.map(({ slug }) => slug)).size).toBe(1);
  expect(await listPracticesOf(fay.accountId)).toHaveLength(1);
  const again = await signUpPractice(fay, form('Twice Clinic'));
  expect(again.slug).not.toBe(made[0]?.slug);
  // Somebody else's form of the same number is their own.
  const other = await signUpPractice(await founder(), given);
  expect(other.slug).not.toBe(made[0]?.slug);
});

it('numbers a name that is taken and leaves out what is ours', async () => {
  const [one, two] = [await founder(), await founder()];
  const name = `Name ${newId().slice(0, 6)}`;
  const first = await signUpPractice(one, form(name));
  expect((await signUpPractice(two, form(name))).slug).toBe(`${first.slug}-2`);
  expect((await signUpPractice(two, form('Shell'))).slug).toBe('shell-2');
});

it('refuses a sixth practice of one account, also when all are asked for at once', async () => {
  const fay = await founder();
  const results = await Promise.allSettled(
    Array.from({ length: 8 }, (_, n) => signUpPractice(fay, form(`Many ${n} ${fay.accountId.slice(0, 6)}`))),
  );
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
  expect(await listPracticesOf(fay.accountId)).toHaveLength(5);
  await expect(signUpPractice(fay, form('One more'))).rejects.toMatchObject({ code: 'limit' });
});

it('is for a proven address and a session of one’s own, and says what is wrong with a form', async () => {
  const fay = await founder();
  await expect(signUpPractice({ ...fay, practiceId: newId() }, form('X'))).rejects.toMatchObject({
    code: 'forbidden',
  });
  await expect(signUpPractice(fay, form('X', { zone: 'Mars/Base' }))).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringContaining('Time zone') as string,
  });
  await expect(signUpPractice(fay, form('X', { jobRoles: [], address: '' }))).rejects.toMatchObject({
    message: expect.stringMatching(/Your own jobs.*Address is empty/) as string,
  });
  await inSystem(({ sql }) =>
    sql(`update account set "emailProvenAt" = null where id = $1::uuid`, [fay.accountId]),
  );
  await expect(signUpPractice(fay, form('X'))).rejects.toMatchObject({ code: 'forbidden' });
  expect(await listPracticesOf(fay.accountId)).toHaveLength(0);
});

it('makes short names of any name', () => {
  expect(slugFrom('  Ärzte & Söhne — Praxis  ')).toBe('arzte-sohne-praxis');
  expect(slugFrom('診療所')).toBe('practice');
  expect(slugFrom('x'.repeat(200))).toHaveLength(40);
  expect(smsNameFrom('Lakeside Family Medicine of Chicago')).toBe('LAKESIDE FAMILY');
  expect(smsNameFrom('診療所')).toBe('PRACTICE');
  expect(smsNameFrom('Otolaryngologyofthewholecounty')).toBe('OTOLARYNGOLOGYOFTHEW');
});
