// The second step of a sign-in, for accounts that have one.
import type { Metadata } from 'next';
import { PlainPage } from '@/components/plain-page';
import { ButtonLink } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { findSecondStep, listFactors } from '@/lib/identity';
import { safeNext } from '@/lib/web/rules';
import { one, type PageOf } from '../../../page-props';
import { CodeStep, PasskeyStep } from './form';

export const metadata: Metadata = { title: 'Second step' };

export default async function SecondStepPage({ searchParams }: PageOf) {
  const { step: given, next } = await searchParams;
  const step = one(given) ?? '';
  const onward = safeNext(next);
  const found = await findSecondStep(step);
  if (!found) {
    return (
      <PlainPage>
        <h1 className="mb-4 text-2xl">Second step</h1>
        <div className="mb-6">
          <Notice>This step is over, or was taken. Sign in again from the start.</Notice>
        </div>
        <ButtonLink look="strong" href={onward ? `/sign-in?next=${encodeURIComponent(onward)}` : '/sign-in'}>
          Sign in again
        </ButtonLink>
      </PlainPage>
    );
  }
  const factors = await listFactors(found.accountId);
  const app = factors.some(({ kind }) => kind === 'totp');
  const fields = { step, ...(onward && { next: onward }) };
  return (
    <PlainPage>
      <h1 className="mb-4 text-2xl">Second step</h1>
      <p className="mb-6">One more proof, and you are in.</p>
      <div className="space-y-8">
        {factors.some(({ kind }) => kind === 'passkey') && <PasskeyStep fields={fields} />}
        <CodeStep fields={fields} app={app} />
      </div>
      <p className="text-ink-2 mt-8">
        No phone and no codes left? On a device where you are signed in, open your account and add a new
        second step there.
      </p>
    </PlainPage>
  );
}
