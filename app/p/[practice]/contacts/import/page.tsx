// A staff list comes in: nobody is added before its rows were looked at.
import type { Metadata } from 'next';
import { PageHead } from '@/components/ui/page-head';
import type { InPractice } from '../../../../page-props';
import { peopleManagerHere } from '../people/manager';
import { ListForm } from './list-form';

export const metadata: Metadata = { title: 'Import a staff list' };

export default async function ImportList({ params }: InPractice) {
  const { slug } = await peopleManagerHere((await params).practice);
  return (
    <>
      <PageHead
        back={{ href: `/p/${slug}/contacts`, word: 'Contacts' }}
        title="Import a staff list"
        lede="Paste it or choose a file. You see every row before anybody is added. The same list again updates people and doubles nobody."
      />
      <ListForm practice={slug} />
    </>
  );
}
