'use server';
// The last way in: an owner's printed code. It names no account and needs no message.
import { z } from 'zod';
import { AppError } from '@/lib/core';
import { openWithBreakGlass } from '@/lib/practices';
import { publicAction } from '@/lib/web';
import { atTheDoor, enter } from '../../enter';

// Loose on purpose: what does not fit is refused with the same sentence as a wrong code.
export const openBreakGlass = publicAction(
  z.strictObject({ code: z.string().max(1000) }),
  async ({ code }) => {
    if (code.trim() === '') throw new AppError('invalid', 'Type the code from your sheet.');
    return enter(await openWithBreakGlass(code, await atTheDoor()), null);
  },
);
