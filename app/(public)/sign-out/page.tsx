// Asks before it signs out: opening a page changes nothing.
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { PlainPage } from '@/components/plain-page';
import { SignOutForm } from './form';
import { decodePinCookie, findPinDevice } from '@/lib/identity';
import { requireAccount } from '@/lib/web';

export const metadata: Metadata = { title: 'Sign out' };

export default async function SignOutPage() {
  const account = await requireAccount();
  const phone = await findPinDevice(await decodePinCookie((await headers()).get('cookie')));
  return (
    <PlainPage>
      <h1 className="text-2xl">Sign out?</h1>
      <p className="text-l my-6">You are signed in as {account.name} on this device.</p>
      <SignOutForm pin={phone !== null} />
    </PlainPage>
  );
}
