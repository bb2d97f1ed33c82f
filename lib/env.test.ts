import { describe, expect, test } from 'vitest';
import { EnvError, readEnv } from './env';

const GOOD = {
  APP_URL: 'https://hold.example',
  APP_SECRET: 'x'.repeat(32),
  DATABASE_URL: 'postgresql://holdfast_app@db/holdfast',
  RESEND_API_KEY: 'key',
  RESEND_FROM: 'Holdfast <alerts@hold.example>',
  RESEND_WEBHOOK_SECRET: 'whsec',
  TWILIO_ACCOUNT_SID: 'AC1',
  TWILIO_AUTH_TOKEN: 'token',
  TWILIO_FROM: '+13125550100',
};

function wrong(over: Record<string, string | undefined>): string {
  try {
    readEnv({ ...GOOD, ...over });
  } catch (error) {
    if (error instanceof EnvError) return error.message;
    throw error;
  }
  return 'nothing';
}

describe('settings', () => {
  test('complete ones are taken, with defaults', () => {
    expect(readEnv(GOOD)).toMatchObject({ PORT: 3000, HOLDFAST_MODE: 'production', DATABASE_POOL: 10 });
  });

  test('everything wrong is one list', () => {
    const said = wrong({
      DATABASE_URL: '',
      APP_SECRET: 'short',
      APP_URL: 'http://hold.example',
      CAPTURE_URL: 'http://127.0.0.1:1',
    });
    for (const name of [
      'DATABASE_URL: is missing',
      'APP_SECRET: needs',
      'APP_URL: must be https',
      'CAPTURE_URL: points',
    ]) {
      expect(said).toContain(name);
    }
    expect(said).not.toContain('xxxx');
  });

  test('captured providers are refused in production and outside this machine', () => {
    expect(wrong({ RESEND_BASE_URL: 'https://fake.example' })).toContain('not in production');
    expect(wrong({ HOLDFAST_MODE: 'demo', RESEND_BASE_URL: 'http://fake.example' })).toContain(
      'this machine only',
    );
    expect(wrong({ HOLDFAST_MODE: 'demo', RESEND_BASE_URL: 'http://127.0.0.1:9' })).toBe('nothing');
  });
});
