'use server';
// Whether an earlier export of the audit still fits what stands here.
import { z } from 'zod';
import { AppError } from '@/lib/core';
import { compareHead } from '@/lib/events';
import { action } from '@/lib/web';

const SAYS = {
  same: 'It fits: that entry is still the same, and so is every one before it.',
} as const;

export const compareExport = action(
  z.strictObject({
    seq: z
      .string()
      .trim()
      .regex(/^\d{1,9}$/, 'is not a number of an entry'),
    hash: z
      .string()
      .trim()
      .toLowerCase()
      .regex(
        /^[0-9a-f]{64}$/,
        'is not the 64 letters and digits beside “Its hash” in the export’s first lines',
      ),
  }),
  async (ctx, { seq, hash }) => {
    const found = await compareHead(ctx, { seq: Number(seq), hash });
    if (found === 'same') return SAYS.same;
    throw new AppError(
      'conflict',
      found === 'gone'
        ? `It does not fit: there is no entry ${seq} here. What was exported was cut off since, or the export is of another practice.`
        : `It does not fit: entry ${seq} is another one now. The record was written anew since, or the export is of another practice.`,
    );
  },
);
