// What somebody typed as an address of an account: an e-mail address or a mobile number, in the one spelling we keep.
import { AppError } from '@/lib/core';
import { readEmail, readNumber, type Read } from '@/lib/core/addresses';
import type { AccountAddress } from './messages';
import { MOST_EMAIL, normalizeEmail } from './rules';

function required(read: Read): string {
  if ('fault' in read) throw new AppError('invalid', `This ${read.fault}.`);
  return read.address;
}

/**
 * A mobile number for signing in.
 * @throws AppError invalid, saying what is wrong with it.
 */
export function requireMobile(typed: string): string {
  return required(readNumber(typed));
}

/**
 * Whatever one signs in with. Says nothing about whether anybody has it.
 * @throws AppError invalid when it is neither an e-mail address nor a number.
 */
export function requireAddress(typed: string): AccountAddress {
  const trimmed = typed.slice(0, 1000).trim();
  if (/[\0\p{Cs}]/u.test(trimmed) || trimmed === '' || trimmed.length > MOST_EMAIL)
    throw new AppError('invalid', 'Type your e-mail address or your mobile number.');
  if (trimmed.includes('@')) return { channel: 'email', address: normalizeEmail(trimmed) };
  const read = readNumber(trimmed);
  if ('address' in read) return { channel: 'sms', address: read.address };
  throw new AppError(
    'invalid',
    'This is neither an e-mail address nor a mobile number. Type one of them in full.',
  );
}

/**
 * A new e-mail address for an account. Plain letters only: what looks like another address is refused, and so is what
 * mail providers do not carry.
 * @throws AppError invalid, saying what is wrong with it.
 */
export function requireNewEmail(typed: string): string {
  return required(readEmail(typed.slice(0, 1000)));
}
