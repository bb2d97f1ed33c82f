'use server';
// Signing in by a link: the button, never the opening of the page.
import { z } from 'zod';
import { signInByLink } from '@/lib/identity';
import { publicAction } from '@/lib/web';
import { atTheDoor, enter } from '../../../enter';

export const followLink = publicAction(
  z.strictObject({ link: z.string().max(1000, 'is longer than 1000 characters') }),
  async ({ link }) => {
    const { device } = await atTheDoor();
    return enter(await signInByLink({ link, device }), null);
  },
);
