// Signing in without a password: first where the code should go, then the code. What an address gets to see here says
// nothing about whether anybody has it.
import type { Metadata } from 'next';
import { PlainPage } from '@/components/plain-page';
import { Link } from '@/components/ui/link';
import { Notice } from '@/components/ui/notice';
import { readSignInPass } from '@/lib/identity';
import { PASS_MINUTES } from '@/lib/identity/rules';
import { safeNext } from '@/lib/web/rules';
import { one, type PageOf } from '../../../page-props';
import { AskForm, CodeForm } from './forms';

export const metadata: Metadata = { title: 'Sign in with a code' };

export default async function SignInCodePage({ searchParams }: PageOf) {
  const { next, pass } = await searchParams;
  const onward = safeNext(next);
  const passId = one(pass);
  const open = passId === null ? null : await readSignInPass(passId);
  const here = onward ? `/sign-in/code?next=${encodeURIComponent(onward)}` : '/sign-in/code';
  const back = onward ? `/sign-in?next=${encodeURIComponent(onward)}` : '/sign-in';
  if (passId !== null && open) {
    return (
      <PlainPage>
        <h1 className="mb-4 text-2xl">Type the code</h1>
        <p className="mb-6">
          If an account has {open.to}, a code is on its way there. It is good for {PASS_MINUTES} minutes.
        </p>
        <CodeForm pass={passId} next={onward} />
        <p className="text-ink-2 mt-8">
          Nothing came? Look in the spam folder, or{' '}
          <Link href={here} className="inline-block py-3">
            send a new code or use another address
          </Link>
          . A mobile number works once it is in your account.
        </p>
      </PlainPage>
    );
  }
  return (
    <PlainPage>
      <h1 className="mb-4 text-2xl">Sign in with a code</h1>
      {passId !== null && (
        <div className="mb-6">
          <Notice>That code is used or no longer good. Ask for a new one.</Notice>
        </div>
      )}
      <p className="mb-6">
        Type your e-mail address or the mobile number of your account. We send 8 digits there.
      </p>
      <AskForm next={onward} />
      <p className="mt-8">
        <Link href={back} className="inline-block py-3">
          Sign in with a password
        </Link>
      </p>
    </PlainPage>
  );
}
