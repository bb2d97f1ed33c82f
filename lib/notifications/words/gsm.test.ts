import fc from 'fast-check';
import { expect, test } from 'vitest';
import { smsSegments, toGsm } from './gsm';

// Unicode's published mapping table for 3GPP TS 23.038, in the order of its codes 0x00 to 0x7F (0x1B escapes).
const PUBLISHED = [
  0x40, 0xa3, 0x24, 0xa5, 0xe8, 0xe9, 0xf9, 0xec, 0xf2, 0xc7, 0x0a, 0xd8, 0xf8, 0x0d, 0xc5, 0xe5, 0x394, 0x5f,
  0x3a6, 0x393, 0x39b, 0x3a9, 0x3a0, 0x3a8, 0x3a3, 0x398, 0x39e, 0xc6, 0xe6, 0xdf, 0xc9, 0x20, 0x21, 0x22,
  0x23, 0xa4, 0x25, 0x26, 0x27, 0x28, 0x29, 0x2a, 0x2b, 0x2c, 0x2d, 0x2e, 0x2f, 0x30, 0x31, 0x32, 0x33, 0x34,
  0x35, 0x36, 0x37, 0x38, 0x39, 0x3a, 0x3b, 0x3c, 0x3d, 0x3e, 0x3f, 0xa1, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46,
  0x47, 0x48, 0x49, 0x4a, 0x4b, 0x4c, 0x4d, 0x4e, 0x4f, 0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57, 0x58,
  0x59, 0x5a, 0xc4, 0xd6, 0xd1, 0xdc, 0xa7, 0xbf, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a,
  0x6b, 0x6c, 0x6d, 0x6e, 0x6f, 0x70, 0x71, 0x72, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7a, 0xe4, 0xf6,
  0xf1, 0xfc, 0xe0,
];
const PUBLISHED_EXTENSION = [0x0c, 0x5e, 0x7b, 0x7d, 0x5c, 0x5b, 0x7e, 0x5d, 0x7c, 0x20ac];

test('every code point of the plane is counted as the published table says', () => {
  expect(PUBLISHED).toHaveLength(127);
  const basic = new Set(PUBLISHED);
  const extension = new Set(PUBLISHED_EXTENSION);
  for (let code = 0; code <= 0xffff; code += 1) {
    const { encoding, units } = smsSegments(String.fromCharCode(code));
    const expected = basic.has(code) ? ['gsm-7', 1] : extension.has(code) ? ['gsm-7', 2] : ['ucs-2', 1];
    if (encoding !== expected[0] || units !== expected[1])
      expect([code, encoding, units]).toEqual([code, ...expected]);
  }
});

test('segment edges', () => {
  const count = (text: string) => smsSegments(text).segments;
  expect(count('')).toBe(1);
  expect(count('a'.repeat(160))).toBe(1);
  expect(count('a'.repeat(161))).toBe(2);
  expect(count('a'.repeat(306))).toBe(2);
  expect(count('a'.repeat(307))).toBe(3);
  expect(count('€'.repeat(80))).toBe(1);
  expect(count(`${'a'.repeat(159)}€`)).toBe(2);
  // An escape pair does not straddle two pieces: 152 + 2 leaves one septet of the first piece empty.
  expect(count(`${'a'.repeat(152)}€${'a'.repeat(151)}`)).toBe(2);
  expect(count(`${'a'.repeat(152)}€${'a'.repeat(152)}`)).toBe(3);
  expect(count('á'.repeat(70))).toBe(1);
  expect(count('á'.repeat(71))).toBe(2);
  expect(count('😀'.repeat(35))).toBe(1);
  expect(count('😀'.repeat(36))).toBe(2);
  expect(count('😀'.repeat(67))).toBe(3);
});

test('anything can be spelled, one septet a character (property)', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      const spelled = toGsm(text);
      const { encoding, units } = smsSegments(spelled);
      return encoding === 'gsm-7' && units === spelled.length && toGsm(spelled) === spelled;
    }),
    { numRuns: 2000 },
  );
});

test('names keep what the alphabet can say', () => {
  expect(toGsm('Clínica “Niño Jesús” — São Paulo…')).toBe('Clinica "Niño Jesus" - Sao Paulo...');
  expect(toGsm('８:05\u202fAM')).toBe('8:05 AM');
  expect(toGsm('Łódź [East]')).toBe('Lodz (East)');
  expect(toGsm('醫療 😀')).toBe('');
});
