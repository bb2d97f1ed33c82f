// What the set-up forms send.
import { z } from 'zod';
import { SET_UP_STEPS } from '@/lib/readiness/rules';

const yes = z.enum(['yes', 'no']).transform((value) => value === 'yes');

export const Nothing = z.strictObject({});
export const Step = z.strictObject({ step: z.enum(SET_UP_STEPS), later: yes });
export const Away = z.strictObject({ away: yes });
/** One box a starter: keep-short-downtime. */
export const Choice = z
  .record(z.string().regex(/^keep-[a-z0-9-]{1,55}$/, 'is not a plan'), z.literal('on'))
  .transform((boxes) => ({ keep: Object.keys(boxes).map((name) => name.slice('keep-'.length)) }));
