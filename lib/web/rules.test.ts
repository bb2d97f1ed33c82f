import { describe, expect, test } from 'vitest';
import { deviceName, isPhone, originAllowed, pagePolicy, safeNext, securityHeaders } from './rules';

test('the policy of a page allows its nonce and nothing inline, no eval, no frames', () => {
  const policy = pagePolicy('abc');
  expect(policy).toContain("script-src 'nonce-abc' 'strict-dynamic';");
  expect(policy).not.toContain('unsafe');
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(securityHeaders('abc')).toMatchObject({
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
  });
});

describe('origin', () => {
  const app = 'https://hold.example/';
  test.each([
    ['https://hold.example', true],
    ['https://hold.example:444', false],
    ['http://hold.example', false],
    ['https://hold.example.evil.example', false],
    ['null', false],
    ['', false],
  ])('%s is %s', (origin, allowed) => {
    expect(originAllowed(new Headers({ origin }), app)).toBe(allowed);
    expect(originAllowed({ origin }, app)).toBe(allowed);
  });
  test('cross-site is no, whatever Origin says', () => {
    const origin = 'https://hold.example';
    expect(originAllowed({ origin, 'sec-fetch-site': 'same-origin' }, app)).toBe(true);
    expect(originAllowed({ origin, 'sec-fetch-site': 'cross-site' }, app)).toBe(false);
  });
  test('absent is no', () => {
    expect(originAllowed(new Headers(), app)).toBe(false);
    expect(originAllowed({}, app)).toBe(false);
  });
});

describe('where to go after sign-in', () => {
  test.each(['/p/lakeside', '/p/lakeside/incidents?before=2026-01-01T00:00:00Z#x', '/live/lakeside/declare'])(
    '%s is ours',
    (path) => {
      expect(safeNext(path)).toBe(path);
    },
  );
  test.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/..//evil.example',
    'p/lakeside',
    '/sign-in',
    '/sign-out?x=1',
    `/${'a'.repeat(600)}`,
    ['/p/lakeside'],
    undefined,
    null,
  ])('%s is not', (path) => {
    expect(safeNext(path)).toBeNull();
  });
});

test('a phone says so by hint or by name', () => {
  expect(isPhone(new Headers({ 'sec-ch-ua-mobile': '?1' }))).toBe(true);
  expect(isPhone(new Headers({ 'sec-ch-ua-mobile': '?0', 'user-agent': 'Mobi' }))).toBe(false);
  expect(
    isPhone({ 'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Mobile/15E148 Safari/604.1' }),
  ).toBe(true);
  expect(isPhone({})).toBe(false);
});

test.each([
  [
    'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0',
    'Edge on Windows',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1',
    'Safari on iPhone',
  ],
  [
    'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36',
    'Chrome on Android',
  ],
  [null, 'A device that did not say what it is'],
])('%s is called %s', (agent, name) => {
  expect(deviceName(agent)).toBe(name);
});
