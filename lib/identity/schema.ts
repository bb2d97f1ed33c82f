// What the verbs of identity take.
import { z } from 'zod';
import { line, text } from '@/lib/core/text';
import { LEAST_PASSWORD, MOST_EMAIL, MOST_PASSWORD, normalizeEmail } from './rules';

export const CreateAccount = z.strictObject({
  email: text(MOST_EMAIL).transform(normalizeEmail).pipe(z.email('is not an e-mail address')),
  name: line(120),
  password: z
    .string()
    .min(LEAST_PASSWORD, `needs at least ${LEAST_PASSWORD} characters`)
    .max(MOST_PASSWORD, `is longer than ${MOST_PASSWORD} characters`),
});
export type CreateAccount = z.input<typeof CreateAccount>;

export interface SignIn {
  email: string;
  password: string;
  /** What the person will recognize this device by in the list of sessions: its user agent. */
  device: string;
  /** Where the request came from; null when unknown. */
  ip: string | null;
  /** The token of an earlier session on this device, if its cookie still has one. */
  known?: string | null;
}

/** Who asks for a code, and where it should go. */
export interface AskCode {
  /** An e-mail address or a mobile number, as typed. */
  address: string;
  ip: string | null;
  known?: string | null;
}

export const AskSignUp = z.strictObject({
  email: z.string().max(1000, 'is longer than 1000 characters'),
  name: line(120),
});
export type AskSignUp = z.input<typeof AskSignUp>;

/** A code as typed, for the pass its page named. */
export interface TypedCode {
  pass: string;
  code: string;
  device: string;
  ip: string | null;
}

/** How a session was begun. */
export type SignInMethod = 'password' | 'link' | 'passkey' | 'pin' | 'break-glass';

export interface SessionView {
  sessionId: string;
  accountId: string;
  name: string;
  email: string;
  method: SignInMethod;
  /** The one practice it opens, for break-glass; null for all of the account's. */
  practiceId: string | null;
  /** True for FRESH_MINUTES after this person last showed who they are; a PIN and a break-glass code never count. */
  fresh: boolean;
}

export interface SessionLine {
  id: string;
  device: string;
  method: SignInMethod;
  createdAt: string;
  lastSeenAt: string;
}
