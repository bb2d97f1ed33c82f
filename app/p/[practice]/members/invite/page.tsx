// Asks somebody to become a member.
import type { Metadata } from 'next';
import { Link } from '@/components/ui/link';
import { Empty, PageHead, Section } from '@/components/ui/page-head';
import { readPeople } from '@/lib/contacts';
import { readMembers, readSites } from '@/lib/practices';
import { MOST_AT_ONCE, rightsToGive } from '@/lib/practices/rules';
import { one, type InPractice } from '../../../../page-props';
import { managerHere } from '../../sites/manager';
import { ListedForm, NewForm, SeveralForm } from '../invite-forms';

export const metadata: Metadata = { title: 'Invite people' };

export default async function Invite({ params, searchParams }: InPractice) {
  const { slug, ctx } = await managerHere((await params).practice);
  const asked = one((await searchParams)['person']);
  const [people, members, sites] = await Promise.all([readPeople(ctx), readMembers(ctx), readSites(ctx)]);
  const invited = new Set(members.filter(({ state }) => state === 'invited').map(({ personId }) => personId));
  const free = people.filter(({ id, right }) => right === null && !invited.has(id));
  const choices = free.map(({ id, name, reaches }) => {
    const mail = reaches.find(({ kind }) => kind === 'email')?.address;
    return { value: id, word: mail ? `${name}, ${mail}` : `${name}, no e-mail yet`, mail };
  });
  // Whose access was taken away gets it back on purpose, one by one.
  const ended = new Set(members.filter(({ state }) => state === 'ended').map(({ personId }) => personId));
  const askable = choices.filter(({ value, mail }) => mail && !ended.has(value));
  const rights = rightsToGive(ctx.actor.right);
  return (
    <>
      <PageHead
        back={{ href: `/p/${slug}/members`, word: 'Members' }}
        title="Invite people"
        lede="They get an e-mail with a link of their own. It works once, for seven days."
      />
      {asked === null && (
        <SeveralForm
          practice={slug}
          rights={rights}
          people={askable.slice(0, MOST_AT_ONCE)}
          total={askable.length}
        />
      )}
      <Section title="One person on your list">
        {choices.length === 0 ? (
          <Empty>
            Everybody on <Link href={`/p/${slug}/contacts`}>your list of people</Link> is a member or is
            invited.
          </Empty>
        ) : (
          <ListedForm
            practice={slug}
            rights={rights}
            people={choices}
            chosen={choices.some(({ value }) => value === asked) ? asked : null}
          />
        )}
      </Section>
      <Section title="Somebody new">
        <NewForm
          practice={slug}
          rights={rights}
          sites={[
            ...sites.map(({ id, name }) => ({ value: id, word: name })),
            { value: '', word: 'No site of their own' },
          ]}
        />
      </Section>
    </>
  );
}
