// The real Resend SDK against every way the fake can answer.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  FAKE_CREDENTIALS,
  signSvix,
  startFakeProviders,
  type FakeProviders,
  type Mode,
} from '@/lib/testing/providers';
import {
  emailState,
  sendEmail,
  senderOf,
  verifyResend,
  type EmailSettings,
  type RenderedEmail,
} from './email';
import type { Outcome } from './outcome';

let fake: FakeProviders;
let settings: EmailSettings;
const mail: RenderedEmail = {
  to: 'ana@lakeside.example',
  subject: 'EHR down',
  html: '<p>EHR down</p>',
  text: 'EHR down',
  practiceId: 'practice-1',
};

beforeAll(async () => {
  fake = await startFakeProviders({ slowMilliseconds: 60 });
  settings = {
    apiKey: fake.credentials.resendApiKey,
    from: 'Holdfast <alerts@hold.example>',
    baseUrl: fake.resendUrl,
    timeoutMilliseconds: 5_000,
  };
});
afterAll(() => fake.stop());
beforeEach(() => {
  fake.clear();
  fake.mode('resend', 'ok');
});

describe('answers', () => {
  // Mode, what it comes to, and whether the provider had taken the mail in.
  const expected: [Mode, Partial<Outcome>, boolean][] = [
    ['ok', { kind: 'sent' }, true],
    ['slow', { kind: 'sent' }, true],
    ['400', { kind: 'refused', code: 'validation_error' }, false],
    ['401', { kind: 'refused', code: 'invalid_api_key' }, false],
    ['429', { kind: 'later', afterSeconds: 2, code: 'rate_limit_exceeded' }, false],
    ['quota', { kind: 'later', code: 'daily_quota_exceeded' }, false],
    ['500', { kind: 'later', code: 'internal_server_error' }, false],
    ['500-plain', { kind: 'later' }, false],
    ['html', { kind: 'unknown' }, false],
    ['truncate', { kind: 'unknown' }, true],
    ['cut', { kind: 'unknown' }, true],
    ['reset', { kind: 'unknown' }, false],
    ['accept-then-reset', { kind: 'unknown' }, true],
  ];

  test.each(expected)('%s', async (mode, outcome, taken) => {
    fake.mode('resend', mode);
    expect(await sendEmail(settings, mail, `try-${mode}`)).toMatchObject(outcome);
    expect(fake.captured()).toHaveLength(taken ? 1 : 0);
    // The same key again, as the retry will do: one message in all, and its id.
    fake.mode('resend', 'ok');
    const again = await sendEmail(settings, mail, `try-${mode}`);
    expect(fake.captured()).toHaveLength(1);
    expect(again).toEqual({ kind: 'sent', providerId: fake.captured()[0]?.id });
  });

  test('never: unknown at the time-out, and at the caller’s word', async () => {
    fake.mode('resend', 'hang');
    expect(await sendEmail({ ...settings, timeoutMilliseconds: 80 }, mail, 'hang-1')).toMatchObject({
      kind: 'unknown',
    });
    const stop = new AbortController();
    const sending = sendEmail(settings, mail, 'hang-2', stop.signal);
    stop.abort();
    expect(await sending).toMatchObject({ kind: 'unknown' });
  });

  test('nobody listening: unknown, and safe to repeat', async () => {
    const gone = await startFakeProviders();
    await gone.stop();
    expect(await sendEmail({ ...settings, baseUrl: gone.url }, mail, 'gone')).toMatchObject({
      kind: 'unknown',
    });
  });

  test('a wrong key is refused in words; a missing one before anything is sent', async () => {
    expect(await sendEmail({ ...settings, apiKey: 're_wrong' }, mail, 'a')).toMatchObject({
      kind: 'refused',
    });
    expect(await sendEmail({ ...settings, apiKey: '' }, mail, 'a')).toMatchObject({ kind: 'refused' });
  });
});

describe('one message, one key', () => {
  test('twenty repeats are one message', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => sendEmail(settings, mail, 'delivery-1')),
    );
    expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome)))).toHaveLength(1);
    expect(fake.captured()).toHaveLength(1);
    expect(fake.captured()[0]).toMatchObject({
      idempotencyKey: 'delivery-1',
      repeats: 19,
      tags: { practice: 'practice-1', delivery: 'delivery-1' },
    });
  });

  test('the same key with other bytes is refused, not sent', async () => {
    await sendEmail(settings, mail, 'delivery-2');
    const other = await sendEmail(settings, { ...mail, subject: 'changed' }, 'delivery-2');
    expect(other).toMatchObject({ kind: 'refused', code: 'invalid_idempotent_request' });
    expect(fake.captured()).toHaveLength(1);
  });
});

describe('webhooks', () => {
  const secret = FAKE_CREDENTIALS.resendWebhookSecret;
  const body = '{"type":"email.delivered","data":{"email_id":"x"}} ';
  const now = Math.floor(Date.now() / 1000);

  test('only our own, whole and recent', () => {
    const good = signSvix(secret, 'msg_1', body);
    expect(verifyResend(secret, good, body)).toBe(true);
    expect(verifyResend(secret, new Headers(good), body)).toBe(true);
    expect(verifyResend(secret, good, body.trim())).toBe(false);
    expect(verifyResend(secret, good, body.replace('x', 'y'))).toBe(false);
    expect(verifyResend(secret, { ...good, 'svix-id': 'msg_2' }, body)).toBe(false);
    expect(verifyResend(secret, { ...good, 'svix-signature': 'v1,AAAA' }, body)).toBe(false);
    expect(verifyResend(secret, { ...good, 'svix-signature': undefined }, body)).toBe(false);
    expect(verifyResend(secret, {}, body)).toBe(false);
    expect(verifyResend('', good, body)).toBe(false);
    expect(verifyResend('whsec_!', good, body)).toBe(false);
    expect(verifyResend(`whsec_${Buffer.from('other').toString('base64')}`, good, body)).toBe(false);
  });

  test.each([
    [-360, false],
    [-290, true],
    [290, true],
    [360, false],
  ])('signed %i seconds from now: %s', (seconds, accepted) => {
    expect(verifyResend(secret, signSvix(secret, 'msg_1', body, now + seconds), body)).toBe(accepted);
  });

  test('what their words mean', () => {
    expect(
      ['email.sent', 'email.delivered', 'email.bounced', 'email.opened', 'constructor'].map(emailState),
    ).toEqual(['handed-over', 'delivered', 'failed', null, null]);
  });
});

test.each([
  ['Lakeside', '"Lakeside via Holdfast" <alerts@hold.example>'],
  ['Dr. O’Neil, "Kids"', '"Dr. O’Neil, Kids via Holdfast" <alerts@hold.example>'],
  ['x\r\nBcc: everybody@evil.example', '"x Bcc: everybody@evil.example via Holdfast" <alerts@hold.example>'],
  ['x" <boss@evil.example>', '"x boss@evil.example via Holdfast" <alerts@hold.example>'],
  ['=?utf-8?q?Boss?=', '"utf-8?q?Boss via Holdfast" <alerts@hold.example>'],
  ['x\\', '"x via Holdfast" <alerts@hold.example>'],
  ['\u2028\u202e\0', '"Holdfast" <alerts@hold.example>'],
])('%j stays a name in the From line', (name, from) => {
  for (const given of ['Holdfast <alerts@hold.example>', 'alerts@hold.example']) {
    expect(senderOf(given, name)).toBe(from);
  }
});
