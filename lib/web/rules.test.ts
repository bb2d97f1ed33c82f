import { describe, expect, test } from 'vitest';
import { contentSecurity, deviceName, isPhone, originAllowed, safeNext, securityHeaders } from './rules';

describe('content security', () => {
  test('never allows inline scripts, eval or framing', () => {
    for (const scripts of [{}, { nonce: 'abc' }, { hashes: ['sha256-x'], styleHashes: ['sha256-y'] }]) {
      const policy = contentSecurity(scripts);
      expect(policy).not.toContain('unsafe');
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(securityHeaders(scripts)['Content-Security-Policy']).toBe(policy);
    }
  });
  test('carries the nonce or the hashes it is given', () => {
    expect(contentSecurity({ nonce: 'abc' })).toContain("script-src 'nonce-abc' 'strict-dynamic';");
    expect(contentSecurity({ hashes: ['sha256-x'] })).toContain("script-src 'self' 'sha256-x';");
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
