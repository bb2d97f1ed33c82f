// Confirm that it is you: opened in a new tab by a form that wants it, which keeps what was typed meanwhile.
import type { Metadata } from 'next';
import { PlainPage } from '@/components/plain-page';
import { ButtonAnchor } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { hasPassword, readConfirmPass, readMobile } from '@/lib/identity';
import { FRESH_MINUTES, maskAddress } from '@/lib/identity/rules';
import { requireAccount, type Account } from '@/lib/web';
import { safeNext } from '@/lib/web/rules';
import { one, type PageOf } from '../page-props';
import { FactorWays } from './factor-ways';
import { CodeForm, PasswordForm, SendForm } from './forms';

export const metadata: Metadata = { title: 'Confirm that it is you' };

export default async function Confirm({ searchParams }: PageOf) {
  const account = await requireAccount();
  const { next, pass } = await searchParams;
  const onward = safeNext(next);
  if (account.fresh) return <Done next={onward} />;
  if (account.method === 'break-glass') return <PrintedCode />;
  const passId = one(pass);
  const sent = passId === null ? null : await readConfirmPass(account, passId);
  return (
    <PlainPage>
      <h1 className="mb-4 text-2xl">Confirm that it is you</h1>
      <p className="mb-6">
        You are signed in as {account.name}. Some things can be done only within {FRESH_MINUTES} minutes of
        showing who you are.
      </p>
      {passId !== null && sent ? (
        <section>
          <p className="mb-4">We sent 8 digits to {sent.to}.</p>
          <CodeForm pass={passId} next={onward} />
        </section>
      ) : (
        passId !== null && <Notice>That code is used or no longer good. Choose again.</Notice>
      )}
      <Ways account={account} next={onward} again={sent !== null} />
    </PlainPage>
  );
}

async function Ways({ account, next, again }: { account: Account; next: string | null; again: boolean }) {
  const [password, mobile] = await Promise.all([
    hasPassword(account.accountId),
    readMobile(account.accountId),
  ]);
  return (
    <>
      {password && !again && (
        <section className="my-6">
          <PasswordForm email={account.email} next={next} />
        </section>
      )}
      {!again && <FactorWays account={account} next={next} first={!password} />}
      <section className="my-8">
        <h2 className="mb-3 text-xl">{again ? 'Nothing came?' : password ? 'Or by a code' : 'By a code'}</h2>
        <div className="space-y-3">
          <SendForm by="email" to={maskAddress(account.email)} next={next} again={again} />
          {mobile && <SendForm by="sms" to={maskAddress(mobile)} next={next} again={again} />}
        </div>
      </section>
    </>
  );
}

function Done({ next }: { next: string | null }) {
  return (
    <PlainPage>
      <h1 className="mb-4 text-2xl">Done</h1>
      <Notice kind="ok">We know that it is you, for {FRESH_MINUTES} minutes.</Notice>
      <p className="my-6">Go back to your tab and press the button again. What you typed there is kept.</p>
      {next && (
        <ButtonAnchor href={next} look="strong">
          Go on
        </ButtonAnchor>
      )}
    </PlainPage>
  );
}

function PrintedCode() {
  return (
    <PlainPage>
      <h1 className="mb-4 text-2xl">This needs a full sign-in</h1>
      <p className="mb-6">
        You came in with a printed code, which is for running a downtime. Sign out, then sign in with your
        password or a code to change anything else.
      </p>
      <ButtonAnchor href="/sign-out">Sign out</ButtonAnchor>
    </PlainPage>
  );
}
