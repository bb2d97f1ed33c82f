// The last step of every door: the cookies of a session that begins here, or the page of its second step.
import 'server-only';
import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import {
  decodeCookie,
  decodeDeviceCookie,
  decodePinCookie,
  deviceCookie,
  encodeCookie,
  encodeDeviceCookie,
  encodePinCookie,
  endSession,
  pinCookie,
  readSession,
  renewDevice,
  sessionCookie,
  type Entered,
} from '@/lib/identity';
import { IP_HEADER } from '@/lib/identity/rules';
import { deviceName, safeNext } from '@/lib/web/rules';
import { homeOf } from './home-of';

/** Who is at the door: what the device calls itself, where it is, and whether it was here before. */
export async function atTheDoor(): Promise<{ device: string; ip: string | null; known: string | null }> {
  const asked = await headers();
  return {
    device: deviceName(asked.get('user-agent')),
    ip: asked.get(IP_HEADER),
    known: await decodeDeviceCookie(asked.get('cookie')),
  };
}

/** Goes in, or on to the second step; `next` is where the person wanted to go. Never returns. */
export async function enter(entered: Entered, next: string | null | undefined): Promise<never> {
  const onward = safeNext(next);
  if ('secondStep' in entered) {
    const query = new URLSearchParams({ step: entered.secondStep, ...(onward && { next: onward }) });
    redirect(`/sign-in/second?${query.toString()}`);
  }
  const asked = await headers();
  // Whoever was signed in here before is out: one browser, one person.
  const before = await readSession(await decodeCookie(asked.get('cookie')));
  if (before) await endSession(before.sessionId);
  const { token } = entered;
  const jar = await cookies();
  jar.set(sessionCookie.name, await encodeCookie(token), sessionCookie.attributes);
  jar.set(deviceCookie.name, await encodeDeviceCookie(token), deviceCookie.attributes);
  // A full sign-in on an enrolled phone: its PIN is good for as long again, and wrong ones are forgotten.
  const phone = await decodePinCookie(asked.get('cookie'));
  if (phone && (await renewDevice(phone, token))) {
    jar.set(pinCookie.name, await encodePinCookie(phone), pinCookie.attributes);
  }
  const account = await readSession(token);
  redirect(onward ?? (account ? await homeOf(account, asked) : '/'));
}
