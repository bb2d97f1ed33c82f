// Codes of an authenticator app (RFC 6238: SHA-1, six digits, 30 seconds), and how their secret is kept: encrypted, and
// bound to its account and factor, so that a row moved to somebody else's name opens nothing.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { env } from '@/lib/env';

const PERIOD_SECONDS = 30;
/** RFC 4226 asks for 16 bytes and recommends 20. */
const SECRET_BYTES = 20;
const IV_BYTES = 12;
const TAG_BYTES = 16;

interface Owner {
  accountId: string;
  factorId: string;
}

function key(): Buffer {
  return Buffer.from(hkdfSync('sha256', env().APP_SECRET, 'holdfast', 'factor-secret', 32));
}

const boundTo = ({ accountId, factorId }: Owner) => Buffer.from(`${accountId}:${factorId}`);

/** A new secret as authenticator apps write it (base32). */
export function newTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** What the database keeps: AES-256-GCM under a key of APP_SECRET. */
export function sealSecret(secret: string, owner: Owner): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key(), iv).setAAD(boundTo(owner));
  const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
}

/** The secret again; null when it is another's, was changed, or APP_SECRET is another now. */
export function openSecret(sealed: string, owner: Owner): string | null {
  try {
    const bytes = Buffer.from(sealed, 'base64url');
    const iv = bytes.subarray(0, IV_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', key(), iv, { authTagLength: TAG_BYTES })
      .setAAD(boundTo(owner))
      .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    return decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    return null;
  }
}

function totp(secret: string, account = ''): TOTP {
  return new TOTP({
    issuer: 'Holdfast',
    label: account || 'Holdfast',
    secret: Secret.fromBase32(secret),
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD_SECONDS,
  });
}

/** The 30-second step this code belongs to, one step early or late allowed; null for a wrong code. */
export function stepOf(secret: string, typed: string, now: Date): number | null {
  const token = typed.slice(0, 40).replace(/[\s-]/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const delta = totp(secret).validate({ token, timestamp: now.getTime(), window: 1 });
  return delta === null ? null : Math.floor(now.getTime() / 1000 / PERIOD_SECONDS) + delta;
}

/** What the QR code says. */
export function totpAddress(secret: string, account: string): string {
  return totp(secret, account).toString();
}

/** The same for typing: ABCD EFGH … */
export function inGroups(secret: string): string {
  return secret.replace(/.{4}(?=.)/g, '$& ');
}
