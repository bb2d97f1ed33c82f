// Contact tests: what they are for, how they went, and the next one.
import type { Metadata } from 'next';
import { Sheet } from '@/components/sheet';
import { ButtonLink } from '@/components/ui/button';
import { Empty, PageHead } from '@/components/ui/page-head';
import { PrintButton } from '@/components/ui/print-button';
import { readTests } from '@/lib/contacts';
import { day } from '@/lib/core';
import type { InPractice } from '../../../../page-props';
import { testerHere } from './lead';
import { TestList } from './test-list';

export const metadata: Metadata = { title: 'Contact tests' };

export default async function Tests({ params }: InPractice) {
  const { slug, ctx, practice } = await testerHere((await params).practice);
  const tests = await readTests(ctx);
  return (
    <Sheet practice={practice.name} title="Contact tests" printed={day(new Date(), practice.zone)}>
      <PageHead
        back={{ href: `/p/${slug}/contacts`, word: 'Contacts' }}
        title="Contact tests"
        lede="A drill message to a whole tree, and who answers it in time. What comes late counts as none."
        actions={
          <>
            <ButtonLink href={`/p/${slug}/contacts/tests/new`} look="strong">
              Start a contact test
            </ButtonLink>
            {tests.length > 0 && <PrintButton word="Print this list" />}
          </>
        }
      />
      {tests.length === 0 ? (
        <Empty>No test yet. The first takes three minutes: start it while everybody is at work.</Empty>
      ) : (
        <TestList slug={slug} zone={practice.zone} tests={tests} />
      )}
    </Sheet>
  );
}
