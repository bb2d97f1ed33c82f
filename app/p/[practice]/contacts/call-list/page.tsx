// The call list for when texts and e-mail are dead: branch by branch, with room to write who was reached.
import type { Metadata } from 'next';
import { PhoneLink } from '@/components/phone-link';
import { Sheet } from '@/components/sheet';
import { Notice } from '@/components/ui/notice';
import { PageHead } from '@/components/ui/page-head';
import { PrintButton } from '@/components/ui/print-button';
import { JOB_ROLE_WORDS, may } from '@/lib/access/rules';
import { readPeople, readTrees } from '@/lib/contacts';
import { branchPeople } from '@/lib/contacts/rules';
import type { Person } from '@/lib/contacts/schema';
import { dayAndClock } from '@/lib/core';
import { notFound } from 'next/navigation';
import { one, type InPractice } from '../../../../page-props';
import { here } from '../../here';

export const metadata: Metadata = { title: 'Call list' };

function Numbers({ person }: { person: Person | undefined }) {
  const ways = person?.reaches.filter((way) => way.kind !== 'email' && way.address !== null) ?? [];
  return (
    <>
      {ways.map((way) => (
        <p key={way.id}>
          <PhoneLink number={way.address ?? ''} />
          {way.optedOut && ' (no texts)'}
        </p>
      ))}
    </>
  );
}

export default async function CallList({ params, searchParams }: InPractice) {
  const [{ practice: asked }, query] = await Promise.all([params, searchParams]);
  const { slug, ctx, practice } = await here(asked);
  const [people, trees] = await Promise.all([readPeople(ctx), readTrees(ctx)]);
  const wanted = one(query['tree']);
  const tree = wanted === null ? trees[0] : trees.find(({ id }) => id === wanted);
  if (!tree) notFound();
  const byId = new Map(people.map((person) => [person.id, person]));
  return (
    <Sheet
      practice={practice.name}
      title={`Call list: ${tree.name}`}
      printed={dayAndClock(new Date(), practice.zone)}
    >
      <PageHead
        back={{ href: `/p/${slug}/contacts`, word: 'Contacts' }}
        title={`Call list: ${tree.name}`}
        lede="Call from the top. Nobody answers: leave word, write the time, call the next. A lead who is not reached: the deputy takes the branch."
        actions={<PrintButton word="Print the call list" />}
      />
      {!may(ctx.actor.right, 'contacts.reach') && (
        <div className="mb-8 max-w-prose">
          <Notice>
            Colleagues’ numbers are shown to leads and managers. Ask one of them to print this list.
          </Notice>
        </div>
      )}
      {tree.branches.map((branch) => (
        <section key={branch.id} className="mt-8 first-of-type:mt-0">
          <h2 className="mb-2 text-xl">{branch.name}</h2>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col" className="num w-40">
                  Number
                </th>
                <th scope="col" className="print-only w-28">
                  Reached at
                </th>
                <th scope="col" className="print-only w-28">
                  Left word at
                </th>
                <th scope="col" className="print-only w-20">
                  Coming
                </th>
              </tr>
            </thead>
            <tbody>
              {branchPeople(branch).map((id, place) => (
                <tr key={id}>
                  <th scope="row">
                    {byId.get(id)?.name ?? 'Somebody who left'}
                    <span className="text-ink-2 text-s block font-normal">
                      {place === 0 ? 'Branch lead, ' : id === branch.deputyId ? 'Deputy, ' : ''}
                      {byId
                        .get(id)
                        ?.jobRoles.map((role) => JOB_ROLE_WORDS[role])
                        .join(', ')}
                    </span>
                  </th>
                  <td className="num">
                    <Numbers person={byId.get(id)} />
                  </td>
                  <td className="print-only border-line border-l" />
                  <td className="print-only border-line border-l" />
                  <td className="print-only border-line border-l" />
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
    </Sheet>
  );
}
