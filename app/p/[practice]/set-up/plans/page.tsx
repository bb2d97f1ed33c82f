// The starters, kept or not. What is not kept leaves the shelf and can be brought back.
import type { Metadata } from 'next';
import { ActForm } from '@/components/ui/form';
import { Link } from '@/components/ui/link';
import { Notice } from '@/components/ui/notice';
import { PageHead } from '@/components/ui/page-head';
import { readStarterChoices } from '@/lib/readiness';
import { RUNBOOK_KIND_WORDS } from '@/lib/runbooks/rules';
import type { InPractice } from '../../../../page-props';
import { managerHere } from '../../sites/manager';
import { addPlans } from '../actions';
import { PlansForm } from './plans-form';

export const metadata: Metadata = { title: 'Choose your plans' };

export default async function ChoosePlans({ params }: InPractice) {
  const { slug, ctx } = await managerHere((await params).practice);
  const choices = await readStarterChoices(ctx);
  const drafts = choices.filter(({ state }) => state === 'draft');
  const missing = choices.filter(({ state }) => state === 'none');
  return (
    <>
      <PageHead
        back={{ href: `/p/${slug}/set-up`, word: 'Set-up' }}
        title="Choose your plans"
        lede="Take out what cannot happen to you. Nothing is lost: a plan you take out can be brought back."
      />
      {missing.length === choices.length && (
        <div className="mb-8 max-w-prose">
          <ActForm
            act={addPlans}
            fields={{ practice: slug }}
            word={`Add all ${choices.length} plans`}
            busy="Adding them…"
            look="strong"
          />
        </div>
      )}
      {drafts.length > 0 && (
        <div className="mb-8 max-w-prose">
          <Notice>
            Not in force yet. The editor says what to fix:{' '}
            {drafts.map(({ starter, title, slug: plan }) => (
              <Link key={starter} href={`/p/${slug}/runbooks/${plan}/edit`} className="block py-1.5">
                {title}
              </Link>
            ))}
          </Notice>
        </div>
      )}
      <PlansForm practice={slug} choices={choices} words={RUNBOOK_KIND_WORDS} />
    </>
  );
}
