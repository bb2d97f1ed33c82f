// One alternate site, to be changed.
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PageHead } from '@/components/ui/page-head';
import { readPeople } from '@/lib/contacts';
import { isId } from '@/lib/core';
import { readAlternateForEditing } from '@/lib/practices';
import { orNotFound } from '@/lib/web';
import type { InPractice } from '../../../../../../../page-props';
import { AlternateForm } from '../../../../alternate-form';
import { managerHere } from '../../../../manager';

export const metadata: Metadata = { title: 'Edit an alternate site' };

export default async function EditAlternate({ params }: InPractice<'site' | 'id'>) {
  const { practice: asked, site: siteId, id } = await params;
  const { slug, ctx } = await managerHere(asked, siteId);
  if (!isId(siteId) || !isId(id)) notFound();
  const editing = await orNotFound(readAlternateForEditing(ctx, siteId, id));
  const people = await readPeople(ctx);
  return (
    <>
      <PageHead
        back={{ href: `/p/${slug}/sites/${siteId}/alternate/${id}`, word: 'The card' }}
        title={`Edit ${editing.value.name}`}
      />
      <AlternateForm
        practice={slug}
        siteId={siteId}
        editing={editing}
        people={people.map(({ id: personId, name }) => ({ id: personId, name }))}
      />
    </>
  );
}
