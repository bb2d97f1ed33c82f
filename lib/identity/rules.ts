// Limits of signing in, and the one spelling of an e-mail address.
export const MOST_EMAIL = 254;
export const MOST_PASSWORD = 200;
export const LEAST_PASSWORD = 8;

/** A session nobody used for this long is over. */
export const IDLE_HOURS = 12;
/** A session is over after this long, used or not. */
export const SESSION_DAYS = 30;

/** How we store and compare e-mail addresses: trimmed, NFC, lower case. */
export function normalizeEmail(email: string): string {
  return email.trim().normalize('NFC').toLowerCase();
}
