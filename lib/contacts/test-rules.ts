// What a contact test counts and says of a person. Pure. Late is as good as nothing: minutes are what is tested.

/** Minutes a test may last; the first is what is offered. */
export const TEST_WINDOWS = [3, 10, 30, 60] as const;

export type TestWord =
  'answered' | 'late' | 'opted-out' | 'delivered' | 'handed-over' | 'waiting' | 'not-reached';

interface TestFacts {
  answeredAt: string | null;
  late: boolean;
  /** No number is left that may be texted, and no e-mail. */
  optedOut: boolean;
  /** How each message to the person is doing. */
  states: readonly string[];
}

/** One word for a person. Only their own answer says that they were reached; a provider's word never does. */
export function testWord({ answeredAt, late, optedOut, states }: TestFacts): TestWord {
  if (answeredAt !== null) return late ? 'late' : 'answered';
  if (states.includes('delivered')) return 'delivered';
  if (optedOut) return 'opted-out';
  if (states.includes('handed-over')) return 'handed-over';
  return states.some((state) => state === 'waiting' || state === 'sending') ? 'waiting' : 'not-reached';
}

/** Whole percent in time, never rounded up to all of them. */
export function inTimePercent(inTime: number, total: number): number {
  if (total <= 0) return 0;
  return Math.floor((inTime / total) * 100);
}
