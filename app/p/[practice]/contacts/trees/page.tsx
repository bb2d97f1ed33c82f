// Every contact tree, in the order a downtime offers them, and those that were taken off the list.
import type { Metadata } from 'next';
import { ButtonLink } from '@/components/ui/button';
import { ActForm } from '@/components/ui/form';
import { Link } from '@/components/ui/link';
import { Empty, PageHead } from '@/components/ui/page-head';
import { may } from '@/lib/access/rules';
import { readRemovedTrees, readTests, readTreeFacts, readTrees } from '@/lib/contacts';
import { branchPeople, inTimePercent } from '@/lib/contacts/rules';
import { day, plural } from '@/lib/core';
import type { InPractice } from '../../../../page-props';
import { here } from '../../here';
import { ClosedList } from '../../sites/closed';
import { bringBack, shiftTree } from './actions';

export const metadata: Metadata = { title: 'Contact trees' };

export default async function Trees({ params }: InPractice) {
  const { slug, ctx, practice } = await here((await params).practice);
  const { right } = ctx.actor;
  const [manages, tests] = [may(right, 'contacts.edit'), may(right, 'contacts.test')];
  const [trees, facts, past, removed] = await Promise.all([
    readTrees(ctx),
    readTreeFacts(ctx, null),
    tests ? readTests(ctx) : [],
    manages ? readRemovedTrees(ctx) : [],
  ]);
  const base = `/p/${slug}/contacts/trees`;
  return (
    <>
      <PageHead
        back={{ href: `/p/${slug}/contacts`, word: 'Contacts' }}
        title="Contact trees"
        lede="Who is told when something is down. A downtime offers the first one; have another for nights, or for a cyber attack."
        actions={
          <>
            {manages && <ButtonLink href={`${base}/new`}>Add a tree</ButtonLink>}
            {manages && trees.length === 0 && (
              <ButtonLink href={`${base}/new?suggest=1`} look="strong">
                Suggest one from our jobs
              </ButtonLink>
            )}
            {tests && <ButtonLink href={`/p/${slug}/contacts/tests`}>Contact tests</ButtonLink>}
          </>
        }
      />
      {trees.length === 0 ? (
        <Empty>
          No contact tree yet, so a downtime tells nobody.{' '}
          {manages
            ? 'Let Holdfast suggest one from who does which job.'
            : 'Ask your practice manager to add one.'}
        </Empty>
      ) : (
        <table className="stack table">
          <thead>
            <tr>
              <th scope="col">Tree</th>
              <th scope="col">Branches</th>
              <th scope="col">Can be reached</th>
              {tests && <th scope="col">Last test</th>}
              {manages && trees.length > 1 && (
                <th scope="col">
                  <span className="sr-only">Order</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {trees.map(({ id, name, branches }, place) => {
              const team = [...new Set(branches.flatMap(branchPeople))].flatMap(
                (person) => facts.people.get(person) ?? [],
              );
              const last = past.find(
                ({ treeId, endedAt, again }) => treeId === id && endedAt !== null && !again,
              );
              return (
                <tr key={id}>
                  <th scope="row">
                    <Link href={`${base}/${id}`}>{name}</Link>
                  </th>
                  <td data-label="Branches">{branches.map((branch) => branch.name).join(', ')}</td>
                  <td data-label="Can be reached">
                    {team.filter(({ reachable }) => reachable).length} of{' '}
                    {plural(team.length, 'person', 'people')}
                  </td>
                  {tests && (
                    <td data-label="Last test">
                      {last
                        ? `${day(new Date(last.startedAt), practice.zone)}: ${inTimePercent(last.inTime, last.total)}% in time`
                        : 'never tested'}
                    </td>
                  )}
                  {manages && trees.length > 1 && (
                    <td>
                      <span className="flex gap-2 sm:justify-end">
                        {(['up', 'down'] as const).map((to) =>
                          (to === 'up' ? place === 0 : place === trees.length - 1) ? null : (
                            <ActForm
                              key={to}
                              act={shiftTree}
                              fields={{ practice: slug, treeId: id, to }}
                              word={to === 'up' ? 'Up' : 'Down'}
                              label={`${to === 'up' ? 'Up' : 'Down'}: ${name}`}
                              busy="Moving…"
                            />
                          ),
                        )}
                      </span>
                    </td>
                  )}
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      <ClosedList
        title="Taken off the list"
        practice={slug}
        zone={practice.zone}
        closed={removed.map((tree) => ({ ...tree, siteId: null }))}
        action={bringBack}
        idName="treeId"
        word="Bring back"
      />
    </>
  );
}
