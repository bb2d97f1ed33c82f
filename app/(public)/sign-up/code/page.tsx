// The code that shows the new address is the person's own.
import type { Metadata } from 'next';
import { PlainPage } from '@/components/plain-page';
import { ButtonLink } from '@/components/ui/button';
import { Link } from '@/components/ui/link';
import { readSignUpPass } from '@/lib/identity';
import { PASS_MINUTES } from '@/lib/identity/rules';
import { one, type PageOf } from '../../../page-props';
import { SignUpCodeForm } from '../forms';

export const metadata: Metadata = { title: 'Type the code' };

export default async function SignUpCodePage({ searchParams }: PageOf) {
  const passId = one((await searchParams)['pass']);
  const open = passId === null ? null : await readSignUpPass(passId);
  return (
    <PlainPage>
      {passId !== null && open ? (
        <>
          <h1 className="mb-4 text-2xl">Type the code</h1>
          <p className="mb-6">
            We sent 8 digits to {open.to}. They are good for {PASS_MINUTES} minutes.
          </p>
          <SignUpCodeForm pass={passId} />
          <p className="text-ink-2 mt-8">
            Nothing came? Look in the spam folder, or{' '}
            <Link href="/sign-up" className="inline-block py-3">
              start again
            </Link>
            .
          </p>
        </>
      ) : (
        <>
          <h1 className="mb-4 text-2xl">This code is no longer good</h1>
          <p className="mb-6">It was used, or it is older than ten minutes. A new one takes a moment.</p>
          <ButtonLink href="/sign-up" look="strong">
            Start again
          </ButtonLink>
        </>
      )}
    </PlainPage>
  );
}
