// Whether a delivery still makes sense when its turn comes: a message about what has moved on is not sent. Pure.
export interface NeedFacts {
  kind: string;
  /** Null for a notice, which belongs to no incident. */
  incidentState: string | null;
  /** A message of a later event (for a plan's notice: a later version) waits for, or went to, the same person. */
  newer: boolean;
  /** The person answered, or was told by hand, after this delivery was made. */
  answered: boolean;
  /** The address said STOP meanwhile. */
  stopped: boolean;
  /** The address was taken off their list meanwhile: it may be somebody else's. */
  wayRemoved: boolean;
  personActive: boolean;
  ageMinutes: number;
  attempts: number;
  /** For a contact test: its time is over. */
  testOver?: boolean;
}

export const TEST_OVER = 'The test was over before this could be sent.';
/** A text or mail nobody took for so long would only confuse. */
const STALE_MINUTES = 60;
/** A notice is news for longer. */
const NOTICE_STALE_MINUTES = 48 * 60;
/** Tries in a row that ended without a word, as when the worker died in the middle. */
const MOST_ATTEMPTS = 5;

export interface Verdict {
  state: 'dropped' | 'failed';
  /** For the lead, in plain words. */
  reason: string;
}

/** Why it is not to be sent; null while it is. */
export function notNeeded(facts: NeedFacts): Verdict | null {
  const reason = movedOn(facts);
  if (reason !== null) return { state: 'dropped', reason };
  if (facts.incidentState === null && facts.ageMinutes >= NOTICE_STALE_MINUTES) {
    return { state: 'failed', reason: 'Nobody took it for two days. Tell them yourself.' };
  }
  if (facts.incidentState !== null && facts.ageMinutes >= STALE_MINUTES) {
    return { state: 'failed', reason: 'Nobody took it for an hour, and it is no longer news. Call them.' };
  }
  if (facts.attempts >= MOST_ATTEMPTS) {
    return { state: 'failed', reason: `Tried ${MOST_ATTEMPTS} times without a clear answer. Call them.` };
  }
  return null;
}

function movedOn(facts: NeedFacts): string | null {
  if (facts.stopped) return 'They stopped our messages. Call them.';
  if (facts.wayRemoved) return 'This address is no longer theirs. Call them.';
  if (!facts.personActive) return 'No longer in the practice.';
  if (facts.testOver) return TEST_OVER;
  if (facts.kind === 'test' && facts.answered) return 'Answered already.';
  if (facts.incidentState === null) return facts.newer ? 'A newer version took its place.' : null;
  if (facts.kind === 'all-clear') return null;
  if (facts.incidentState === 'closed') return 'It was over before this could be sent.';
  if (facts.kind === 'reported' && facts.incidentState !== 'reported') return 'Already declared.';
  if (facts.answered) return 'Answered already.';
  return facts.newer ? 'A newer message took its place.' : null;
}

const MOST_BACKOFF_MS = 30_000;
/** Two days of tries each half minute would be thousands. */
const NOTICE_BACKOFF_MS = 10 * 60_000;

/**
 * How long until the next try: a quarter of how long it has been tried, 2 to 30 seconds (a notice: to 10 minutes),
 * jittered by half.
 */
export function backoffMs(
  ageMs: number,
  retryAfterMs: number | undefined,
  random: () => number,
  notice = false,
): number {
  const steady = Math.min(Math.max(ageMs / 4, 2_000), notice ? NOTICE_BACKOFF_MS : MOST_BACKOFF_MS);
  return Math.max(steady, Math.min(retryAfterMs ?? 0, 15 * 60_000)) * (1 + random() / 2);
}
