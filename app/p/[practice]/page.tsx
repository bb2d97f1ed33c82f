// Home: one big button, what is open now, how ready we are, and the plans.
import type { Metadata } from 'next';
import { TriangleAlert } from 'lucide-react';
import { IncidentList } from '@/components/incident-list';
import { Link } from '@/components/ui/link';
import { Empty, Section } from '@/components/ui/page-head';
import { headline } from '@/components/words';
import { may } from '@/lib/access/rules';
import { clockWithZone } from '@/lib/core';
import { readIncidents } from '@/lib/incidents';
import type { IncidentCard } from '@/lib/incidents/schema';
import { readReadiness } from '@/lib/readiness';
import { readRunbooks } from '@/lib/runbooks';
import type { InPractice } from '../../page-props';
import { here } from './here';
import { Ready } from './ready';

export const metadata: Metadata = { title: 'Home' };

/** Where an open incident stands. */
function howFar(card: IncidentCard): string {
  if (card.state === 'reported')
    return `Reported by ${card.reportedBy ?? 'a colleague'}, nobody has declared yet.`;
  return `${card.stepsDone} of ${card.stepsTotal} steps done.`;
}

export default async function Home({ params }: InPractice) {
  const { slug, ctx, practice } = await here((await params).practice);
  const [active, closed, plans, readiness] = await Promise.all([
    readIncidents(ctx, { state: 'active' }),
    readIncidents(ctx, { state: 'closed', limit: 5 }),
    readRunbooks(ctx),
    readReadiness(ctx),
  ]);
  return (
    <>
      <h1 className="text-xl sm:text-2xl">{practice.name}</h1>
      <div className="mt-3 max-w-prose">
        {active.length === 0 ? (
          <p className="text-l">
            Nothing is open. When something fails, start here. It takes about 15 seconds.
          </p>
        ) : (
          <ul className="text-l space-y-2">
            {active.map((card) => (
              <li key={card.id}>
                <a href={`/live/${slug}/i/${card.id}`} className="inline-block py-1">
                  {card.drill && 'DRILL: '}
                  {headline(card.whatDown)} at {card.siteName}
                </a>{' '}
                since {clockWithZone(new Date(card.noticedAt), practice.zone)}. {howFar(card)}
              </li>
            ))}
          </ul>
        )}
        <a
          href={`/live/${slug}/declare`}
          className="bg-accent text-accent-ink rounded-corner font-strong mt-5 flex min-h-24 items-center justify-center gap-4 px-6 py-5 text-xl no-underline hover:underline"
        >
          <TriangleAlert aria-hidden className="size-8 shrink-0" />
          Something {active.length > 0 ? 'else ' : ''}is down
        </a>
      </div>
      <div className="mt-12 grid gap-x-16 gap-y-12 lg:grid-cols-[3fr_2fr]">
        <Section title="Plans">
          {plans.length === 0 ? (
            <Empty>
              No plan is published yet.{' '}
              {may(ctx.actor.right, 'runbook.publish') ? (
                <Link href={`/p/${slug}/set-up/plans`}>Choose your first plans</Link>
              ) : (
                'A manager publishes the first one'
              )}
              .
            </Empty>
          ) : (
            <ul className="border-line border-t">
              {plans.map((plan) => (
                <li key={plan.id} className="border-line border-b">
                  <Link href={`/p/${slug}/runbooks/${plan.slug}`} className="flex min-h-12 items-center py-2">
                    {plan.title}
                  </Link>
                </li>
              ))}
            </ul>
          )}
        </Section>
        <div>
          <Section title="How ready we are">
            <Ready slug={slug} readiness={readiness} most={6} />
          </Section>
          <Section title="Last incidents and drills">
            {closed.length === 0 ? (
              <Empty>None yet. A three-minute drill is the best first one.</Empty>
            ) : (
              <IncidentList slug={slug} zone={practice.zone} cards={closed} />
            )}
          </Section>
        </div>
      </div>
    </>
  );
}
