// The code that proves a new e-mail address or number of one's own.
import type { Metadata } from 'next';
import { PlainPage } from '@/components/plain-page';
import { ButtonLink } from '@/components/ui/button';
import { readNewAddress } from '@/lib/identity';
import { PASS_MINUTES } from '@/lib/identity/rules';
import { requireAccount } from '@/lib/web';
import { one, type PageOf } from '../../page-props';
import { ProveForm } from '../own-forms';

export const metadata: Metadata = { title: 'Type the code' };

export default async function NewAddressCode({ searchParams }: PageOf) {
  const account = await requireAccount();
  const passId = one((await searchParams)['pass']);
  const open = passId === null ? null : await readNewAddress(account, passId);
  return (
    <PlainPage>
      {passId !== null && open ? (
        <>
          <h1 className="mb-4 text-2xl">Type the code</h1>
          <p className="mb-6">
            We sent 8 digits to {open.to}. They are good for {PASS_MINUTES} minutes.
          </p>
          <ProveForm
            pass={passId}
            word={open.what === 'email' ? 'Use this e-mail address' : 'Use this number'}
          />
        </>
      ) : (
        <>
          <h1 className="mb-4 text-2xl">This code is no longer good</h1>
          <p className="mb-6">Nothing was changed. Ask for a new code from your account.</p>
          <ButtonLink href="/account" look="strong">
            Back to your account
          </ButtonLink>
        </>
      )}
    </PlainPage>
  );
}
