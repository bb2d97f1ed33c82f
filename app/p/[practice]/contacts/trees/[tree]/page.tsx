// One contact tree: drawn, with what to fix, its tests, and what one can do with it.
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Sheet } from '@/components/sheet';
import { ButtonLink } from '@/components/ui/button';
import { ActForm } from '@/components/ui/form';
import { Empty, PageHead, Section } from '@/components/ui/page-head';
import { PrintButton } from '@/components/ui/print-button';
import { may } from '@/lib/access/rules';
import { readPeople, readTests, readTreeFacts, readTrees } from '@/lib/contacts';
import { branchPeople, treeFindings } from '@/lib/contacts/rules';
import { day, plural } from '@/lib/core';
import type { InPractice } from '../../../../../page-props';
import { here } from '../../../here';
import { TestList } from '../../tests/test-list';
import { TreeDrawing } from '../../tree';
import { takeOffTree } from '../actions';
import { Findings } from '../findings';

export const metadata: Metadata = { title: 'Contact tree' };

export default async function TreePage({ params }: InPractice<'tree'>) {
  const { practice: asked, tree: treeId } = await params;
  const { slug, ctx, practice } = await here(asked);
  const tree = (await readTrees(ctx)).find(({ id }) => id === treeId);
  if (!tree) notFound();
  const { right } = ctx.actor;
  const [manages, tests] = [may(right, 'contacts.edit'), may(right, 'contacts.test')];
  const [people, facts, past] = await Promise.all([
    readPeople(ctx),
    readTreeFacts(ctx, treeId),
    tests ? readTests(ctx, treeId) : [],
  ]);
  const team = [...new Set(tree.branches.flatMap(branchPeople))].flatMap((id) => facts.people.get(id) ?? []);
  const shapes = tree.branches.map((branch) => ({ ...branch, key: branch.id, parentKey: branch.parentId }));
  const findings = tests ? treeFindings(shapes, facts.people, facts.elsewhere) : [];
  const base = `/p/${slug}/contacts`;
  return (
    <Sheet
      practice={practice.name}
      title={`Contact tree: ${tree.name}`}
      printed={day(new Date(), practice.zone)}
    >
      <PageHead
        back={{ href: `${base}/trees`, word: 'Contact trees' }}
        title={tree.name}
        lede={`${team.filter(({ reachable }) => reachable).length} of ${plural(team.length, 'person', 'people')} can be reached.`}
        actions={
          <>
            {manages && <ButtonLink href={`${base}/trees/${treeId}/edit`}>Edit this tree</ButtonLink>}
            {tests && <ButtonLink href={`${base}/tests/new?tree=${treeId}`}>Test this tree</ButtonLink>}
            <ButtonLink href={`${base}/call-list?tree=${treeId}`}>Call list for paper</ButtonLink>
            <PrintButton word="Print the tree" />
          </>
        }
      />
      <TreeDrawing tree={tree} people={new Map(people.map((person) => [person.id, person]))} />
      {findings.length > 0 && (
        <div className="no-print mt-10">
          <Section title="To look at">
            <Findings findings={findings} />
          </Section>
        </div>
      )}
      {tests && (
        <div className="no-print mt-10">
          <Section title="Contact tests of this tree" id="tests">
            {past.length === 0 ? (
              <Empty>Never tested. A test takes three minutes and shows who really answers.</Empty>
            ) : (
              <TestList slug={slug} zone={practice.zone} tests={past.slice(0, 8)} />
            )}
          </Section>
        </div>
      )}
      {manages && (
        <div className="no-print border-line mt-16 max-w-prose border-t pt-8">
          <Section title="Take this tree off the list" id="take-off">
            <p className="mb-4">
              No downtime offers it any more. Nothing of it is deleted: you can bring it back on the page of
              all trees.
            </p>
            <ActForm
              act={takeOffTree}
              fields={{ practice: slug, treeId }}
              word={`Take ${tree.name} off the list`}
              busy="Taking it off…"
              look="danger"
            />
          </Section>
        </div>
      )}
    </Sheet>
  );
}
