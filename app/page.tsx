// The front door: on to where this account works, or what Holdfast is and how to sign in.
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { PlainPage } from '@/components/plain-page';
import { ButtonAnchor, ButtonLink } from '@/components/ui/button';
import { Link } from '@/components/ui/link';
import { currentAccount } from '@/lib/web';
import { homeOf } from './(public)/home-of';

export default async function FrontDoor() {
  const account = await currentAccount();
  if (account) redirect(await homeOf(account, await headers()));
  return (
    <PlainPage>
      <h1 className="text-2xl">When the EHR goes down, everybody knows their next step.</h1>
      <p className="text-l mt-4">
        Holdfast keeps your downtime plans, tells the right people, and walks each of them through their own
        steps on their own phone.
      </p>
      <div className="mt-8 flex flex-wrap gap-3">
        <Link
          href="/sign-in"
          className="border-accent bg-accent text-accent-ink rounded-corner font-strong inline-flex min-h-12 items-center border px-5 py-2 no-underline hover:underline"
        >
          Sign in
        </Link>
        <ButtonAnchor href="/live">Open the live checklist</ButtonAnchor>
        <ButtonLink href="/sign-up">Sign up a practice</ButtonLink>
      </div>
    </PlainPage>
  );
}
