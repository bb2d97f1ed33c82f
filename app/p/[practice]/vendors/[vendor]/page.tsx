// One vendor, to be changed or taken off the list.
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ActForm } from '@/components/ui/form';
import { PageHead, Section } from '@/components/ui/page-head';
import { isId } from '@/lib/core';
import { readVendorForEditing } from '@/lib/practices';
import { orNotFound } from '@/lib/web';
import type { InPractice } from '../../../../page-props';
import { managerHere } from '../../sites/manager';
import { takeOffVendor } from '../actions';
import { VendorForm } from '../vendor-form';

export const metadata: Metadata = { title: 'Edit a vendor' };

export default async function EditVendor({ params }: InPractice<'vendor'>) {
  const { practice: asked, vendor: vendorId } = await params;
  const { slug, ctx } = await managerHere(asked);
  if (!isId(vendorId)) notFound();
  const editing = await orNotFound(readVendorForEditing(ctx, vendorId));
  const { name } = editing.value;
  return (
    <>
      <PageHead back={{ href: `/p/${slug}/vendors`, word: 'Vendors' }} title={`Edit ${name}`} />
      <VendorForm practice={slug} editing={editing} />
      <div className="border-line mt-16 max-w-prose border-t pt-8">
        <Section title="Take it off the list">
          <p className="mb-4">
            It is on no list, no phone and no printed page any more. Nothing of it is deleted: you can bring
            it back on the Vendors page.
          </p>
          <ActForm
            act={takeOffVendor}
            fields={{ practice: slug, vendorId }}
            word={`Take ${name} off the list`}
            busy="Taking it off…"
            look="danger"
          />
        </Section>
      </div>
    </>
  );
}
