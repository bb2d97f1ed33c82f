import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { PlainPage } from '@/components/plain-page';
import { ButtonLink } from '@/components/ui/button';
import { Link } from '@/components/ui/link';
import { Notice } from '@/components/ui/notice';
import { decodePinCookie, findPinDevice } from '@/lib/identity';
import { currentAccount } from '@/lib/web';
import { isPhone, safeNext } from '@/lib/web/rules';
import type { PageOf } from '../../page-props';
import { homeOf } from '../home-of';
import { SignInForm } from './form';
import { PasskeyDoor } from './passkey/form';
import { PinDoor } from './pin/form';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignInPage({ searchParams }: PageOf) {
  const { next, out } = await searchParams;
  const onward = safeNext(next);
  const account = await currentAccount();
  const asked = await headers();
  if (account) redirect(onward ?? (await homeOf(account, asked)));
  const phone = await findPinDevice(await decodePinCookie(asked.get('cookie')));
  return (
    <PlainPage>
      <h1 className="mb-6 text-2xl">Sign in</h1>
      {out === '1' && (
        <div className="mb-6">
          <Notice>You are signed out on this device.</Notice>
        </div>
      )}
      {onward && out !== '1' && (
        <p className="text-ink-2 mb-6">Sign in and you go on to the page you asked for.</p>
      )}
      {phone && <PinDoor name={phone.name} locked={phone.locked} next={onward} />}
      <SignInForm next={onward} offerPin={phone === null && isPhone(asked)} />
      <div className="mt-6">
        <PasskeyDoor next={onward} />
      </div>
      <h2 className="mt-10 mb-3 text-xl">No password, or forgot it?</h2>
      <p className="text-ink-2 mb-4">We send a code to your e-mail address or your phone.</p>
      <ButtonLink
        href={onward ? `/sign-in/code?next=${encodeURIComponent(onward)}` : '/sign-in/code'}
        className="w-full"
      >
        Send me a sign-in code
      </ButtonLink>
      <p className="mt-10">
        Nothing gets through?{' '}
        <Link href="/sign-in/break-glass" className="inline-block py-3">
          Open with a printed break-glass code
        </Link>
      </p>
      <p className="mt-2">
        Is your practice new here?{' '}
        <Link href="/sign-up" className="inline-block py-3">
          Sign up your practice
        </Link>
      </p>
    </PlainPage>
  );
}
