// A site that is new.
import type { Metadata } from 'next';
import { PageHead } from '@/components/ui/page-head';
import { readFactsForEditing } from '@/lib/practices';
import type { InPractice } from '../../../../page-props';
import { managerHere } from '../manager';
import { SiteForm } from '../site-form';
import { readUses } from '../uses';
import { zoneGroups, zoneWord } from '../zones';

export const metadata: Metadata = { title: 'Add a site' };

export default async function NewSite({ params }: InPractice) {
  const { slug, ctx, practice } = await managerHere((await params).practice);
  const [uses, shared] = await Promise.all([readUses(ctx), readFactsForEditing(ctx)]);
  return (
    <>
      <PageHead
        back={{ href: `/p/${slug}/sites`, word: 'Sites' }}
        title="Add a site"
        lede="Plans fill in where things are from what you write here."
      />
      <SiteForm
        practice={slug}
        editing={null}
        zones={zoneGroups(new Date(), null)}
        practiceZone={zoneWord(practice.zone)}
        uses={uses}
        shared={shared.value}
      />
    </>
  );
}
