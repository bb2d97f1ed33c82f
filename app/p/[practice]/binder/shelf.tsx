// One site's binder: the newest print, and how old what stands on the shelf is.
import { FileDown } from 'lucide-react';
import { ButtonAnchor } from '@/components/ui/button';
import { ActForm } from '@/components/ui/form';
import { Facts } from '@/components/ui/facts';
import { Tag } from '@/components/ui/tag';
import { When } from '@/components/when';
import type { Binder } from '@/lib/binder/schema';
import { day, plural } from '@/lib/core';
import { makeAgain, tick } from './actions';

/** "2 plans changed since", "2 plans and 1 card changed since". */
function sinceWords({ plansChanged, changedSince }: Binder): string {
  const cards = changedSince - plansChanged;
  const counted = [
    plansChanged > 0 ? plural(plansChanged, 'plan') : '',
    cards > 0 ? plural(cards, 'card') : '',
  ];
  return `${counted.filter((words) => words !== '').join(' and ')} changed since: print again`;
}

function NewestPrint({ binder, zone }: { binder: Binder; zone: string }) {
  if (!binder.made) return <>Not made yet. The first download makes it.</>;
  return (
    <>
      Made <When at={binder.made.at} zone={zone} />, {plural(binder.made.pages, 'page')}.{' '}
      {binder.madeIsCurrent ? (
        <Tag look="ok">Up to date</Tag>
      ) : (
        'Something changed since. It is made again by itself, or at once when you download it.'
      )}
    </>
  );
}

function OnShelf({ binder, zone }: { binder: Binder; zone: string }) {
  if (binder.tickedAt === null)
    return <>Nobody has said so yet. Print it, put it in the binder, then say so here.</>;
  return (
    <>
      <p>
        In the binder since <time dateTime={binder.tickedAt}>{day(new Date(binder.tickedAt), zone)}</time>
        {binder.tickedBy ? `, ticked by ${binder.tickedBy}` : ''}.{' '}
        {binder.upToDate && <Tag look="ok">Nothing changed since</Tag>}
      </p>
      {binder.changes.length > 0 && (
        <>
          <p className="mt-2">
            <Tag look="danger">{sinceWords(binder)}</Tag>
          </p>
          <ul className="mt-2 list-disc space-y-1 pl-6">
            {binder.changes.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

export function Shelf({
  slug,
  zone,
  binder,
  prints,
}: {
  slug: string;
  zone: string;
  binder: Binder;
  /** True for whoever may print. */
  prints: boolean;
}) {
  const { siteId, siteName, made, madeIsCurrent } = binder;
  const pdf = `/p/${slug}/binder/${siteId}/pdf`;
  const fields = { practice: slug, site: siteId };
  return (
    <section aria-labelledby={siteId} className="mt-12 first-of-type:mt-0">
      <h2 id={siteId} className="border-line-2 mb-4 border-b pb-2 text-xl">
        {siteName}
      </h2>
      <Facts
        facts={[
          ['Newest print', <NewestPrint key="made" binder={binder} zone={zone} />],
          ['On the shelf', <OnShelf key="shelf" binder={binder} zone={zone} />],
        ]}
      />
      {prints && (
        <div className="mt-6 space-y-4">
          <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
            <ButtonAnchor href={pdf} target="_blank" aria-label={`Download the binder of ${siteName} (PDF)`}>
              <FileDown aria-hidden className="size-5" />
              Download the binder (PDF)
            </ButtonAnchor>
            <a href={`${pdf}?paper=a4`} target="_blank" className="inline-flex min-h-12 items-center">
              The same on A4 paper
            </a>
          </div>
          <ActForm
            act={makeAgain}
            fields={fields}
            word="Make it again now"
            label={`Make it again now: ${siteName}`}
            busy="Making it…"
            offered={!madeIsCurrent}
          />
          <ActForm
            act={tick}
            fields={{ ...fields, print: made?.print ?? '' }}
            word="The new print is in the binder"
            label={`The new print is in the binder: ${siteName}`}
            busy="Keeping it…"
            look="strong"
            offered={madeIsCurrent && !binder.upToDate}
          />
        </div>
      )}
    </section>
  );
}
