// Who tells whom, and everybody in the practice with their job.
import type { Metadata } from 'next';
import { Sheet } from '@/components/sheet';
import { Link } from '@/components/ui/link';
import { Notice } from '@/components/ui/notice';
import { Empty, PageHead, Section } from '@/components/ui/page-head';
import { PrintButton } from '@/components/ui/print-button';
import { JOB_ROLE_WORDS, may } from '@/lib/access/rules';
import { readPeople, readReachability, readTrees } from '@/lib/contacts';
import { reachProblems } from '@/lib/contacts/rules';
import { day } from '@/lib/core';
import { readSites } from '@/lib/practices';
import type { InPractice } from '../../../page-props';
import { here } from '../here';
import { Ways } from './person';
import { TreeDrawing } from './tree';

export const metadata: Metadata = { title: 'Contacts' };

export default async function Contacts({ params }: InPractice) {
  const { slug, ctx, practice } = await here((await params).practice);
  const [people, trees, sites] = await Promise.all([readPeople(ctx), readTrees(ctx), readSites(ctx)]);
  const reachable = await Promise.all(trees.map((tree) => readReachability(ctx, tree.id)));
  const byId = new Map(people.map((person) => [person.id, person]));
  const siteName = new Map(sites.map((site) => [site.id, site.name]));
  const seesNumbers = may(ctx.actor.right, 'contacts.reach');
  return (
    <Sheet practice={practice.name} title="Contacts" printed={day(new Date(), practice.zone)}>
      <PageHead
        title="Contacts"
        lede="Who is told, in which order, and who steps in when somebody does not answer."
        actions={<PrintButton />}
      />
      {!seesNumbers && (
        <div className="mb-8 max-w-prose">
          <Notice>Colleagues’ numbers are shown to leads and managers. You see your own.</Notice>
        </div>
      )}
      {trees.length === 0 && <Empty>No contact tree yet. Until there is one, a downtime tells nobody.</Empty>}
      {trees.map((tree, place) => (
        <Section key={tree.id} id={tree.id} title={tree.name}>
          <p className="mb-4">
            {reachable[place]?.reachable} of {reachable[place]?.total} people reachable.{' '}
            <Link
              href={`/p/${slug}/contacts/call-list?tree=${tree.id}`}
              className="no-print inline-block py-1"
            >
              Call list for paper
            </Link>
          </p>
          <TreeDrawing tree={tree} people={byId} />
        </Section>
      ))}
      <Section title="Everybody">
        {people.length === 0 ? (
          <Empty>Nobody yet. Add the people who must be told first.</Empty>
        ) : (
          <table className="stack table">
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Job</th>
                <th scope="col">Site</th>
                <th scope="col">Right</th>
                <th scope="col">How to reach</th>
                <th scope="col">To fix</th>
              </tr>
            </thead>
            <tbody>
              {people.map((person) => (
                <tr key={person.id}>
                  <th scope="row">
                    {person.name}
                    {person.id === ctx.actor.personId && (
                      <span className="text-ink-2 font-normal"> (you)</span>
                    )}
                  </th>
                  <td>{person.jobRoles.map((role) => JOB_ROLE_WORDS[role]).join(', ')}</td>
                  <td>{person.siteId ? siteName.get(person.siteId) : ''}</td>
                  <td>{person.right ?? 'contact only'}</td>
                  <td>
                    <Ways reaches={person.reaches} />
                  </td>
                  <td>{reachProblems(person.reaches)[0] ?? ''}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Section>
    </Sheet>
  );
}
