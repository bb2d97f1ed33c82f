// Who tells whom, and everybody in the practice with their job.
import type { Metadata } from 'next';
import { Sheet } from '@/components/sheet';
import { Button, ButtonLink } from '@/components/ui/button';
import { ActForm } from '@/components/ui/form';
import { Link } from '@/components/ui/link';
import { Notice } from '@/components/ui/notice';
import { Empty, PageHead, Section } from '@/components/ui/page-head';
import { PrintButton } from '@/components/ui/print-button';
import { may } from '@/lib/access/rules';
import { listPeople, readPeople, readReachability, readTreeFacts, readTrees } from '@/lib/contacts';
import { inNoTree } from '@/lib/contacts/rules';
import type { PeopleList } from '@/lib/contacts/schema';
import { day } from '@/lib/core';
import { readSites } from '@/lib/practices';
import { one, type InPractice } from '../../../page-props';
import { here } from '../here';
import { ClosedList } from '../sites/closed';
import { askAll, comeBack } from './people/actions';
import { PeopleTable } from './people-table';
import { TreeDrawing } from './tree';

export const metadata: Metadata = { title: 'Contacts' };

function reachable({ reachable: count, total, firstToFix }: PeopleList): string {
  const said = `${count} of ${total} people reachable`;
  return firstToFix === null ? `${said}.` : `${said}; to fix first: ${firstToFix}.`;
}

export default async function Contacts({ params, searchParams }: InPractice) {
  const [{ practice: asked }, query] = await Promise.all([params, searchParams]);
  const { slug, ctx, practice } = await here(asked);
  const search = one(query['search'])?.trim() ?? '';
  const page = Number(one(query['page']) ?? 1);
  const [list, trees, sites] = await Promise.all([
    listPeople(ctx, { search, page }),
    readTrees(ctx),
    readSites(ctx),
  ]);
  const [first] = trees;
  const people = first ? await readPeople(ctx) : [];
  const facts = first ? await readTreeFacts(ctx, null) : null;
  const out = people.filter(({ id }) => !facts?.elsewhere.has(id)).length;
  // Of a tree whose people have all left there is nothing to count.
  const counts = await Promise.all(trees.map((tree) => readReachability(ctx, tree.id).catch(() => null)));
  const byId = new Map(people.map((person) => [person.id, person]));
  const manages = may(ctx.actor.right, 'contacts.edit');
  const base = `/p/${slug}/contacts`;
  return (
    <Sheet practice={practice.name} title="Contacts" printed={day(new Date(), practice.zone)}>
      <PageHead
        title="Contacts"
        lede="Who is told, in which order, and who steps in when somebody does not answer."
        actions={
          <>
            {manages && <ButtonLink href={`${base}/people/new`}>Add a person</ButtonLink>}
            {!manages && !ctx.actor.breakGlass && (
              <ButtonLink href={`${base}/people/${ctx.actor.personId}`}>My numbers</ButtonLink>
            )}
            <PrintButton />
          </>
        }
      />
      {!may(ctx.actor.right, 'contacts.reach') && (
        <div className="mb-8 max-w-prose">
          <Notice>Colleagues’ numbers are shown to leads and managers. You see your own.</Notice>
        </div>
      )}
      {trees.length === 0 && <Empty>No contact tree yet. Until there is one, a downtime tells nobody.</Empty>}
      {trees.map((tree, place) => (
        <Section key={tree.id} id={tree.id} title={tree.name}>
          <p className="mb-4">
            {counts[place]?.reachable ?? 0} of {counts[place]?.total ?? 0} people reachable.{' '}
            <Link href={`${base}/call-list?tree=${tree.id}`} className="no-print inline-block py-1">
              Call list for paper
            </Link>
          </p>
          <TreeDrawing tree={tree} people={byId} />
        </Section>
      ))}
      <p className="no-print mt-4 flex flex-wrap gap-x-6">
        <Link href={`${base}/trees`} className="reach">
          Contact trees
        </Link>
        <Link href={`${base}/tests`} className="reach">
          Contact tests
        </Link>
      </p>
      <Section title="Everybody" id="everybody">
        <p className="mb-4">{reachable(list)}</p>
        {first && out > 0 && (
          <p className="mb-4">
            <Link href={`${base}/trees/${first.id}${manages ? '/edit' : ''}`} className="inline-block py-1">
              {inNoTree(out)}
            </Link>
          </p>
        )}
        {manages && (
          <div className="no-print mb-6 flex flex-wrap gap-3">
            <ButtonLink href={`${base}/import`}>Import a staff list</ButtonLink>
            <form method="post" action={`${base}/export`}>
              <Button type="submit">Save everybody as a file</Button>
            </form>
            <ButtonLink href={`/p/${slug}/members`}>Members and rights</ButtonLink>
            <ActForm
              act={askAll}
              fields={{ practice: slug }}
              word="Ask everybody whether their numbers are right"
              busy="Asking…"
            />
          </div>
        )}
        <PeopleTable
          list={list}
          slug={slug}
          zone={practice.zone}
          me={ctx.actor.breakGlass ? null : ctx.actor.personId}
          manages={manages}
          sites={new Map(sites.map((site) => [site.id, site.name]))}
          search={search}
        />
      </Section>
      {manages && (
        <ClosedList
          title="Left the practice"
          practice={slug}
          zone={practice.zone}
          closed={list.left.map(({ id, name, deactivatedAt }) => ({
            id,
            name,
            siteId: null,
            closedAt: deactivatedAt,
          }))}
          action={comeBack}
          idName="personId"
          word="Bring back"
        />
      )}
    </Sheet>
  );
}
