// A contact test: a board while it runs, evidence after. Also for paper.
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Sheet } from '@/components/sheet';
import { ButtonAnchor, ButtonLink } from '@/components/ui/button';
import { PageHead } from '@/components/ui/page-head';
import { PrintButton } from '@/components/ui/print-button';
import { DrillTag } from '@/components/ui/tag';
import { When } from '@/components/when';
import { readTrees } from '@/lib/contacts';
import { isId, plural } from '@/lib/core';
import { readTest } from '@/lib/notifications';
import { orNotFound } from '@/lib/web';
import { dayAndClock } from '@/lib/core';
import type { InPractice } from '../../../../../page-props';
import { testerHere } from '../lead';
import { Board } from './board';

export const metadata: Metadata = { title: 'Contact test' };

export default async function TestPage({ params }: InPractice<'test'>) {
  const { practice: asked, test: testId } = await params;
  const { slug, ctx, practice } = await testerHere(asked);
  if (!isId(testId)) notFound();
  const [test, trees] = await Promise.all([orNotFound(readTest(ctx, testId)), readTrees(ctx)]);
  const there = trees.some(({ id }) => id === test.treeId);
  const base = `/p/${slug}/contacts/tests`;
  return (
    <Sheet
      practice={practice.name}
      title={`Contact test: ${test.treeName}`}
      printed={dayAndClock(new Date(), practice.zone)}
    >
      <PageHead
        back={{ href: base, word: 'Contact tests' }}
        title={`Contact test: ${test.treeName}`}
        lede={
          <>
            <DrillTag /> Started <When at={test.startedAt} zone={practice.zone} />
            {test.startedBy && ` by ${test.startedBy}`}. An answer counts within{' '}
            {plural(test.windowMinutes, 'minute')}.
          </>
        }
        actions={
          <>
            <ButtonAnchor href={`${base}/${testId}/csv`}>Save as a table (CSV)</ButtonAnchor>
            <PrintButton word="Print the result" />
            {there && (
              <ButtonLink href={`/p/${slug}/contacts/trees/${test.treeId}`}>The tree as it is now</ButtonLink>
            )}
          </>
        }
      />
      <Board
        key={test.id}
        practice={slug}
        zone={practice.zone}
        first={test}
        now={`${base}/${testId}/now`}
        again={there ? `${base}/new?tree=${test.treeId}&again=${test.id}` : null}
      />
    </Sheet>
  );
}
