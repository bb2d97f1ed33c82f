'use server';
// Second steps, passkeys and phones with a PIN: each change wants somebody who showed who they are a moment ago.
import { revalidatePath } from 'next/cache';
import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { id, text } from '@/lib/core/text';
import {
  addPasskey as add,
  askNewPasskey,
  beginTotp,
  confirmTotp,
  decodePinCookie,
  encodePinCookie,
  endDevice,
  enrolDevice,
  forgetDevice,
  issueBackupCodes,
  pinCookie,
  removeFactor as remove,
} from '@/lib/identity';
import { accountAction } from '@/lib/web';
import { deviceName, safeNext } from '@/lib/web/rules';

const none = z.strictObject({});
const fresh = { fresh: true } as const;
/** A box that was not ticked is not sent. */
const ticked = z
  .literal('on')
  .optional()
  .transform((value) => value === 'on');

export const beginApp = accountAction(
  none,
  async (account) => {
    const factorId = await beginTotp(account);
    redirect(`/account/second-factor/app?factor=${factorId}`);
  },
  fresh,
);

export const confirmApp = accountAction(
  z.strictObject({ factor: id, code: z.string().max(200), others: ticked }),
  async (account, { factor, code, others }) => {
    await confirmTotp(account, { factorId: factor, code, others });
    redirect('/account/second-factor?added=app');
  },
  fresh,
);

export const askPasskey = accountAction(
  z.strictObject({ name: text(60), others: ticked }),
  async (account) => {
    const { pass, options } = await askNewPasskey(account);
    return JSON.stringify({ pass, make: options });
  },
  fresh,
);

export const addPasskey = accountAction(
  z.strictObject({ name: text(60), others: ticked, pass: id, response: z.string().max(20_000) }),
  async (account, input) => {
    await add(account, input);
    redirect('/account/second-factor?added=passkey');
  },
  fresh,
);

export const removeFactor = accountAction(
  z.strictObject({ factor: id, others: ticked }),
  async (account, { factor, others }) => {
    await remove(account, { factorId: factor, others });
    revalidatePath('/account/second-factor');
    return others ? 'Removed. Your other devices are signed out.' : 'Removed.';
  },
  fresh,
);

/** Answers with the codes themselves: they are shown this one time. */
export const printBackupCodes = accountAction(
  none,
  async (account) => (await issueBackupCodes(account.accountId)).join(' '),
  fresh,
);

export const setPin = accountAction(
  // Loose on purpose: identity says in words what does not fit.
  z.strictObject({
    pin: z.string().max(1000),
    pinAgain: z.string().max(1000),
    next: z.string().max(1000).optional(),
  }),
  async (account, { pin, pinAgain, next }) => {
    const asked = await headers();
    const token = await enrolDevice(account, {
      pin,
      again: pinAgain,
      name: deviceName(asked.get('user-agent')),
      before: await decodePinCookie(asked.get('cookie')),
    });
    (await cookies()).set(pinCookie.name, await encodePinCookie(token), pinCookie.attributes);
    redirect(safeNext(next) ?? '/account/devices?set=1');
  },
  fresh,
);

export const endPhone = accountAction(z.strictObject({ phone: id }), async (account, { phone }) => {
  await endDevice(account, phone);
  revalidatePath('/account/devices');
  return 'Ended. Its PIN opens nothing now, and it is signed out.';
});

export const forgetThisPhone = accountAction(none, async () => {
  await forgetDevice(await decodePinCookie((await headers()).get('cookie')));
  (await cookies()).set(pinCookie.name, '', { ...pinCookie.attributes, maxAge: 0 });
  revalidatePath('/account/devices');
  return 'This phone opens with no PIN any more.';
});
