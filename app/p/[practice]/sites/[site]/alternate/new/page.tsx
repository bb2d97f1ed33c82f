// An alternate site that is new.
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PageHead } from '@/components/ui/page-head';
import { readPeople } from '@/lib/contacts';
import { isId } from '@/lib/core';
import { readSiteForEditing } from '@/lib/practices';
import { orNotFound } from '@/lib/web';
import type { InPractice } from '../../../../../../page-props';
import { AlternateForm } from '../../../alternate-form';
import { managerHere } from '../../../manager';

export const metadata: Metadata = { title: 'Add an alternate site' };

export default async function NewAlternate({ params }: InPractice<'site'>) {
  const { practice: asked, site: siteId } = await params;
  const { slug, ctx } = await managerHere(asked, siteId);
  if (!isId(siteId)) notFound();
  const site = await orNotFound(readSiteForEditing(ctx, siteId));
  const people = await readPeople(ctx);
  return (
    <>
      <PageHead
        back={{ href: `/p/${slug}/sites`, word: 'Sites' }}
        title="Add an alternate site"
        lede={`Where ${site.value.name} goes when it cannot be used.`}
      />
      <AlternateForm
        practice={slug}
        siteId={siteId}
        editing={null}
        people={people.map(({ id, name }) => ({ id, name }))}
      />
    </>
  );
}
