// A plan beside its starter: what a newer edition changed, and single steps to take from it.
import type { Metadata } from 'next';
import { ActForm } from '@/components/ui/form';
import { PlanChanges } from '@/components/plan-changes';
import { ButtonAnchor } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { Empty, PageHead, Section } from '@/components/ui/page-head';
import { may } from '@/lib/access/rules';
import { readRunbook, readStarterNews } from '@/lib/runbooks';
import type { PlanChange } from '@/lib/runbooks/rules';
import { orNotFound } from '@/lib/web';
import type { InPractice } from '../../../../../page-props';
import { here } from '../../../here';
import { markSeen, takeStep } from '../../actions';

export const metadata: Metadata = { title: 'Plan and starter' };

export default async function StarterPage({ params }: InPractice<'slug'>) {
  const { practice: asked, slug: planSlug } = await params;
  const { slug, ctx } = await here(asked);
  const at = `/p/${slug}/runbooks/${planSlug}`;
  const head = (lede?: string) => (
    <PageHead
      back={{ href: at, word: 'The plan' }}
      title="The starter of this plan"
      lede={lede}
      actions={
        may(ctx.actor.right, 'runbook.edit') && (
          <ButtonAnchor href={`${at}/edit`}>Open the draft</ButtonAnchor>
        )
      }
    />
  );
  if (!may(ctx.actor.right, 'runbook.edit')) {
    const plan = await orNotFound(readRunbook(ctx, planSlug));
    return (
      <>
        {head(plan.title)}
        <Notice>Owners and managers take steps from starters.</Notice>
      </>
    );
  }
  const news = await orNotFound(readStarterNews(ctx, planSlug));
  if (!news) {
    return (
      <>
        {head()}
        <Empty>This plan was not made from a starter, so there is nothing to compare it with.</Empty>
      </>
    );
  }
  const fresh = news.seen < news.newest;
  const missing = new Set(news.missing.flatMap((change) => ('step' in change ? [change.step.key] : [])));
  const take = (change: PlanChange) => {
    if (!('step' in change) || !missing.has(change.step.key)) return null;
    if (change.kind !== 'step-added' && change.kind !== 'step-changed') return null;
    return (
      <ActForm
        act={takeStep}
        fields={{ practice: slug, runbookId: news.runbookId, step: change.step.key }}
        word="Take this step"
        label={`Take this step: ${change.step.title}`}
        busy="Taking…"
      />
    );
  };
  // What stands above under the news is not said twice.
  const said = new Set(news.changed.flatMap((change) => ('step' in change ? [change.step.key] : [])));
  const rest = news.missing.filter((change) => !('step' in change && said.has(change.step.key)));
  return (
    <>
      {head(
        `${news.title}. Taking a step puts it into your draft; nothing changes for others until you publish.`,
      )}
      {fresh && (
        <Section title={`New in edition ${news.newest}`}>
          <p className="mb-4 max-w-prose">{news.news}</p>
          <PlanChanges changes={news.changed} action={take} />
          <div className="mt-6">
            <ActForm
              act={markSeen}
              fields={{ practice: slug, runbookId: news.runbookId }}
              word="I looked at this edition"
              busy="Marking…"
            />
          </div>
        </Section>
      )}
      <Section
        title={`${fresh ? 'Other steps' : 'Steps'} of the starter that you do not have, or have changed`}
      >
        {rest.length === 0 ? (
          <p>Your draft has {fresh ? 'all other steps' : 'all steps'} as they stand in the starter.</p>
        ) : (
          <PlanChanges changes={rest} action={take} />
        )}
      </Section>
    </>
  );
}
