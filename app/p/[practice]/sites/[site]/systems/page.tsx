// The systems in use at a site, to be changed.
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PageHead } from '@/components/ui/page-head';
import { isId } from '@/lib/core';
import { readSystemsForEditing, readVendors } from '@/lib/practices';
import { orNotFound } from '@/lib/web';
import type { InPractice } from '../../../../../page-props';
import { managerHere } from '../../manager';
import { SystemsForm } from '../../systems-form';

export const metadata: Metadata = { title: 'Systems of a site' };

export default async function EditSystems({ params }: InPractice<'site'>) {
  const { practice: asked, site: siteId } = await params;
  const { slug, ctx } = await managerHere(asked, siteId);
  if (!isId(siteId)) notFound();
  const { value, fields } = await orNotFound(readSystemsForEditing(ctx, siteId));
  const vendors = await readVendors(ctx);
  return (
    <>
      <PageHead
        back={{ href: `/p/${slug}/sites`, word: 'Sites' }}
        title={`Systems at ${value.siteName}`}
        lede="For each: how long can its work wait, and how is it done meanwhile? HIPAA asks for this list (45 CFR 164.308(a)(7)(ii)(E)); in an outage it says what to bring back first."
      />
      <SystemsForm
        practice={slug}
        siteId={siteId}
        systems={value.systems}
        fields={fields}
        vendors={vendors.map(({ id, name }) => ({ id, name }))}
      />
    </>
  );
}
