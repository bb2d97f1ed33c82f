// Limits of signing in, and the one spelling of an e-mail address.
export const MOST_EMAIL = 254;
export const MOST_PASSWORD = 200;
export const LEAST_PASSWORD = 8;

/** A session nobody used for this long is over. */
export const IDLE_HOURS = 12;
/** A session is over after this long, used or not. */
export const SESSION_DAYS = 30;
/** Sensitive acts want somebody who showed who they are this recently. */
export const FRESH_MINUTES = 15;

/** A sign-in link or code works for this long, and its code may be mistyped so often. */
export const PASS_MINUTES = 10;
export const PASS_TRIES = 5;

/** An enrolled phone opens with its PIN for this long after a full sign-in there, and survives so many wrong ones in a row. */
export const PIN_DAYS = 30;
export const PIN_TRIES = 5;

/** How many printed codes there are in a set, and for how long a break-glass code opens its practice. */
export const BACKUP_CODES = 10;
export const BREAK_GLASS_CODES = 8;
export const BREAK_GLASS_HOURS = 12;

/** What an account is written about. */
export type AccountMessageKind =
  | 'sign-in-code'
  | 'sign-up-code'
  | 'new-email-code'
  | 'new-mobile-code'
  | 'email-changed'
  | 'mobile-changed'
  | 'password-changed'
  | 'factor-added'
  | 'factor-removed'
  | 'backup-code-used'
  | 'device-enrolled'
  | 'break-glass-used';

/** How we store and compare e-mail addresses: trimmed, NFC, lower case. */
export function normalizeEmail(email: string): string {
  return email.trim().normalize('NFC').toLowerCase();
}

/** Where the server writes who is asking, for those who count tries. What a client sends under this name is dropped. */
export const IP_HEADER = 'x-holdfast-ip';

const OWN_NETWORK = /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|::1$|f[cd][0-9a-f]{2}:|fe80:)/i;

/**
 * The address of who is asking. A proxy is believed only when it sits on our own network, and only about the
 * address it saw itself: the last one in X-Forwarded-For.
 */
export function clientAddress(peer: string, forwardedFor: string | undefined): string {
  const plain = peer.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!OWN_NETWORK.test(plain)) return plain;
  const seen = forwardedFor?.split(',').at(-1)?.trim() ?? '';
  return /^[0-9a-fA-F.:]{2,45}$/.test(seen) ? seen : plain;
}
