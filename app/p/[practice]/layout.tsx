// The frame of a practice's pages: what is open now, where one can go, who is signed in.
import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { IncidentBand } from '@/components/incident-band';
import { Link } from '@/components/ui/link';
import { Mark } from '@/components/ui/mark';
import { may } from '@/lib/access/rules';
import { readIncidents } from '@/lib/incidents';
import { BreakGlassBand } from './break-glass-band';
import { belongsToSeveral } from '@/lib/practices';
import { readSetUp } from '@/lib/readiness';
import { DeletionBand } from './deletion-band';
import { here } from './here';
import { Nav } from './nav';
import { SetUpLine } from './set-up-line';

interface Props {
  params: Promise<{ practice: string }>;
  children: ReactNode;
}

/** Whoever works in two practices sees in the tab which one it is. */
export async function generateMetadata({ params }: Pick<Props, 'params'>): Promise<Metadata> {
  const { practice } = await here((await params).practice);
  return { title: { template: `%s · ${practice.name}`, default: practice.name } };
}

export default async function PracticeLayout({ params, children }: Props) {
  const { practice: slug } = await params;
  const { ctx, practice } = await here(slug);
  const manages = may(ctx.actor.right, 'practice.edit');
  const [active, several, setUp] = await Promise.all([
    readIncidents(ctx, { state: 'active' }),
    // A printed code opens this one.
    ctx.actor.breakGlass ? false : belongsToSeveral(ctx.actor.accountId),
    manages ? readSetUp(ctx) : null,
  ]);
  const now = new Date();
  return (
    <>
      <BreakGlassBand zone={practice.zone} />
      {active.length > 0 && (
        <aside aria-label="Open now" className="divide-panel-2 no-print divide-y">
          {active.map((card) => (
            <IncidentBand key={card.id} slug={slug} zone={practice.zone} card={card} now={now} />
          ))}
        </aside>
      )}
      <DeletionBand slug={slug} ctx={ctx} zone={practice.zone} />
      <header className="no-print border-line relative border-b">
        <div className="mx-auto flex max-w-6xl items-center justify-between gap-x-4 px-5 py-2">
          <Link
            href={`/p/${slug}`}
            className="text-ink inline-flex min-h-12 min-w-0 items-center gap-3 no-underline"
          >
            <Mark className="text-accent size-7 shrink-0" />
            <span className="font-strong">{practice.name}</span>
          </Link>
          <Nav slug={slug} manages={manages} several={several} />
          <Link href="/account" className="hidden min-h-12 items-center lg:inline-flex">
            {ctx.actor.name}
          </Link>
        </div>
      </header>
      {setUp?.shown && <SetUpLine slug={slug} setUp={setUp} />}
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto max-w-6xl px-5 py-8 outline-none print:max-w-none print:p-0"
      >
        {children}
      </main>
    </>
  );
}
