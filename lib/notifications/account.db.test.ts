// Messages to accounts, with the real SDKs against fakes: sent once, in time or not at all, and nothing for nobody.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { newId } from '@/lib/core';
import { inSystem } from '@/lib/db';
import {
  askConfirmCode,
  askSignInCode,
  askSignUpCode,
  createAccount,
  passCode,
  passLink,
  readSession,
  savePassword,
  signIn,
} from '@/lib/identity';
import { openJobs } from '@/lib/jobs';
import { useTestDatabase } from '@/lib/testing';
import { startTelling } from '@/lib/testing/telling';
import { sendAccountMessage } from '.';
import { hashNumber } from './links';

const database = await useTestDatabase();
const telling = await startTelling();
const { providers } = telling;
beforeAll(() => openJobs());
beforeEach(() => {
  providers.mode('resend', 'ok');
  providers.mode('twilio', 'ok');
  providers.mode('twilio-list', 'ok');
});
afterAll(async () => {
  await telling.stop();
  await database.drop();
});

const rows = <T extends object>(text: string, values: unknown[] = []): Promise<T[]> =>
  inSystem(({ sql }) => sql<T>(text, values));

let numbers = 0;
async function person(): Promise<{ id: string; email: string; mobile: string }> {
  const email = `${newId()}@example.test`;
  const id = await createAccount({ email, name: 'Ann Example', password: 'correct-horse-battery-1' });
  numbers += 1;
  const mobile = `+131255502${String(numbers).padStart(2, '0')}`;
  await rows(`update account set mobile = $2 where id = $1::uuid`, [id, mobile]);
  return { id, email, mobile };
}

const messagesTo = (address: string) =>
  rows<{ id: string; state: string; reason: string; attempts: number }>(
    `select id, state, reason, attempts from account_message where address = $1 order by "createdAt"`,
    [address],
  );
async function sendTo(address: string): Promise<string> {
  const [message] = await messagesTo(address);
  await sendAccountMessage(message?.id ?? '');
  return message?.id ?? '';
}
const ask = (address: string): Promise<string> => askSignInCode({ address, ip: null });

test('a sign-in mail has a button to our own address, the code, and goes once under its own key', async () => {
  const { email } = await person();
  const pass = await ask(email);
  const id = await sendTo(email);
  await sendAccountMessage(id);
  const [mail, ...more] = providers.captured(email);
  expect(more).toEqual([]);
  const code = passCode(pass);
  expect(mail).toMatchObject({ idempotencyKey: id });
  expect(mail?.text).toContain(`Your sign-in code: ${code.slice(0, 4)} ${code.slice(4)}`);
  expect(mail?.html).toContain(`${telling.url}/sign-in/link/${passLink(pass)}`);
  expect(await messagesTo(email)).toMatchObject([{ state: 'handed-over', attempts: 1 }]);
});

test('a text is one short sentence with the code', async () => {
  const { mobile } = await person();
  const pass = await ask(mobile);
  await sendTo(mobile);
  const code = passCode(pass);
  expect(providers.captured(mobile).map((message) => message.text)).toEqual([
    `Holdfast: your sign-in code is ${code.slice(0, 4)} ${code.slice(4)}, good for 10 minutes.`,
  ]);
});

test('an address nobody has gets nothing, and is forgotten; a new one that signs up is written to', async () => {
  const email = `${newId()}@example.test`;
  await ask(email);
  await sendTo(email);
  expect(await messagesTo(email)).toEqual([]);
  expect(providers.captured(email)).toEqual([]);
  const pass = await askSignUpCode({ email, name: 'Bea New', ip: null });
  await sendTo(email);
  expect(providers.captured(email)[0]?.text).toContain(passCode(pass).slice(0, 4));
  expect(providers.captured(email)[0]?.text).not.toContain('/sign-in/link/');
});

test('a code to confirm says so, and brings no link one could sign in with', async () => {
  const { email } = await person();
  const entered = await signIn({ email, password: 'correct-horse-battery-1', device: 'x', ip: null });
  const session = 'token' in entered ? await readSession(entered.token) : null;
  if (!session) throw new Error('No session');
  await askConfirmCode(session, 'email');
  await sendTo(email);
  const [mail] = providers.captured(email);
  expect(mail?.subject).toMatch(/code to confirm that it is you$/);
  expect(mail?.text).not.toContain('/sign-in/link/');
});

test.each([
  ['over', `update door_pass set "expiresAt" = now() where id = $1::uuid`],
  ['used', `update door_pass set "usedAt" = now() where id = $1::uuid`],
  ['gone', `delete from door_pass where id = $1::uuid`],
])('a code whose pass is %s is not sent any more', async (_what, change) => {
  const { email } = await person();
  await rows(change, [await ask(email)]);
  await sendTo(email);
  expect(providers.captured(email)).toEqual([]);
  expect(await messagesTo(email)).toMatchObject([
    { state: 'failed', reason: 'Its code was no longer good.' },
  ]);
});

test('a provider in trouble is tried again, and a mail is the same mail', async () => {
  const { email } = await person();
  await ask(email);
  for (const mode of ['500', 'reset', '429', 'accept-then-reset'] as const) {
    providers.mode('resend', mode, 1);
    await expect(sendTo(email)).rejects.toThrow(/Not sent yet/);
  }
  await sendTo(email);
  const captured = providers.captured(email);
  expect(captured).toHaveLength(1);
  expect(await messagesTo(email)).toMatchObject([{ state: 'handed-over', attempts: 5 }]);
});

test('a text that may have got through is looked for first, and is not doubled', async () => {
  const { mobile } = await person();
  await ask(mobile);
  providers.mode('twilio', 'accept-then-reset', 1);
  await expect(sendTo(mobile)).rejects.toThrow(/Not sent yet/);
  providers.mode('twilio-list', '500', 1);
  await expect(sendTo(mobile)).rejects.toThrow(/Not sent yet/);
  await sendTo(mobile);
  expect(providers.captured(mobile)).toHaveLength(1);
  expect(await messagesTo(mobile)).toMatchObject([{ state: 'handed-over' }]);
});

test('what a provider refuses, and a number that said STOP, end in words', async () => {
  const { email, mobile } = await person();
  providers.mode('resend', '400', 1);
  await ask(email);
  await sendTo(email);
  expect(await messagesTo(email)).toMatchObject([
    { state: 'failed', reason: expect.stringMatching(/refused/) },
  ]);
  await rows(`insert into number_opt_out ("numberHash") values ($1)`, [hashNumber(mobile)]);
  await ask(mobile);
  await sendTo(mobile);
  expect(providers.captured(mobile)).toEqual([]);
  expect(await messagesTo(mobile)).toMatchObject([{ state: 'failed' }]);
});

test('news about the account reaches its address and its number, by our own words only', async () => {
  const { email, mobile } = await person();
  const device = 'Evil.example\nhttps://evil.example/login';
  const entered = await signIn({ email, password: 'correct-horse-battery-1', device, ip: null });
  const session = 'token' in entered ? await readSession(entered.token) : null;
  if (!session) throw new Error('No session');
  await savePassword(session, { password: 'another-good-one', endOthers: true });
  await sendTo(email);
  await sendTo(mobile);
  const [mail] = providers.captured(email);
  expect(mail?.subject).toBe('The password of your Holdfast account was changed.');
  expect(mail?.text).toContain(`${telling.url}/account`);
  expect(mail?.text).not.toContain('https://evil');
  expect(providers.captured(mobile)[0]?.text).toMatch(
    /^Holdfast: The password of your account was changed\./,
  );
});

test('what is long over is swept away', async () => {
  const { email } = await person();
  const old = await ask(email);
  await rows(`update door_pass set "expiresAt" = now() - interval '25 hours' where id = $1::uuid`, [old]);
  await rows(
    `update account_message set "createdAt" = now() - interval '31 days' where "passId" = $1::uuid`,
    [old],
  );
  await ask(email);
  const [first, second] = await messagesTo(email);
  await sendAccountMessage(second?.id ?? first?.id ?? '');
  expect(await messagesTo(email)).toHaveLength(1);
  expect(await rows(`select 1 from door_pass where id = $1::uuid`, [old])).toEqual([]);
});
