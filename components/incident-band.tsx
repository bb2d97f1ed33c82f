// What is open now, over every calm page: dark when real, amber and striped when a drill.
import { ArrowRight } from 'lucide-react';
import type { IncidentCard } from '@/lib/incidents/schema';
import { clockWithZone, minutesBetween, spell } from '@/lib/core';
import { cx } from './ui/cx';
import { headline } from './words';

export function IncidentBand({
  slug,
  zone,
  card,
  now,
}: {
  slug: string;
  zone: string;
  card: IncidentCard;
  now: Date;
}) {
  const noticed = new Date(card.noticedAt);
  return (
    <a
      href={`/live/${slug}/i/${card.id}`}
      className={cx(
        'no-print block no-underline hover:underline',
        card.drill ? 'stripes' : 'bg-panel text-panel-ink',
      )}
    >
      <span className="mx-auto flex min-h-14 max-w-6xl flex-wrap items-center justify-between gap-x-6 gap-y-1 px-5 py-3">
        <span>
          <strong>
            {card.drill ? 'DRILL: ' : ''}
            {headline(card.whatDown)}
          </strong>{' '}
          at {card.siteName} since {clockWithZone(noticed, zone)} ({spell(minutesBetween(noticed, now))})
          {card.state === 'reported' && ', reported, nobody has declared yet'}
        </span>
        <span className="font-strong inline-flex items-center gap-2">
          {card.state === 'reported' ? 'Open the report' : 'Open the live checklist'}
          <ArrowRight aria-hidden className="size-5" />
        </span>
      </span>
    </a>
  );
}
