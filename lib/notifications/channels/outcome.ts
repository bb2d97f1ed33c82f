// What handing a message to a provider can come to. Reasons are shown to people, so they are plain words.

export type Outcome =
  | { kind: 'sent'; providerId: string }
  /** Not taken in; try again. The code, where there is one, is the provider's ("daily_quota_exceeded"). */
  | { kind: 'later'; afterSeconds?: number; reason: string; code?: string }
  /** Not taken in, and never will be as it stands. */
  | { kind: 'refused'; reason: string; code?: string }
  /** It may have been taken in. */
  | { kind: 'unknown'; reason: string };

/** A lease on a delivery must be longer than this. */
export const SEND_TIMEOUT_MILLISECONDS = 8_000;

/** The caller's signal and our own limit, whichever comes first. */
export function deadline(
  signal: AbortSignal | undefined,
  milliseconds = SEND_TIMEOUT_MILLISECONDS,
): AbortSignal {
  const limit = AbortSignal.timeout(milliseconds);
  return signal === undefined ? limit : AbortSignal.any([signal, limit]);
}

const MOST_SECONDS = 3_600;

/** Retry-After, in seconds or as a date; anything else is as if it were absent. */
export function retryAfterSeconds(header: unknown, now = Date.now()): number | undefined {
  if (typeof header !== 'string') return undefined;
  const value = header.trim();
  const isDate = /^[A-Z][a-z]{2}/.test(value);
  const seconds = /^\d{1,9}$/.test(value)
    ? Number(value)
    : isDate
      ? Math.ceil((Date.parse(value) - now) / 1000)
      : NaN;
  return Number.isFinite(seconds) ? Math.min(MOST_SECONDS, Math.max(0, seconds)) : undefined;
}

export function later(reason: string, afterSeconds: number | undefined, code: string | undefined): Outcome {
  return {
    kind: 'later',
    reason,
    ...(afterSeconds !== undefined && { afterSeconds }),
    ...(code !== undefined && { code }),
  };
}

export function refused(reason: string, code: string | undefined): Outcome {
  return { kind: 'refused', reason, ...(code !== undefined && { code }) };
}
