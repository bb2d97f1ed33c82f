// Behind an invitation's link: which practice, who asks, as what, and the button that says yes. Looking changes nothing.
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PlainPage } from '@/components/plain-page';
import { ButtonLink } from '@/components/ui/button';
import { Facts } from '@/components/ui/facts';
import { ActForm } from '@/components/ui/form';
import { Notice } from '@/components/ui/notice';
import { dayAndClock } from '@/lib/core';
import { readInvitation } from '@/lib/practices';
import { RIGHT_WORDS } from '@/lib/practices/rules';
import type { InvitationView } from '@/lib/practices/schema';
import { currentAccount, type Account } from '@/lib/web';
import type { PageOf } from '../../../page-props';
import { SignOutForm } from '../../sign-out/form';
import { accept } from './actions';
import { JoinForm } from './join-form';
import { findInvited } from './linked';

export const metadata: Metadata = { title: 'Your invitation' };

function Over({ view, mine }: { view: InvitationView; mine: boolean }) {
  if (view.state === 'used' && mine) {
    return (
      <div className="space-y-6">
        <Notice kind="ok">You joined {view.practiceName}.</Notice>
        <ButtonLink look="strong" href={`/p/${view.slug}`}>
          Go to {view.practiceName}
        </ButtonLink>
      </div>
    );
  }
  const words = {
    used: 'This invitation was used already. If that was you, sign in.',
    over: 'This invitation is older than seven days, so it opens nothing any more.',
    revoked: 'This invitation was taken back, or a newer one was sent. Look for a newer e-mail.',
    open: '',
  }[view.state];
  return (
    <div className="space-y-6">
      <Notice>{words} Otherwise ask the practice to send you a new one.</Notice>
      <ButtonLink href="/sign-in">Sign in</ButtonLink>
    </div>
  );
}

function Answer({ view, token, account }: { view: InvitationView; token: string; account: Account | null }) {
  if (account && account.email === view.email && account.practiceId === null) {
    return (
      <div className="space-y-6">
        <p>You are signed in as {account.email}.</p>
        <ActForm
          act={accept}
          fields={{ token }}
          word={`Join ${view.practiceName}`}
          busy="Joining…"
          look="strong"
        />
      </div>
    );
  }
  if (account) {
    return (
      <div className="space-y-6">
        <Notice kind="danger">
          This invitation is for {view.email}, and you are signed in as {account.email}. Sign out here, then
          open the link in that e-mail again.
        </Notice>
        <SignOutForm />
      </div>
    );
  }
  if (view.known) {
    return (
      <div className="space-y-6">
        <p>You have a Holdfast log-in for {view.email} already. Sign in with it and you come back here.</p>
        <ButtonLink look="strong" href={`/sign-in?next=${encodeURIComponent(`/invitation/${token}`)}`}>
          Sign in to join
        </ButtonLink>
      </div>
    );
  }
  return <JoinForm token={token} name={view.personName} email={view.email} practice={view.practiceName} />;
}

export default async function Invitation({ params }: PageOf<{ token: string }>) {
  const { token } = await params;
  const invited = await findInvited(token);
  const view = invited && (await readInvitation(invited));
  if (!view) notFound();
  const account = await currentAccount();
  return (
    <PlainPage>
      <h1 className="mb-6 text-2xl">Join {view.practiceName}</h1>
      {view.state === 'open' && (
        <div className="mb-8 space-y-4">
          <Facts
            facts={[
              ['Invited', view.personName],
              ['By', view.invitedBy],
              ['As', `${RIGHT_WORDS[view.right].word}. ${RIGHT_WORDS[view.right].what}`],
              ['Works until', dayAndClock(new Date(view.expiresAt), view.zone)],
            ]}
          />
        </div>
      )}
      {view.state === 'open' ? (
        <Answer view={view} token={token} account={account} />
      ) : (
        <Over view={view} mine={account?.email === view.email} />
      )}
    </PlainPage>
  );
}
