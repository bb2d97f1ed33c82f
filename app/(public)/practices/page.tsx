// For people who work in several practices: choose one.
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { PlainPage } from '@/components/plain-page';
import { ButtonLink } from '@/components/ui/button';
import { SignOutForm } from '../sign-out/form';
import { listPracticesOf } from '@/lib/practices';
import { requireAccount } from '@/lib/web';
import { isPhone } from '@/lib/web/rules';

export const metadata: Metadata = { title: 'Your practices' };

export default async function PracticesPage() {
  const account = await requireAccount();
  const practices = await listPracticesOf(account.accountId, account.practiceId);
  const base = isPhone(await headers()) ? '/live' : '/p';
  return (
    <PlainPage>
      <h1 className="mb-6 text-2xl">{practices.length === 0 ? 'No practice now' : 'Choose a practice'}</h1>
      {practices.length === 0 ? (
        <p className="text-l mb-8">
          {account.email} has no access to a practice now. If you had it, somebody there ended it: ask them.
          Or ask your practice manager to invite you, or begin a practice of your own.
        </p>
      ) : (
        <ul className="border-line mb-10 border-t">
          {practices.map((practice) => (
            <li key={practice.practiceId} className="border-line border-b">
              <a
                href={`${base}/${practice.slug}`}
                className="text-l flex min-h-14 items-center justify-between gap-4 py-3"
              >
                {practice.name}
                <span className="text-ink-2 text-s">{practice.right}</span>
              </a>
            </li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap gap-3">
        <ButtonLink href="/sign-up/practice">Begin a practice</ButtonLink>
        <SignOutForm />
      </div>
    </PlainPage>
  );
}
