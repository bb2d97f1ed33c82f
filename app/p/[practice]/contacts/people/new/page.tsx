// Somebody who is to be reached: with or without a log-in.
import type { Metadata } from 'next';
import { PageHead } from '@/components/ui/page-head';
import { readSites } from '@/lib/practices';
import type { InPractice } from '../../../../../page-props';
import { peopleManagerHere } from '../manager';
import { NewPersonForm } from './new-form';

export const metadata: Metadata = { title: 'Add a person' };

export default async function NewPerson({ params }: InPractice) {
  const { slug, ctx } = await peopleManagerHere((await params).practice);
  const sites = await readSites(ctx);
  return (
    <>
      <PageHead
        back={{ href: `/p/${slug}/contacts`, word: 'Contacts' }}
        title="Add a person"
        lede="They are told when something is down. Nobody needs a log-in for that."
      />
      <NewPersonForm practice={slug} sites={sites.map(({ id, name }) => ({ id, name }))} />
    </>
  );
}
