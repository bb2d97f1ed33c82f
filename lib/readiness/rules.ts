// When something is due, which reminder it is time for, and how that is said; pure.
import { isoDay, plainDay, plural } from '@/lib/core';

/** The longest pause between two checks. */
export const MOST_DAYS = 730;
/** From how many days before its end an agreement is something to fix. */
export const AGREEMENT_DAYS = 60;

/** wrong: the last look found something. due: today or earlier. */
export type KitState = 'wrong' | 'due' | 'fine';

export function kitState(lastFine: boolean | null, days: number): KitState {
  if (lastFine === false) return 'wrong';
  return days <= 0 ? 'due' : 'fine';
}

/** What is reminded of, and on which days: counted down to a day, or again and again after it. */
export type DueKind = 'agreement' | 'kit' | 'review';
const COUNTDOWN: Record<Exclude<DueKind, 'kit'>, readonly number[]> = {
  agreement: [60, 30, 7, 0],
  review: [30, 7, 0],
};
const KIT_AGAIN_DAYS = 7;

/**
 * The reminder it is time for: the days before the end (60, 30, 7, 0), or the days after a kit check was due (0, 7,
 * 14 …). The latest only: those that passed while nobody looked are not made up for. Null when it is too early.
 */
export function markOf(kind: DueKind, days: number): number | null {
  if (kind === 'kit') return days > 0 ? null : Math.floor(Math.abs(days) / KIT_AGAIN_DAYS) * KIT_AGAIN_DAYS;
  const passed = COUNTDOWN[kind].filter((before) => days <= before);
  return passed.length === 0 ? null : Math.min(...passed);
}

/** True when this mark or a later one was told before, also by a clock that ran ahead. */
export function isTold(kind: DueKind, mark: number, told: readonly number[]): boolean {
  return told.some((before) => (kind === 'kit' ? before >= mark : before <= mark));
}

/** "today", "in 3 days", "5 days ago". */
export function distance(days: number): string {
  if (days === 0) return 'today';
  return days > 0 ? `in ${plural(days, 'day')}` : `${plural(-days, 'day')} ago`;
}

/** "Dec 3, 2026, in 5 days". */
export function dateAndDistance(date: string, days: number): string {
  return `${plainDay(date)}, ${distance(days)}`;
}

/** "the usual" pauses in words people say. */
export function everyWords(days: number): string {
  const known: Record<number, string> = {
    1: 'every day',
    7: 'every week',
    14: 'every two weeks',
    30: 'every month',
    90: 'every three months',
    180: 'every half year',
    365: 'every year',
    730: 'every two years',
  };
  return known[days] ?? `every ${plural(days, 'day')}`;
}

/** The next review may be in a year, which is usual, sooner, or in two years, as days to choose from. */
export function nextReviews(now: Date, zone: string): { value: string; word: string }[] {
  const words = [
    [12, 'In a year'],
    [3, 'In three months'],
    [6, 'In six months'],
    [24, 'In two years'],
  ] as const;
  const today = new Date(`${isoDay(now, zone)}T12:00:00Z`);
  return words.map(([months, word]) => {
    const first = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + months, 1));
    const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
    first.setUTCDate(Math.min(today.getUTCDate(), last));
    const value = first.toISOString().slice(0, 10);
    return { value, word: `${word}, ${plainDay(value)}` };
  });
}

/** What a new practice does in its first quarter of an hour, in this order. */
export const SET_UP_STEPS = ['sites', 'people', 'plans', 'tree', 'phone', 'pin', 'test'] as const;
export type SetUpStep = (typeof SET_UP_STEPS)[number];

export const SET_UP_WORDS: Record<SetUpStep, string> = {
  sites: 'Your sites',
  people: 'Your staff list',
  plans: 'Your plans',
  tree: 'Who tells whom',
  phone: 'Holdfast on your phone',
  pin: 'A PIN for your phone',
  test: 'A three-minute contact test',
};
