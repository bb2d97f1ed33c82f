// Confirm that it is you: opened in a new tab by a form that wants it, which keeps what was typed meanwhile.
import type { Metadata } from 'next';
import { PlainPage } from '@/components/plain-page';
import { ButtonAnchor } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { maskAddress } from '@/lib/core/addresses';
import { hasPassword, listFactors, readConfirmPass, readMobile } from '@/lib/identity';
import { FRESH_MINUTES } from '@/lib/identity/rules';
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
  // No code for who came in by PIN.
  const passId = account.method === 'pin' ? null : one(pass);
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
      {account.method === 'pin' ? (
        <PinWays account={account} next={onward} />
      ) : (
        <Ways account={account} next={onward} again={sent !== null} />
      )}
    </PlainPage>
  );
}

/** By PIN one has only shown the phone, and a code would come to the same one. */
async function PinWays({ account, next }: { account: Account; next: string | null }) {
  const [password, factors] = await Promise.all([
    hasPassword(account.accountId),
    listFactors(account.accountId),
  ]);
  if (!password && !factors.some(({ kind }) => kind === 'passkey')) {
    return (
      <>
        <p className="mb-6">
          You came in with your PIN, and your account has no password and no passkey to confirm with. Sign
          out, then sign in again fully, by a code.
        </p>
        <ButtonAnchor href="/sign-out">Sign out</ButtonAnchor>
      </>
    );
  }
  return (
    <>
      {password && factors.length === 0 && (
        <section className="my-6">
          <PasswordForm email={account.email} next={next} />
        </section>
      )}
      <FactorWays account={account} next={next} />
      <p className="text-ink-2 my-6">
        You came in with your PIN, so a code to this phone is not enough. No password at hand? Sign out, then
        sign in again fully.
      </p>
    </>
  );
}

async function Ways({ account, next, again }: { account: Account; next: string | null; again: boolean }) {
  const [password, mobile, factors] = await Promise.all([
    hasPassword(account.accountId),
    readMobile(account.accountId),
    listFactors(account.accountId),
  ]);
  if (factors.length > 0) {
    return (
      <>
        <FactorWays account={account} next={next} />
        <p className="text-ink-2 my-6">
          Your account has a second step, so a password or a code alone is not enough here. App or passkey not
          at hand? Sign out, then sign in with a backup code.
        </p>
      </>
    );
  }
  return (
    <>
      {password && !again && (
        <section className="my-6">
          <PasswordForm email={account.email} next={next} />
        </section>
      )}
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
