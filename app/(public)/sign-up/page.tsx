// The first page of a new practice: who signs it up.
import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { PlainPage } from '@/components/plain-page';
import { Link } from '@/components/ui/link';
import { currentAccount } from '@/lib/web';
import { SignUpForm } from './forms';

export const metadata: Metadata = { title: 'Sign up' };

export default async function SignUpPage() {
  if (await currentAccount()) redirect('/sign-up/practice');
  return (
    <PlainPage>
      <h1 className="mb-4 text-2xl">Sign up your practice</h1>
      <p className="mb-6">
        First we check that your e-mail address is yours: we send a code there. Your practice comes next. You
        can stop at any step and come back.
      </p>
      <SignUpForm />
      <p className="mt-8">
        Were you here before?{' '}
        <Link href="/sign-in" className="inline-block py-3">
          Sign in
        </Link>
      </p>
    </PlainPage>
  );
}
