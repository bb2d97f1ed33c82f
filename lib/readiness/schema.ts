// What changes and checks the readiness kit, and how screens get it and how ready we are.
import { z } from 'zod';
import { id, line, textOrEmpty } from '@/lib/core/text';
import { MOST_DAYS, SET_UP_STEPS, type KitState, type SetUpStep } from './rules';

const kitItem = {
  name: line(120),
  /** What to look at. */
  detail: textOrEmpty(500),
  /** Null: the whole practice's. */
  siteId: id.nullable(),
  /** Null: nobody's own; the managers are reminded. */
  ownerId: id.nullable(),
  everyDays: z
    .number()
    .int('is not a whole number of days')
    .min(1, 'is less than one day')
    .max(MOST_DAYS, `is more than ${MOST_DAYS} days`),
};

export const AddKitItem = z.strictObject(kitItem);
export const EditKitItem = z.strictObject({ itemId: id, ...kitItem });
export const RemoveKitItem = z.strictObject({ itemId: id });
export const MoveKitItem = z.strictObject({ itemId: id, to: z.enum(['up', 'down']) });

export const CheckKit = z
  .strictObject({
    itemId: id,
    /** False: something is wrong with it. */
    fine: z.boolean(),
    /** Evidence, or what is wrong. */
    note: textOrEmpty(300),
  })
  .refine(({ fine, note }) => fine || note !== '', {
    path: ['note'],
    message: 'is empty: say what is wrong, so that somebody can fix it',
  });

export interface KitCheck {
  fine: boolean;
  note: string;
  at: string;
  by: string | null;
}

export interface KitItem {
  id: string;
  name: string;
  detail: string;
  siteId: string | null;
  siteName: string | null;
  ownerId: string | null;
  ownerName: string | null;
  everyDays: number;
  /** A day like 2026-12-03, in the practice's zone. */
  dueOn: string;
  /** Days until then; 0 today, negative when it has passed. */
  days: number;
  state: KitState;
  /** The last five, newest first. */
  checks: KitCheck[];
}

/** A second place whose agreement ends or has ended. */
export interface Agreement {
  alternateSiteId: string;
  name: string;
  siteName: string;
  endsOn: string;
  days: number;
}

/** Something to fix, and the page of the practice where that is done. */
export interface Fix {
  words: string;
  page: string;
}

export interface Readiness {
  /** "11 of 12 people reachable", "last drill 41 days ago". */
  facts: string[];
  /** The most pressing first. */
  fixes: Fix[];
}

export const PutStep = z.strictObject({ step: z.enum(SET_UP_STEPS), later: z.boolean() });
export const PutSetUp = z.strictObject({ away: z.boolean() });
/** The starters to keep, by name; every other one is removed from the shelf. */
export const ChooseStarters = z.strictObject({ keep: z.array(z.string().max(60)).max(100) });

/** Where setting up stands, counted from facts. */
export interface SetUp {
  /** False for a practice that was not begun by sign-up, or whose set-up was put away. */
  shown: boolean;
  away: boolean;
  done: number;
  /** The first step that is neither done nor left for later; null when there is none. */
  next: SetUpStep | null;
  steps: {
    step: SetUpStep;
    done: boolean;
    later: boolean;
    /** The fact it was counted from: "3 people". */
    fact: string;
  }[];
}

/** One starter, and what became of it here. */
export interface StarterChoice {
  starter: string;
  title: string;
  kind: string;
  /** none: was never added. */
  state: 'in-force' | 'draft' | 'removed' | 'none';
  /** Its plan's short name here; null while there is none. */
  slug: string | null;
}
