// Texts a provider signed once, sent again by somebody who kept them, and fields no signature covers.
import { afterAll, expect, test } from 'vitest';
import { useTestDatabase } from '@/lib/testing';
import { testPractice } from '@/lib/testing/practice';
import { signTwilio } from '@/lib/testing/providers';
import { startTelling } from '@/lib/testing/telling';
import { previewTelling } from '.';

const database = await useTestDatabase();
const { providers, url, stop } = await startTelling();
afterAll(async () => {
  await stop();
  await database.drop();
});

const hook = `${url}/api/hooks/twilio/inbound`;

function text(sid: string, from: string, body: string, unsigned = ''): Promise<Response> {
  const fields = { MessageSid: sid, From: from, To: '+15005550006', Body: body };
  const signature = signTwilio(providers.credentials.twilioAuthToken, hook, fields);
  return fetch(hook, {
    method: 'POST',
    headers: { 'x-twilio-signature': signature, 'content-type': 'application/x-www-form-urlencoded' },
    body: `${new URLSearchParams(fields)}${unsigned}`,
  });
}

test('an old START sent again does not undo a STOP, nor an old STOP a START', async () => {
  const practice = await testPractice({ others: 1 });
  const phone = practice.others[0]?.phone ?? '';
  const byText = async () => (await previewTelling(practice.lead, practice.treeId)).byText;
  const all = await byText();
  await text('SMa', phone, 'STOP');
  expect(await byText()).toBe(all - 1);
  await text('SMb', phone, 'START');
  expect(await byText()).toBe(all);
  await text('SMa', phone, 'STOP');
  expect(await byText()).toBe(all);
  await text('SMc', phone, 'STOP');
  const again = await Promise.all([text('SMb', phone, 'START'), text('SMb', phone, 'START')]);
  expect(again.map((answer) => answer.status)).toEqual([200, 200]);
  expect(await byText()).toBe(all - 1);
});

test.each(['&Extra=1', '&__proto__=1', '&__proto__=1&__proto__=2', '&Body=3', '&constructor=1'])(
  'a field nobody signed is a forgery: %s',
  async (unsigned) => {
    expect((await text('SMx', '+13125550100', 'HELP', unsigned)).status).toBe(403);
  },
);
