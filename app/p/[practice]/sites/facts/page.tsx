// The facts that stand at every site that does not say otherwise.
import type { Metadata } from 'next';
import { PageHead } from '@/components/ui/page-head';
import { readFactsForEditing } from '@/lib/practices';
import type { InPractice } from '../../../../page-props';
import { FactsForm } from '../facts-form';
import { managerHere } from '../manager';
import { readUses } from '../uses';

export const metadata: Metadata = { title: 'Facts of every site' };

export default async function PracticeFacts({ params }: InPractice) {
  const { slug, ctx } = await managerHere((await params).practice);
  const [uses, { value, fields }] = await Promise.all([readUses(ctx), readFactsForEditing(ctx)]);
  return (
    <>
      <PageHead
        back={{ href: `/p/${slug}/sites`, word: 'Sites' }}
        title="Facts of every site"
        lede="What you write here stands at each site that does not say otherwise itself."
      />
      <FactsForm practice={slug} facts={value} fields={fields} uses={uses} />
    </>
  );
}
