// The fakes themselves: what they keep, how they call back, and that nothing they do can hurt the process.
import { mkdtemp, readFile, rm, appendFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sendEmail, verifyResend } from '@/lib/notifications/channels/email';
import { sendSms, verifyTwilio } from '@/lib/notifications/channels/sms';
import { startFakeProviders, type FakeProviders, type FakeProvidersOptions } from './index';

interface Hook {
  path: string;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

let app: Server;
let appUrl: string;
let hooks: Hook[];
let answer: string;
const started: FakeProviders[] = [];
const folders: string[] = [];

beforeEach(async () => {
  hooks = [];
  answer = '<Response/>';
  app = createServer((req, res) => {
    let body = '';
    req.on('data', (chunk: Buffer) => (body += chunk.toString()));
    req.on('end', () => {
      hooks.push({ path: req.url ?? '', headers: req.headers, body });
      res.end(answer);
    });
  });
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  appUrl = `http://localhost:${(app.address() as AddressInfo).port}`;
});

afterEach(async () => {
  await Promise.all(started.splice(0).map((one) => one.stop()));
  app.closeAllConnections();
  await new Promise((resolve) => app.close(resolve));
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

async function start(options: FakeProvidersOptions = {}): Promise<FakeProviders> {
  const fake = await startFakeProviders({
    publicUrl: () => appUrl,
    callbackDelayMilliseconds: 0,
    callbackRetryMilliseconds: [],
    ...options,
  });
  started.push(fake);
  return fake;
}

const mailTo = (fake: FakeProviders, to: string, id = 'd1') =>
  sendEmail(
    { apiKey: fake.credentials.resendApiKey, from: 'a@b.example', baseUrl: fake.resendUrl },
    { to, subject: 'EHR down', html: '<p>x</p>', text: 'x', practiceId: 'p1' },
    id,
  );
const textTo = (fake: FakeProviders, to: string, text = 'EHR down') =>
  sendSms(
    {
      accountSid: fake.credentials.twilioAccountSid,
      authToken: fake.credentials.twilioAuthToken,
      from: fake.credentials.twilioFrom,
      baseUrl: fake.twilioUrl,
      statusCallback: `${appUrl}/api/hooks/twilio/status`,
    },
    { to, text, practiceId: 'p1' },
    'd2',
  );
const form = (body: string) => Object.fromEntries(new URLSearchParams(body));

test('a mail is reported sent, then delivered, in signed webhooks', async () => {
  const fake = await start();
  await mailTo(fake, 'ana@x.example');
  await fake.settled();
  expect(hooks.map((hook) => hook.path)).toEqual(['/api/hooks/resend', '/api/hooks/resend']);
  for (const { headers, body } of hooks) {
    expect(verifyResend(fake.credentials.resendWebhookSecret, headers, body)).toBe(true);
  }
  const events: unknown[] = hooks.map((hook) => JSON.parse(hook.body));
  expect(events).toMatchObject([
    { type: 'email.sent', data: { to: ['ana@x.example'], tags: { practice: 'p1', delivery: 'd1' } } },
    { type: 'email.delivered', data: { email_id: fake.captured()[0]?.id } },
  ]);
});

test('a text is reported to the callback that came with it, ids and all', async () => {
  const fake = await start();
  await textTo(fake, '+13125550100');
  await fake.settled();
  expect(hooks.map((hook) => form(hook.body).MessageStatus)).toEqual(['sent', 'delivered']);
  for (const { path, headers, body } of hooks) {
    expect(path).toBe('/api/hooks/twilio/status?practice=p1&delivery=d2');
    const signature = String(headers['x-twilio-signature']);
    expect(verifyTwilio(fake.credentials.twilioAuthToken, appUrl + path, form(body), signature)).toBe(true);
  }
});

test('those who cannot be delivered to are reported failed', async () => {
  const fake = await start({ bouncing: ['gone@x.example', '+13125550199'] });
  await mailTo(fake, 'gone@x.example');
  await fake.settled();
  await textTo(fake, '+13125550199');
  await fake.settled();
  expect(hooks[1]?.body).toContain('"email.bounced"');
  expect(form(hooks[3]?.body ?? '')).toMatchObject({ MessageStatus: 'undelivered', ErrorCode: '30003' });
  expect(fake.captured().map((message) => message.status)).toEqual(['undelivered', 'bounced']);
});

test('callbacks can come reversed, doubled or never', async () => {
  const fake = await start();
  const statuses = () => hooks.splice(0).map((hook) => form(hook.body).MessageStatus);
  fake.callbacks('reversed');
  await textTo(fake, '+13125550100');
  await fake.settled();
  expect(statuses()).toEqual(['delivered', 'sent']);
  fake.callbacks('doubled');
  await textTo(fake, '+13125550100');
  await fake.settled();
  expect(statuses()).toEqual(['sent', 'sent', 'delivered', 'delivered']);
  fake.callbacks('off');
  await textTo(fake, '+13125550100');
  await fake.settled();
  expect(statuses()).toEqual([]);
});

test('an app that is not there, or not on this machine, hurts nobody', async () => {
  const gone = await start({ publicUrl: () => 'http://127.0.0.1:1', callbackRetryMilliseconds: [1, 1] });
  await mailTo(gone, 'ana@x.example');
  await gone.settled();
  expect(await gone.reply('+13125550100', '1')).toEqual({ status: 0, messages: [] });
  const far = await start({ publicUrl: () => 'https://hold.example' });
  await mailTo(far, 'ana@x.example');
  await far.settled();
  expect([gone.counts().callbacks.failed, far.counts().callbacks.failed]).toEqual([2, 2]);
  expect(hooks).toEqual([]);
});

test('a reply reaches the app signed, and its answer comes back as a text', async () => {
  const fake = await start();
  answer = '<?xml version="1.0"?><Response><Message>Thanks, Ana &amp; team: coming.</Message></Response>';
  const before = await textTo(fake, '+13125550100');
  await fake.settled();
  hooks.length = 0;
  expect(await fake.reply('+13125550100', ' 1 ')).toEqual({
    status: 200,
    messages: ['Thanks, Ana & team: coming.'],
  });
  const [hook] = hooks;
  const params = form(hook?.body ?? '');
  expect(hook?.path).toBe('/api/hooks/twilio/inbound');
  expect(params).toMatchObject({ From: '+13125550100', To: fake.credentials.twilioFrom, Body: ' 1 ' });
  const signature = String(hook?.headers['x-twilio-signature']);
  expect(
    verifyTwilio(fake.credentials.twilioAuthToken, `${appUrl}/api/hooks/twilio/inbound`, params, signature),
  ).toBe(true);
  expect(fake.captured('+13125550100').map((message) => message.text)).toEqual([
    'Thanks, Ana & team: coming.',
    'EHR down',
  ]);
  expect(before.kind).toBe('sent');
});

test('messages wait to be found, newest first', async () => {
  const fake = await start();
  const coming = fake.waitFor((message) => message.to === '+13125550101');
  await textTo(fake, '+13125550100');
  await textTo(fake, '+13125550101');
  expect((await coming).to).toBe('+13125550101');
  const listed: unknown = await (await fetch(`${fake.url}/captured`)).json();
  expect(listed).toMatchObject([{ channel: 'sms', to: '+13125550101' }, { to: '+13125550100' }]);
  const one: unknown = await (
    await fetch(`${fake.url}/captured?to=${encodeURIComponent('+13125550100')}`)
  ).json();
  expect(one).toHaveLength(1);
  await expect(fake.waitFor((message) => message.to === 'nobody', 5)).rejects.toThrow('No such message');
});

test('a restart keeps messages, keys and opt-outs, and survives a half-written line', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-fakes-'));
  folders.push(folder);
  const dataFile = join(folder, 'deep', 'messages.jsonl');
  const first = await start({ dataFile });
  await mailTo(first, 'ana@x.example');
  await textTo(first, '+13125550100');
  await first.reply('+13125550102', 'STOP');
  await first.settled();
  await first.stop();
  await appendFile(dataFile, '{"id":"half');
  const second = await start({ dataFile });
  expect(second.captured()).toEqual(first.captured());
  expect(second.captured().map((message) => message.status)).toEqual(['delivered', 'delivered']);
  await mailTo(second, 'ana@x.example');
  expect(second.captured()).toHaveLength(2);
  expect(await textTo(second, '+13125550102')).toMatchObject({ kind: 'refused', code: '21610' });
  expect(await readFile(dataFile, 'utf8')).not.toContain('half');
});

test('keeps the newest 5,000', async () => {
  const fake = await start({ publicUrl: () => '' });
  const batch = (from: number) =>
    fetch(`${fake.url}/emails/batch`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${fake.credentials.resendApiKey}`,
        'content-type': 'application/json',
        'idempotency-key': `batch-${from}`,
      },
      body: JSON.stringify(
        Array.from({ length: 100 }, (_, at) => ({
          from: 'a@b.example',
          to: `p${from + at}@x.example`,
          subject: 's',
          text: 't',
        })),
      ),
    });
  for (let from = 0; from < 5_100; from += 100) expect((await batch(from)).status).toBe(200);
  await batch(5_000);
  const all = fake.captured();
  expect(all).toHaveLength(5_000);
  expect([all[0]?.to, all.at(-1)?.to]).toEqual(['p5099@x.example', 'p100@x.example']);
  expect(fake.counts().resend).toMatchObject({ accepted: 5_100, repeats: 100 });
});

test('modes are set over HTTP too, for so many requests; nonsense and web pages are refused', async () => {
  const fake = await start();
  const say = (path: string, body: unknown, type = 'application/json') =>
    fetch(fake.url + path, { method: 'POST', headers: { 'content-type': type }, body: JSON.stringify(body) });
  expect((await say('/mode', { provider: 'twilio', mode: '500', times: 1 })).status).toBe(200);
  expect((await textTo(fake, '+13125550100')).kind).toBe('later');
  expect((await textTo(fake, '+13125550100')).kind).toBe('sent');
  const refused = [
    say('/mode', { provider: 'aws', mode: 'ok' }),
    say('/mode', { provider: 'twilio', mode: 'odd' }),
    say('/mode', { provider: 'twilio', mode: 'ok', times: 0 }),
    say('/mode', { provider: 'twilio', mode: 'ok' }, 'text/plain'),
    say('/mode', []),
    say('/reply', { from: 'ana', body: '1' }),
    say('/reply', { from: '+13125550100', body: 1 }),
    say('/callbacks', { order: 'odd' }),
  ];
  expect((await Promise.all(refused)).map((response) => response.status)).toEqual(refused.map(() => 400));
  expect((await fetch(`${fake.url}/nothing`)).status).toBe(404);
  expect((await say('/callbacks', { order: 'off' })).status).toBe(200);
  expect((await say('/clear', {})).status).toBe(200);
  expect(fake.captured()).toEqual([]);
});

test('a taken port is said so', async () => {
  const fake = await start();
  await expect(startFakeProviders({ port: Number(new URL(fake.url).port) })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
});
