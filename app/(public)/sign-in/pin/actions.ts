'use server';
// Opening one's own phone with its PIN, and forgetting the PIN on the phone in hand.
import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { decodePinCookie, forgetDevice, openWithPin, pinCookie } from '@/lib/identity';
import { publicAction } from '@/lib/web';
import { atTheDoor, enter } from '../../enter';

// Loose on purpose: identity refuses what does not fit, in words.
export const openPin = publicAction(
  z.strictObject({ pin: z.string().max(1000), next: z.string().max(1000).optional() }),
  async ({ pin, next }) => {
    const token = await decodePinCookie((await headers()).get('cookie'));
    const { device } = await atTheDoor();
    return enter(await openWithPin({ token, pin }, device), next);
  },
);

export const forgetPin = publicAction(z.strictObject({}), async () => {
  await forgetDevice(await decodePinCookie((await headers()).get('cookie')));
  (await cookies()).set(pinCookie.name, '', { ...pinCookie.attributes, maxAge: 0 });
  redirect('/sign-in');
});
