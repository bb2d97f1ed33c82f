// The call-down sheet for when texts and e-mail are dead: branch by branch, who calls whom, who takes over when the
// caller is not reached, and room to write when each was reached and by whom.
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PhoneLink } from '@/components/phone-link';
import { Sheet } from '@/components/sheet';
import { Notice } from '@/components/ui/notice';
import { PageHead } from '@/components/ui/page-head';
import { PrintButton } from '@/components/ui/print-button';
import { JOB_ROLE_WORDS, may } from '@/lib/access/rules';
import { readPeople, readTrees } from '@/lib/contacts';
import { branchPeople } from '@/lib/contacts/rules';
import type { Branch, Person, Tree } from '@/lib/contacts/schema';
import { dayAndClock, plural } from '@/lib/core';
import { one, type InPractice } from '../../../../page-props';
import { here } from '../../here';

export const metadata: Metadata = { title: 'Call list' };

type People = ReadonlyMap<string, Person>;

function Numbers({ person }: { person: Person | undefined }) {
  const numbers = person?.reaches.filter((way) => way.kind !== 'email') ?? [];
  if (numbers.length === 0) {
    return (
      <>
        <p className="text-ink-2">no number</p>
        <p aria-hidden className="print-only border-line-2 h-6 border-b" />
      </>
    );
  }
  const ways = numbers.filter((way) => way.address !== null);
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

/** Branches as they are called: each before those under it. */
function inCallOrder(tree: Tree, under: string | null = null): Branch[] {
  return tree.branches
    .filter(({ parentId }) => parentId === under)
    .flatMap((branch) => [branch, ...inCallOrder(tree, branch.id)]);
}

function WhoCalls({ branch, tree, people }: { branch: Branch; tree: Tree; people: People }) {
  const nameOf = (id: string) => people.get(id)?.name ?? 'somebody who left';
  const above = tree.branches.find(({ id }) => id === branch.parentId);
  const lead = nameOf(branch.leadId);
  const starter = above ? `${nameOf(above.leadId)}, lead of ${above.name}` : 'whoever leads the downtime';
  const takesOver = branch.deputyId
    ? `${nameOf(branch.deputyId)}, the deputy, takes the branch over. If neither answers, ${starter} calls it.`
    : `there is no deputy, so ${starter} calls the branch.`;
  return (
    <p className="mb-2 max-w-prose">
      Called by {starter}. {lead} calls the others from the top. If {lead} is not reached within{' '}
      {plural(branch.waitMinutes, 'minute')}, {takesOver}
    </p>
  );
}

interface Line {
  id: string;
  as: string;
  /** Who starts another branch stands there with their jobs. */
  jobs: boolean;
}

function linesOf(branch: Branch, tree: Tree): Line[] {
  const next = tree.branches.filter(({ parentId }) => parentId === branch.id);
  return [
    ...branchPeople(branch).map((id, place) => ({
      id,
      as: place === 0 ? 'Branch lead, ' : id === branch.deputyId ? 'Deputy, ' : '',
      jobs: true,
    })),
    ...next.map(({ leadId, name }) => ({ id: leadId, as: `Starts “${name}”`, jobs: false })),
  ];
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
        back={{ href: `/p/${slug}/contacts/trees/${tree.id}`, word: tree.name }}
        title={`Call list: ${tree.name}`}
        lede="Call from the top. Nobody answers: leave word, write the time, try the second number, call the next."
        actions={<PrintButton word="Print the call list" />}
      />
      {!may(ctx.actor.right, 'contacts.reach') && (
        <div className="mb-8 max-w-prose">
          <Notice>
            Colleagues’ numbers are shown to leads and managers. Ask one of them to print this list.
          </Notice>
        </div>
      )}
      {inCallOrder(tree).map((branch) => (
        <section key={branch.id} className="mt-8 first-of-type:mt-0 print:mt-6">
          <h2 className="mb-1 text-xl">{branch.name}</h2>
          <WhoCalls branch={branch} tree={tree} people={byId} />
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col" className="num w-40">
                  Number
                </th>
                <th scope="col" className="print-only w-24">
                  Reached at
                </th>
                <th scope="col" className="print-only w-24">
                  Left word at
                </th>
                <th scope="col" className="print-only w-20">
                  Coming
                </th>
                <th scope="col" className="print-only w-20">
                  Initials
                </th>
              </tr>
            </thead>
            <tbody>
              {linesOf(branch, tree).map(({ id, as, jobs }) => (
                <tr key={`${as}${id}`}>
                  <th scope="row">
                    {byId.get(id)?.name ?? 'Somebody who left'}
                    <span className="text-ink-2 text-s block font-normal">
                      {as}
                      {jobs &&
                        byId
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
