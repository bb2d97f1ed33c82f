// Answer links and number hashes. The database holds only hashes, so a dump opens nothing and calls nobody.
import { createHash, createHmac } from 'node:crypto';
import { env } from '@/lib/env';

export { hashNumber } from '@/lib/contacts';

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** 16 letters of base62: 95 bits, and short enough for one text. */
const LENGTH = 16;

function keyed(purpose: string, value: string): Buffer {
  return createHmac('sha256', env().APP_SECRET).update(`${purpose}:${value}`).digest();
}

/** The same delivery has the same token on every try, so that every try has the same bytes. */
export function linkToken(deliveryId: string): string {
  let number = BigInt(`0x${keyed('answer-link', deliveryId).toString('hex')}`);
  let token = '';
  while (token.length < LENGTH) {
    token += LETTERS.charAt(Number(number % 62n));
    number /= 62n;
  }
  return token;
}

export function linkFor(deliveryId: string): string {
  return new URL(`/r/${linkToken(deliveryId)}`, env().APP_URL).href;
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

export function isToken(value: string): boolean {
  return /^[0-9A-Za-z]{16}$/.test(value);
}
