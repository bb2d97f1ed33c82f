// A vendor that is new.
import type { Metadata } from 'next';
import { PageHead } from '@/components/ui/page-head';
import type { InPractice } from '../../../../page-props';
import { managerHere } from '../../sites/manager';
import { VendorForm } from '../vendor-form';

export const metadata: Metadata = { title: 'Add a vendor' };

export default async function NewVendor({ params }: InPractice) {
  const { slug } = await managerHere((await params).practice);
  return (
    <>
      <PageHead
        back={{ href: `/p/${slug}/vendors`, word: 'Vendors' }}
        title="Add a vendor"
        lede="Whom you call when it is down, and what they owe you."
      />
      <VendorForm practice={slug} editing={null} />
    </>
  );
}
