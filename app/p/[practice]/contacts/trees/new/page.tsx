// A contact tree that is new: empty, or begun from who does which job. Nothing is saved before the button is pressed.
import type { Metadata } from 'next';
import { ButtonLink } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { Empty, PageHead } from '@/components/ui/page-head';
import { readPeople } from '@/lib/contacts';
import { suggestTree } from '@/lib/contacts/rules';
import { one, type InPractice } from '../../../../../page-props';
import { managerHere } from '../../../sites/manager';
import { draftOfSuggested, newBranch } from '../editor';
import { readChoices } from '../form-props';
import { TreeForm } from '../tree-form';

export const metadata: Metadata = { title: 'Add a contact tree' };

export default async function NewTree({ params, searchParams }: InPractice) {
  const { slug, ctx } = await managerHere((await params).practice);
  const suggest = one((await searchParams)['suggest']) === '1';
  const base = `/p/${slug}/contacts/trees`;
  const [choices, people] = await Promise.all([readChoices(ctx, null), suggest ? readPeople(ctx) : []]);
  const suggested = suggestTree(people);
  return (
    <>
      <PageHead
        back={{ href: base, word: 'Contact trees' }}
        title="Add a contact tree"
        lede="Who is told when something is down, who takes over when somebody does not answer, and how many must come."
        actions={
          !suggest && <ButtonLink href={`${base}/new?suggest=1`}>Suggest one from our jobs</ButtonLink>
        }
      />
      {choices.people.length === 0 ? (
        <Empty>Nobody is in this practice yet. Add people under Contacts first.</Empty>
      ) : (
        <>
          {suggest && (
            <div className="mb-8 max-w-prose">
              <Notice>
                This is made from who does which job. Nothing of it is saved yet: change what is not so, then
                press the button at the end.
              </Notice>
            </div>
          )}
          <TreeForm
            key={suggest ? 'suggested' : 'empty'}
            practice={slug}
            editing={null}
            name={suggest ? 'Everybody' : ''}
            branches={suggested.length > 0 ? suggested.map(draftOfSuggested) : [newBranch('first')]}
            {...choices}
          />
        </>
      )}
    </>
  );
}
