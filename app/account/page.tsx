// One's own account: how one signs in, where one is signed in, and how to change or end that.
import type { Metadata } from 'next';
import { PlainPage } from '@/components/plain-page';
import { Facts } from '@/components/ui/facts';
import { Link } from '@/components/ui/link';
import { Notice } from '@/components/ui/notice';
import { hasPassword, listSessions, readMobile } from '@/lib/identity';
import { listPracticesOf, zoneOfAccount } from '@/lib/practices';
import { requireAccount } from '@/lib/web';
import type { PageOf } from '../page-props';
import { SignOutForm } from '../(public)/sign-out/form';
import { Own } from './own';
import { Sessions } from './sessions';
import { WaysIn } from './ways-in';

export const metadata: Metadata = { title: 'Your account' };

const CHANGED = new Map<unknown, string>([
  ['email', 'Your e-mail address is changed. Your other devices are signed out.'],
  ['mobile', 'Your number is saved. Codes can go there when e-mail is down.'],
]);

export default async function Account({ searchParams }: PageOf) {
  const account = await requireAccount();
  const said = CHANGED.get((await searchParams)['changed']);
  // A printed code opens one practice, and nothing of its owner's account.
  const own = account.method !== 'break-glass';
  const [sessions, practices, password, mobile, zone] = await Promise.all([
    own ? listSessions(account.accountId) : [],
    listPracticesOf(account.accountId, account.practiceId),
    hasPassword(account.accountId),
    readMobile(account.accountId),
    zoneOfAccount(account.accountId, account.practiceId),
  ]);
  return (
    <PlainPage>
      <h1 className="mb-6 text-2xl">Your account</h1>
      {said && (
        <div className="mb-6">
          <Notice kind="ok">{said}</Notice>
        </div>
      )}
      <Facts
        facts={[
          ['Name', account.name],
          [
            practices.length === 1 ? 'Practice' : 'Practices',
            practices.length === 0 ? (
              'None yet'
            ) : (
              <ul key="practices">
                {practices.map((practice) => (
                  <li key={practice.practiceId}>
                    <Link href={`/p/${practice.slug}`} className="inline-block py-1">
                      {practice.name}
                    </Link>
                    , {practice.right}
                  </li>
                ))}
              </ul>
            ),
          ],
        ]}
      />
      <div className="mt-6">
        <SignOutForm />
      </div>
      {own && <Own account={account} password={password} mobile={mobile} />}
      <WaysIn account={account} />
      {own && <Sessions sessions={sessions} here={account.sessionId} zone={zone} />}
    </PlainPage>
  );
}
