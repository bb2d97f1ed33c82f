// The second half of signing up: the practice itself. The account is there and its address is shown to be theirs.
import type { Metadata } from 'next';
import { PlainPage } from '@/components/plain-page';
import { newId } from '@/lib/core';
import { requireAccount } from '@/lib/web';
import { zoneGroups } from '../../../p/[practice]/sites/zones';
import { PracticeForm } from './practice-form';

export const metadata: Metadata = { title: 'Begin a practice' };

export default async function SignUpPractice() {
  const account = await requireAccount();
  return (
    <PlainPage>
      <h1 className="mb-4 text-2xl">Begin your practice</h1>
      <p className="text-l mb-8">
        Signed in as {account.email}. You become its owner, and eleven downtime plans are yours at once, to
        edit as you like. About a quarter of an hour later you have run a first test.
      </p>
      <PracticeForm formId={newId()} zones={zoneGroups(new Date(), null)} />
    </PlainPage>
  );
}
