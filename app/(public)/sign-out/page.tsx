// Asks before it signs out: opening a page changes nothing.
import type { Metadata } from 'next';
import { PlainPage } from '@/components/plain-page';
import { SignOutForm } from './form';
import { requireAccount } from '@/lib/web';

export const metadata: Metadata = { title: 'Sign out' };

export default async function SignOutPage() {
  const account = await requireAccount();
  return (
    <PlainPage>
      <h1 className="text-2xl">Sign out?</h1>
      <p className="text-l my-6">You are signed in as {account.name} on this device.</p>
      <SignOutForm />
    </PlainPage>
  );
}
