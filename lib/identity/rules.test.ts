import { expect, it } from 'vitest';
import { clientAddress, normalizeEmail } from './rules';

it('spells an address one way', () => {
  expect(normalizeEmail('  Ann@Example.COM ')).toBe('ann@example.com');
  expect(normalizeEmail('e\u0301@x.test')).toBe('\u00e9@x.test');
});

it.each([
  // A stranger's word about who they are counts for nothing.
  ['203.0.113.5', '10.0.0.1', '203.0.113.5'],
  ['::ffff:203.0.113.5', undefined, '203.0.113.5'],
  // A proxy on our own network is believed about what it saw itself, not about what it was told.
  ['127.0.0.1', '6.6.6.6, 203.0.113.5', '203.0.113.5'],
  ['::1', '2001:db8::1', '2001:db8::1'],
  ['10.1.2.3', 'nonsense', '10.1.2.3'],
  ['127.0.0.1', undefined, '127.0.0.1'],
])('finds who is asking: %s saying %s is %s', (peer, forwarded, expected) => {
  expect(clientAddress(peer, forwarded)).toBe(expected);
});
