import { expect, test } from 'vitest';
import { weakPin } from './pin';

test.each([
  '000000',
  '999999',
  '123456',
  '654321',
  '890123',
  '210987',
  '121212',
  '123123',
  '112233',
  '159753',
  '12345',
  '1234567',
  '12345a',
  '١٢٣٤٥٦',
  '',
])('%s is refused', (pin) => {
  expect(weakPin(pin)).not.toBeNull();
});

test.each(['482915', '705318', '112358', '100200'])('%s will do', (pin) => {
  expect(weakPin(pin)).toBeNull();
});
