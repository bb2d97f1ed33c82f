// What is an address and what only looks like one.
import { expect, test } from 'vitest';
import { requireAddress, requireMobile, requireNewEmail } from './address';

test.each([
  ['  Ann@Lakeside.Example ', 'ann@lakeside.example'],
  ['ann+on-call@lakeside.example', 'ann+on-call@lakeside.example'],
  ["o'brien@lakeside.example", "o'brien@lakeside.example"],
])('%s is taken as %s', (typed, kept) => {
  expect(requireNewEmail(typed)).toBe(kept);
});

test.each([
  // Cyrillic а, e, o; Greek omicron; full-width.
  ['\u0430nn@lakeside.example', /only looks like a plain one/],
  ['ann@l\u0430keside.example', /only looks like a plain one/],
  ['ann@lakesid\u0435.example', /only looks like a plain one/],
  ['\uff41nn@lakeside.example', /plain letters a to z/],
  ['jos\u00e9@lakeside.example', /plain letters a to z/],
  ['ann\u200b@lakeside.example', /hidden character/],
  ['ann@xn--bcher-kva.example', /letters in disguise/],
  ['"ann smith"@lakeside.example', /quotes/],
  ['ann', /not an e-mail address/],
  ['@lakeside.example', /not an e-mail address/],
  ['ann@lakeside', /not an e-mail address/],
  ['ann@@lakeside.example', /second @/],
  ['ann..b@lakeside.example', /not an e-mail address/],
  ['ann@lakeside.example\nbcc: all@x.example', /second @/],
  ['a b@lakeside.example', /a space/],
  [`${'a'.repeat(65)}@lakeside.example`, /too long/],
  [`ann@${'a.'.repeat(200)}example`, /too long/],
  ['ann\0@lakeside.example', /hidden character/],
  ['', /not an e-mail address/],
  ['x'.repeat(1_000_000), /not an e-mail address/],
])('%j is refused in words', (typed, words) => {
  expect(() => requireNewEmail(typed)).toThrow(words);
});

test.each([
  ['(312) 555-0188', '+13125550188'],
  ['312.555.0188', '+13125550188'],
  ['+44 7700 900123', '+447700900123'],
])('%s is the number %s', (typed, kept) => {
  expect(requireMobile(typed)).toBe(kept);
  expect(requireAddress(typed)).toEqual({ channel: 'sms', address: kept });
});

test.each([
  ['312 555 0188 ext. 4', /extension/],
  ['1-900-555-0123', /costs extra/],
  ['800 555 0199', /toll-free/],
  ['911', /emergency/],
  ['5550188', /lacks the area code/],
  ['call 312 555 0188 please', /letters/],
  ['ann', /no digits/],
  ['', /no digits/],
  ['1'.repeat(500), /not a phone number/],
  // Backtracking over spaces must not hold the server up.
  [`#${' '.repeat(1_000_000)}x`, /not a phone number/],
])('%j is no number for codes', (typed, words) => {
  expect(() => requireMobile(typed)).toThrow(words);
});

test('a look-alike address is another address, and never the one it looks like', () => {
  const real = requireAddress('ann@lakeside.example');
  for (const typed of ['\u0430nn@lakeside.example', '\uff41nn@lakeside.example', '"ann"@lakeside.example']) {
    expect(requireAddress(typed)).not.toEqual(real);
  }
  for (const typed of ['', 'ann', 'ann\0@x.example', '\ud800@x.example', 'x'.repeat(1_000_000)]) {
    expect(() => requireAddress(typed)).toThrow(/e-mail address/);
  }
});
