// A page of one's own account: the way back, and the words for somebody who came in with a printed code.
import 'server-only';
import type { ReactNode } from 'react';
import { PlainPage } from '@/components/plain-page';
import { ButtonAnchor } from '@/components/ui/button';
import { PageHead } from '@/components/ui/page-head';
import type { Account } from '@/lib/web';

export function OwnPage({
  account,
  title,
  lede,
  back = { href: '/account', word: 'Your account' },
  children,
}: {
  account: Account;
  title: string;
  lede?: ReactNode;
  back?: { href: string; word: string };
  children: ReactNode;
}) {
  return (
    <PlainPage>
      <PageHead title={title} lede={lede} back={back} />
      {account.method === 'break-glass' ? <PrintedCodeOnly /> : children}
    </PlainPage>
  );
}

function PrintedCodeOnly() {
  return (
    <>
      <p className="mb-6">
        You came in with a printed code, which is for running a downtime. To change your account, sign out and
        sign in again with your password, a code or a passkey.
      </p>
      <ButtonAnchor href="/sign-out">Sign out</ButtonAnchor>
    </>
  );
}
