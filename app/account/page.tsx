// One's own account: where it is signed in, and how to end that.
import type { Metadata } from 'next';
import { PlainPage } from '@/components/plain-page';
import { ActForm } from '@/components/ui/form';
import { Facts } from '@/components/ui/facts';
import { Link } from '@/components/ui/link';
import { listSessions } from '@/lib/identity';
import { listPracticesOf, readPractice } from '@/lib/practices';
import { findCtx, requireAccount } from '@/lib/web';
import { SignOutForm } from '../(public)/sign-out/form';
import { endAll, endSession } from './actions';
import { dayAndClock } from '@/lib/core';

export const metadata: Metadata = { title: 'Your account' };

export default async function Account() {
  const account = await requireAccount();
  const [sessions, practices] = await Promise.all([
    listSessions(account.accountId),
    listPracticesOf(account.accountId, account.practiceId),
  ]);
  const [first] = practices;
  const ctx = first ? await findCtx(account, first.slug) : null;
  const zone = ctx ? (await readPractice(ctx)).zone : 'UTC';
  return (
    <PlainPage>
      <h1 className="mb-6 text-2xl">Your account</h1>
      <Facts
        facts={[
          ['Name', account.name],
          ['E-mail', account.email],
          [
            practices.length === 1 ? 'Practice' : 'Practices',
            <ul key="practices">
              {practices.map((practice) => (
                <li key={practice.practiceId}>
                  <Link href={`/p/${practice.slug}`} className="inline-block py-1">
                    {practice.name}
                  </Link>
                  , {practice.right}
                </li>
              ))}
            </ul>,
          ],
        ]}
      />
      <div className="mt-6">
        <SignOutForm />
      </div>
      <h2 className="mt-12 mb-3 text-xl">Where you are signed in</h2>
      <p className="text-ink-2 mb-4">A phone you lost? End it here: it is signed out at once.</p>
      <ul className="border-line border-t">
        {sessions.map((session) => (
          <li
            key={session.id}
            className="border-line flex flex-wrap items-center justify-between gap-4 border-b py-3"
          >
            <div className="min-w-0">
              <p className="font-strong">
                {session.device}
                {session.id === account.sessionId && (
                  <span className="text-ink-2 font-normal"> (this device)</span>
                )}
              </p>
              <p className="text-ink-2 text-s">
                Last used {dayAndClock(new Date(session.lastSeenAt), zone)}
                <br />
                Signed in {dayAndClock(new Date(session.createdAt), zone)}
              </p>
            </div>
            {session.id !== account.sessionId && (
              <ActForm
                act={endSession}
                fields={{ session: session.id }}
                word="Sign out"
                label={`Sign out ${session.device}`}
                busy="Signing it out…"
              />
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <div className="mt-6">
          <ActForm
            act={endAll}
            fields={{}}
            word="Sign out everywhere, here too"
            busy="Signing out everywhere…"
            look="danger"
          />
        </div>
      )}
    </PlainPage>
  );
}
