// The real Twilio SDK against every way the fake can answer.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { signTwilio, startFakeProviders, type FakeProviders, type Mode } from '@/lib/testing/providers';
import type { Outcome } from './outcome';
import { findSms, sendSms, smsState, verifyTwilio, type RenderedSms, type SmsSettings } from './sms';

let fake: FakeProviders;
let settings: SmsSettings;
const text: RenderedSms = {
  to: '+13125550100',
  text: 'LAKESIDE: EHR down since 8:05 AM CST. http://h.example/r/abc',
  practiceId: 'practice-1',
};

beforeAll(async () => {
  fake = await startFakeProviders({ slowMilliseconds: 60, bouncing: ['+13125550199'] });
  settings = {
    accountSid: fake.credentials.twilioAccountSid,
    authToken: fake.credentials.twilioAuthToken,
    from: fake.credentials.twilioFrom,
    baseUrl: fake.twilioUrl,
    statusCallback: 'http://127.0.0.1:9/api/hooks/twilio/status',
    timeoutMilliseconds: 5_000,
  };
  fake.callbacks('off');
});
afterAll(() => fake.stop());
beforeEach(() => {
  fake.clear();
  fake.mode('twilio', 'ok');
  fake.mode('twilio-list', 'ok');
});

describe('answers', () => {
  const expected: [Mode, Partial<Outcome>, boolean][] = [
    ['ok', { kind: 'sent' }, true],
    ['slow', { kind: 'sent' }, true],
    ['400', { kind: 'refused', code: '21211' }, false],
    ['401', { kind: 'refused', code: '20003' }, false],
    ['429', { kind: 'later', afterSeconds: 2, code: '20429' }, false],
    ['quota', { kind: 'later', code: '63038' }, false],
    ['500', { kind: 'later', code: '20500' }, false],
    ['500-plain', { kind: 'unknown' }, false],
    ['html', { kind: 'unknown' }, false],
    ['truncate', { kind: 'unknown' }, true],
    ['cut', { kind: 'unknown' }, true],
    ['reset', { kind: 'unknown' }, false],
    ['accept-then-reset', { kind: 'unknown' }, true],
  ];

  test.each(expected)('%s', async (mode, outcome, taken) => {
    fake.mode('twilio', mode);
    const before = new Date();
    const came = await sendSms(settings, text, `delivery-${mode}`);
    expect(came).toMatchObject(outcome);
    expect(fake.captured()).toHaveLength(taken ? 1 : 0);
    // After an unknown the list knows the truth.
    const found = await findSms(settings, text.to, '/r/abc', before);
    const id = fake.captured()[0]?.id;
    expect(found).toEqual(
      taken ? { kind: 'found', providerId: id, state: 'handed-over' } : { kind: 'absent' },
    );
    if (came.kind === 'sent') expect(came.providerId).toBe(id);
  });

  test('never: unknown at the time-out, and at the caller’s word', async () => {
    fake.mode('twilio', 'hang');
    expect(await sendSms({ ...settings, timeoutMilliseconds: 80 }, text, 'hang-1')).toMatchObject({
      kind: 'unknown',
    });
    const stop = new AbortController();
    const sending = sendSms(settings, text, 'hang-2', stop.signal);
    stop.abort();
    expect(await sending).toMatchObject({ kind: 'unknown' });
  });

  test('nobody listening, or no such name: it never left, so later', async () => {
    const gone = await startFakeProviders();
    await gone.stop();
    expect(await sendSms({ ...settings, baseUrl: gone.url }, text, 'gone')).toMatchObject({
      kind: 'later',
      code: 'ECONNREFUSED',
    });
    const nowhere = { ...settings, baseUrl: 'http://holdfast.invalid' };
    expect(await sendSms(nowhere, text, 'nowhere')).toMatchObject({ kind: 'later' });
  });

  test('bad numbers, stopped numbers and wrong settings are refused in words', async () => {
    expect(await sendSms(settings, { ...text, to: '555' }, 'a')).toMatchObject({
      kind: 'refused',
      code: '21211',
    });
    await fake.reply(text.to, ' stop ');
    expect(await sendSms(settings, text, 'a')).toEqual({
      kind: 'refused',
      code: '21610',
      reason: 'This person has stopped our texts.',
    });
    await fake.reply(text.to, 'Start');
    expect(await sendSms(settings, text, 'a')).toMatchObject({ kind: 'sent' });
    expect(await sendSms({ ...settings, authToken: 'wrong' }, text, 'a')).toMatchObject({
      kind: 'refused',
      code: '20003',
    });
    expect(await sendSms({ ...settings, accountSid: 'wrong' }, text, 'a')).toMatchObject({ kind: 'refused' });
    expect(await sendSms({ ...settings, statusCallback: 'wrong' }, text, 'a')).toMatchObject({
      kind: 'refused',
    });
  });

  test('many at once keep their own answers apart', async () => {
    fake.mode('twilio', '429', 1);
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, at) => sendSms(settings, text, `many-${at}`)),
    );
    expect(outcomes.filter((outcome) => outcome.kind === 'sent')).toHaveLength(19);
    expect(outcomes.filter((outcome) => outcome.kind === 'later')).toEqual([
      expect.objectContaining({ afterSeconds: 2 }),
    ]);
  });
});

test('a text is worth 15 minutes at most, and its callback names practice and delivery', async () => {
  for (const validitySeconds of [undefined, 60, 36_000]) {
    await sendSms(
      settings,
      { ...text, ...(validitySeconds !== undefined && { validitySeconds }) },
      'delivery-1',
    );
  }
  expect(fake.captured().map((message) => message.validitySeconds)).toEqual([900, 60, 900]);
  expect(fake.captured()[0]?.statusCallback).toBe(
    'http://127.0.0.1:9/api/hooks/twilio/status?practice=practice-1&delivery=delivery-1',
  );
});

describe('the provider’s list', () => {
  test.each<Mode>(['500', '401', '429', 'html', 'truncate', 'cut', 'reset', 'hang'])(
    '%s: nobody knows',
    async (mode) => {
      await sendSms(settings, text, 'd');
      fake.mode('twilio-list', mode);
      const short = { ...settings, timeoutMilliseconds: mode === 'hang' ? 80 : 5_000 };
      expect(await findSms(short, text.to, '/r/abc', new Date())).toMatchObject({ kind: 'unknown' });
    },
  );

  test('another person’s, another link’s or an older text is not ours', async () => {
    await sendSms(settings, text, 'd');
    const now = new Date();
    expect(await findSms(settings, '+13125550101', '/r/abc', now)).toEqual({ kind: 'absent' });
    expect(await findSms(settings, text.to, '/r/abd', now)).toEqual({ kind: 'absent' });
    expect(await findSms(settings, text.to, '/r/abc', new Date(now.getTime() + 600_000))).toEqual({
      kind: 'absent',
    });
    expect(await findSms(settings, text.to, '/r/abc', now)).toMatchObject({ kind: 'found' });
  });
});

describe('webhooks', () => {
  const token = 'token';
  const url = 'https://hold.example/api/hooks/twilio/status?practice=a&delivery=b';
  const params = { MessageSid: 'SM1', MessageStatus: 'delivered', From: '+13125550100', Body: ' 1 ' };
  const signature = signTwilio(token, url, params);

  test('only Twilio’s own, whole', () => {
    expect(verifyTwilio(token, url, params, signature)).toBe(true);
    expect(verifyTwilio('other', url, params, signature)).toBe(false);
    expect(verifyTwilio('', url, params, signTwilio('', url, params))).toBe(false);
    expect(verifyTwilio(token, url.replace('https', 'http'), params, signature)).toBe(false);
    expect(verifyTwilio(token, url.replace('=b', '=c'), params, signature)).toBe(false);
    expect(verifyTwilio(token, url.replace('hold', 'evil'), params, signature)).toBe(false);
    expect(verifyTwilio(token, url, { ...params, Extra: '1' }, signature)).toBe(false);
    expect(verifyTwilio(token, url, { ...params, Body: '1' }, signature)).toBe(false);
    expect(verifyTwilio(token, url, { MessageSid: 'SM1' }, signature)).toBe(false);
    expect(verifyTwilio(token, 'not a url', params, signature)).toBe(false);
    for (const bad of ['', null, undefined, 'AAAA', '\u0000'])
      expect(verifyTwilio(token, url, params, bad)).toBe(false);
  });

  test('what their words mean', () => {
    expect(
      ['queued', 'sent', 'delivered', 'undelivered', 'failed', 'received', 'constructor'].map(smsState),
    ).toEqual(['handed-over', 'handed-over', 'delivered', 'failed', 'failed', null, null]);
  });
});
