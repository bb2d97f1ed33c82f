// Bounded zod strings: no NUL, no lone surrogates, trimmed. Server side only in practice: zod is too big for phones.
import { z } from 'zod';

// eslint-style \p{Cs} matches lone surrogates when the u flag is on.
const LONE_SURROGATE = /\p{Cs}/u;

function clean(value: string): boolean {
  return !value.includes('\0') && !LONE_SURROGATE.test(value);
}

const BROKEN = 'has characters we cannot store. Type it again instead of pasting';

/** Text of 1 to max characters after trimming. */
export function text(max: number) {
  return z
    .string()
    .trim()
    .min(1, 'is empty')
    .max(max, `is longer than ${max} characters`)
    .refine(clean, BROKEN);
}

/** Text of one line: a name, a title. Nothing in it breaks a line, hides, or turns the direction of what follows. */
export function line(max: number) {
  return text(max).refine(
    (value) => !/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u.test(value),
    'has a line break or characters that cannot be seen. Type it again instead of pasting',
  );
}

/** Text of 1 to max characters that `read` turns into the one spelling we keep; its fault is what is wrong. */
export function spelled(max: number, read: (typed: string) => { address: string } | { fault: string }) {
  return text(max).transform((value, ctx) => {
    const kept = read(value);
    if ('address' in kept) return kept.address;
    ctx.addIssue({ code: 'custom', message: kept.fault });
    return z.NEVER;
  });
}

/** Text of 0 to max characters after trimming. */
export function textOrEmpty(max: number) {
  return z.string().trim().max(max, `is longer than ${max} characters`).refine(clean, BROKEN);
}

/** A lower-case uuid. */
export const id = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, 'is not an id');

/** An ISO instant with offset, between 2000 and 2200; comes out in UTC: PostgreSQL takes fewer offsets and digits than ISO. */
export const instant = z.iso
  .datetime({ offset: true })
  .max(40)
  .transform((value) => new Date(value).toISOString())
  .refine((value) => value >= '2000' && value < '2200', 'is not a plausible time');

/** A slug as in people's URLs. */
export const slug = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?$/, 'is not a valid short name');

/** The first problems of a failed parse as one sentence with places, for people. */
export function explain(error: z.ZodError, most = 5): string {
  const lines = error.issues.slice(0, most).map((issue) => {
    const place = issue.path.map(String).join('.');
    return place ? `${place} ${issue.message}` : issue.message;
  });
  const more = error.issues.length - lines.length;
  return lines.join('; ') + (more > 0 ? `; and ${more} more` : '') + '.';
}
