// Past incidents, a line or two each.
import { day } from '@/lib/core';
import type { IncidentCard } from '@/lib/incidents/schema';
import { Link } from './ui/link';
import { DrillTag } from './ui/tag';
import { headline, lasted } from './words';

export function IncidentList({
  slug,
  zone,
  cards,
}: {
  slug: string;
  zone: string;
  cards: readonly IncidentCard[];
}) {
  return (
    <ul className="border-line border-t">
      {cards.map((card) => (
        <li key={card.id} className="border-line border-b py-3">
          <Link href={`/p/${slug}/incidents/${card.id}`} className="reach">
            {headline(card.whatDown)}
          </Link>{' '}
          {card.drill && <DrillTag />}
          <p className="text-ink-2 text-s">
            {card.siteName}, {day(new Date(card.noticedAt), zone)}, lasted{' '}
            {lasted(card, new Date(card.noticedAt))}
          </p>
        </li>
      ))}
    </ul>
  );
}
