// Readiness: how ready we are, the kit with its checks, reviews of plans, and who was told lately.
import type { Metadata } from 'next';
import { Sheet } from '@/components/sheet';
import { ActForm } from '@/components/ui/form';
import { Notice } from '@/components/ui/notice';
import { Empty, PageHead, Section } from '@/components/ui/page-head';
import { PrintButton } from '@/components/ui/print-button';
import { may } from '@/lib/access/rules';
import { day, plainDay } from '@/lib/core';
import { readNotices } from '@/lib/notifications';
import { readKit, readReadiness } from '@/lib/readiness';
import { nextReviews } from '@/lib/readiness/rules';
import { readReviews } from '@/lib/runbooks';
import { one, type InPractice } from '../../../page-props';
import { here } from '../here';
import { Ready } from '../ready';
import { addUsual, moveItem } from './actions';
import { readChoices } from './choices';
import { KitItemForm } from './kit-item-form';
import { KitList } from './kit-list';
import { ReviewList } from './reviews';
import { Told } from './told';

export const metadata: Metadata = { title: 'Readiness' };

export default async function ReadinessPage({ params, searchParams }: InPractice) {
  const { slug, ctx, practice } = await here((await params).practice);
  const reviewed = one((await searchParams)['reviewed']);
  const { zone } = practice;
  const keeps = may(ctx.actor.right, 'kit.edit');
  const [readiness, kit, reviews, notices, choices] = await Promise.all([
    readReadiness(ctx),
    readKit(ctx),
    readReviews(ctx),
    keeps ? readNotices(ctx) : [],
    keeps ? readChoices(ctx) : null,
  ]);
  const now = new Date();
  const done = [...reviews.due, ...reviews.coming].find(({ runbookId }) => runbookId === reviewed);
  const next = may(ctx.actor.right, 'runbook.publish') ? nextReviews(now, zone) : null;
  return (
    <Sheet practice={practice.name} title="Readiness" printed={day(now, zone)}>
      <PageHead
        title="Readiness"
        lede="What must be at hand before something fails, when it was last looked at, and what to do now."
        actions={<PrintButton word="Print this page" />}
      />
      <Section title="How ready we are">
        <Ready slug={slug} readiness={readiness} />
      </Section>
      <Section title="Readiness kit" id="kit">
        {kit.length === 0 ? (
          <Empty>
            Nothing in the kit yet.{' '}
            {keeps
              ? 'Add the usual things, take out what you do not have, and say who looks after each.'
              : 'A manager adds what the practice keeps at hand; then anybody can check it here.'}
          </Empty>
        ) : (
          <KitList slug={slug} zone={zone} kit={kit} />
        )}
        {choices && (
          <div className="no-print mt-6 max-w-prose space-y-2">
            <ActForm
              act={addUsual}
              fields={{ practice: slug }}
              word="Add the usual things"
              busy="Adding…"
              look={kit.length === 0 ? 'strong' : 'plain'}
            />
            <details>
              <summary className="inline-flex min-h-12 items-center underline">Add something else</summary>
              <div className="mt-2 mb-6">
                <KitItemForm practice={slug} editing={null} {...choices} />
              </div>
            </details>
            {kit.length > 1 && (
              <details>
                <summary className="inline-flex min-h-12 items-center underline">Change the order</summary>
                <ol className="mt-2">
                  {kit.map(({ id, name }) => (
                    <li key={id} className="border-line flex items-center gap-3 border-b py-2">
                      <span className="min-w-0 flex-1">{name}</span>
                      {(['up', 'down'] as const).map((to) => (
                        <ActForm
                          key={to}
                          act={moveItem}
                          fields={{ practice: slug, item: id, to }}
                          word={to === 'up' ? 'Up' : 'Down'}
                          label={`${to === 'up' ? 'Up' : 'Down'}: ${name}`}
                          busy="Moving…"
                        />
                      ))}
                    </li>
                  ))}
                </ol>
              </details>
            )}
          </div>
        )}
      </Section>
      <Section title="Reviews of plans" id="reviews">
        {done?.last && (
          <div className="no-print mb-4 max-w-prose">
            <Notice kind="ok" live>
              {done.title} is reviewed, no change
              {done.reviewOn && `. Next review by ${plainDay(done.reviewOn)}`}.
            </Notice>
          </div>
        )}
        <ReviewList slug={slug} zone={zone} reviews={reviews} next={next} />
      </Section>
      {keeps && (
        <Section title="Who was told lately" id="told">
          <Told notices={notices} zone={zone} />
        </Section>
      )}
    </Sheet>
  );
}
