// A sign-in link. Mail scanners open it too, so opening it changes nothing: a person presses the button.
import type { Metadata } from 'next';
import { PlainPage } from '@/components/plain-page';
import { ActForm } from '@/components/ui/form';
import { ButtonLink } from '@/components/ui/button';
import { readSignInLink } from '@/lib/identity';
import type { PageOf } from '../../../../page-props';
import { followLink } from './actions';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignInLinkPage({ params }: PageOf<{ link: string }>) {
  const { link } = await params;
  const open = await readSignInLink(link);
  return (
    <PlainPage>
      {open ? (
        <>
          <h1 className="mb-6 text-2xl">Sign in as {open.to} on this device?</h1>
          <ActForm
            act={followLink}
            fields={{ link }}
            word="Sign in here"
            busy="Signing you in…"
            look="strong"
          />
          <p className="text-ink-2 mt-8">
            Did you not ask for this? Close this page: without the button nothing happens.
          </p>
        </>
      ) : (
        <>
          <h1 className="mb-4 text-2xl">This link is no longer good</h1>
          <p className="mb-6">It was used, or it is older than ten minutes. A new code takes a moment.</p>
          <ButtonLink href="/sign-in/code" look="strong">
            Send me a sign-in code
          </ButtonLink>
        </>
      )}
    </PlainPage>
  );
}
