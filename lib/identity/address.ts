// What somebody typed as an address: an e-mail address or a mobile number, in the one spelling we keep.
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { AppError } from '@/lib/core';
import type { AccountAddress } from './messages';
import { MOST_EMAIL, normalizeEmail } from './rules';

const PREMIUM = new Set(['PREMIUM_RATE', 'SHARED_COST', 'TOLL_FREE', 'UAN', 'PAGER', 'VOICEMAIL']);

/** +13125550100, or why not. */
function readNumber(typed: string): { number: string } | { trouble: string } {
  const found =
    typed.length > 40
      ? undefined
      : parsePhoneNumberFromString(typed, { defaultCountry: 'US', extract: false });
  if (!found?.isPossible())
    return { trouble: 'This is not a phone number. Type all of it, like 312 555 0100.' };
  if (found.ext) return { trouble: 'A number with an extension cannot get texts. Type a mobile number.' };
  if (PREMIUM.has(found.getType() ?? ''))
    return { trouble: 'This kind of number cannot get texts. Type a mobile number.' };
  return { number: found.number };
}

/**
 * A mobile number for signing in.
 * @throws AppError invalid, saying what is wrong with it.
 */
export function requireMobile(typed: string): string {
  const read = readNumber(typed.trim());
  if ('trouble' in read) throw new AppError('invalid', read.trouble);
  return read.number;
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
  if ('number' in read) return { channel: 'sms', address: read.number };
  throw new AppError(
    'invalid',
    'This is neither an e-mail address nor a mobile number. Type one of them in full.',
  );
}

const PLAIN =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/**
 * A new e-mail address for an account. Plain letters only: what looks like another address is refused, and so is what
 * mail providers do not carry.
 * @throws AppError invalid, saying what is wrong with it.
 */
export function requireNewEmail(typed: string): string {
  const email = normalizeEmail(typed.slice(0, 1000));
  const no = (why: string): AppError => new AppError('invalid', why);
  if (email.length > MOST_EMAIL || /[\0\p{Cs}]/u.test(email) || !/^[^@]+@/.test(email))
    throw no('This is not an e-mail address. Type all of it, like ann@practice.example.');
  if (email.startsWith('"'))
    throw no('We cannot write to an address with quotation marks. Use an address without them.');
  const strange = /\P{ASCII}/u.exec(email)?.[0];
  if (strange !== undefined) {
    const mixed = /\p{L}/u.test(strange) && /[a-z]/.test(email);
    throw no(
      mixed
        ? `This address mixes plain letters with others that look like them: “${strange}” is not on an English keyboard. Type the address again by hand.`
        : `We can write only to addresses in plain letters, a to z; this one has “${strange}”. Use another address.`,
    );
  }
  if (!PLAIN.test(email) || email.split('@')[0]?.length === 0 || (email.split('@')[0]?.length ?? 0) > 64)
    throw no('This is not an e-mail address. Type all of it, like ann@practice.example.');
  return email;
}
