'use server';
// Demo only: answers a captured text as the person who got it would.
import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { publicAction } from '@/lib/web';
import { replyAs } from './captured';

const Reply = z.strictObject({
  from: z.string().regex(/^\+[1-9]\d{6,14}$/, 'is not a number'),
  body: z.enum(['1', '2', '3', 'STOP', 'START']),
});

export const reply = publicAction(Reply, async ({ from, body }) => {
  const answer = await replyAs(from, body);
  revalidatePath('/dev/outbox');
  return answer === '' ? `Replied ${body}.` : `Replied ${body}. Holdfast answered: ${answer}`;
});
