// The second half of signing up: the practice itself. The account is there and its address is shown to be theirs.
import type { Metadata } from 'next';
import { PlainPage } from '@/components/plain-page';
import { Link } from '@/components/ui/link';
import { newId } from '@/lib/core';
import { requireAccount } from '@/lib/web';
import { zoneGroups } from '../../../p/[practice]/sites/zones';
import { one, type PageOf } from '../../../page-props';
import { FileForm, PracticeForm } from './practice-form';

export const metadata: Metadata = { title: 'Begin a practice' };

export default async function SignUpPractice({ searchParams }: PageOf) {
  const account = await requireAccount();
  const fromFile = one((await searchParams)['from']) === 'file';
  const form = { formId: newId(), zones: zoneGroups(new Date(), null) };
  if (fromFile) {
    return (
      <PlainPage>
        <h1 className="mb-4 text-2xl">Bring a practice in from a file</h1>
        <p className="text-l mb-8">
          Signed in as {account.email}. You become the owner of an empty practice, and choose on the next page
          the file that “Export the practice” made. Sites, people and plans come from it.
        </p>
        <FileForm {...form} />
        <p className="mt-6">
          <Link href="/sign-up/practice" className="inline-flex min-h-12 items-center">
            No file: begin a new practice
          </Link>
        </p>
      </PlainPage>
    );
  }
  return (
    <PlainPage>
      <h1 className="mb-4 text-2xl">Begin your practice</h1>
      <p className="text-l mb-8">
        Signed in as {account.email}. You become its owner, and eleven downtime plans are yours at once, to
        edit as you like. About a quarter of an hour later you have run a first test.
      </p>
      <PracticeForm {...form} />
      <p className="mt-6">
        <Link href="/sign-up/practice?from=file" className="inline-flex min-h-12 items-center">
          Bring a practice in from a file instead
        </Link>
      </p>
    </PlainPage>
  );
}
