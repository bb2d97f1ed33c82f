// Demo only: what the fake providers captured. They are asked over HTTP, as anybody else would be.
import 'server-only';
import { z } from 'zod';
import { AppError } from '@/lib/core';
import { env, isDemo } from '@/lib/env';

const Captured = z.object({
  id: z.string(),
  channel: z.enum(['email', 'sms']),
  to: z.string(),
  from: z.string(),
  subject: z.string().optional(),
  text: z.string(),
  html: z.string().optional(),
  at: z.string(),
  status: z.string(),
});
export type Captured = z.infer<typeof Captured>;

/** Where they listen, or null outside the demo. */
function captureUrl(): string | null {
  return isDemo() ? (env().CAPTURE_URL ?? null) : null;
}

/** Whether there is anything to show here at all. */
export function isCapturing(): boolean {
  return captureUrl() !== null;
}

/** Newest first; null outside the demo. @throws AppError unavailable when they do not answer. */
export async function readCaptured(to: string | null): Promise<Captured[] | null> {
  const base = captureUrl();
  if (base === null) return null;
  const url = new URL('/captured', base);
  if (to !== null) url.searchParams.set('to', to);
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000), cache: 'no-store' });
    return z.array(Captured).parse(await response.json());
  } catch (error) {
    throw new AppError(
      'unavailable',
      'The captured messages cannot be read now. Is the demo still running?',
      {
        cause: String(error),
      },
    );
  }
}

/** A text from that number, as if typed on its phone. Returns what Holdfast answered. */
export async function replyAs(from: string, body: string): Promise<string> {
  const base = captureUrl();
  if (base === null) throw new AppError('not-found', 'There is no such page.');
  const response = await fetch(new URL('/reply', base), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ from, body }),
    signal: AbortSignal.timeout(10_000),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new AppError('unavailable', 'The reply could not be sent. Try again.');
  const parsed = z.object({ status: z.number(), messages: z.array(z.string()) }).safeParse(answer);
  if (!parsed.success || parsed.data.status !== 200)
    throw new AppError('unavailable', 'Holdfast did not take the reply. Try again.');
  return parsed.data.messages.join(' ');
}
