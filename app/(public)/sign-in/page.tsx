import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { PlainPage } from '@/components/plain-page';
import { Notice } from '@/components/ui/notice';
import { currentAccount } from '@/lib/web';
import { safeNext } from '@/lib/web/rules';
import type { PageOf } from '../../page-props';
import { homeOf } from '../home-of';
import { SignInForm } from './form';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignInPage({ searchParams }: PageOf) {
  const { next, out } = await searchParams;
  const onward = safeNext(next);
  const account = await currentAccount();
  if (account) redirect(onward ?? (await homeOf(account, await headers())));
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
      <SignInForm next={onward} />
    </PlainPage>
  );
}
