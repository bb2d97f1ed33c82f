// An incident in a dozen facts.
import { Facts } from '@/components/ui/facts';
import { When } from '@/components/when';
import { lasted } from '@/components/words';
import { minutesBetween, spell } from '@/lib/core';
import type { IncidentCard } from '@/lib/incidents/schema';

/** "Dana Reyes, Nov 22, 2026, 8:09 AM CST, 4 min after it was noticed". */
function Act({ by, at, card, zone }: { by: string | null; at: string; card: IncidentCard; zone: string }) {
  return (
    <>
      {by ?? 'Holdfast itself'}, <When at={at} zone={zone} />,{' '}
      {spell(minutesBetween(new Date(card.noticedAt), new Date(at)))} after it was noticed
    </>
  );
}

export function IncidentFacts({ card, zone, now }: { card: IncidentCard; zone: string; now: Date }) {
  const act = (by: string | null, at: string | null) => at && <Act by={by} at={at} card={card} zone={zone} />;
  const state = { reported: 'Reported, nobody has declared yet', open: 'Open', closed: 'Closed' }[card.state];
  return (
    <Facts
      facts={[
        ['State', state],
        ['Noticed', <When key="noticed" at={card.noticedAt} zone={zone} />],
        ['Reported by', act(card.reportedBy, card.reportedAt)],
        ['Declared by', act(card.declaredBy, card.declaredAt)],
        ['Went long', card.wentLongAt && <When at={card.wentLongAt} zone={zone} />],
        [
          'Next update',
          card.state !== 'closed' && card.nextUpdateAt ? <When at={card.nextUpdateAt} zone={zone} /> : null,
        ],
        ['Closed by', act(card.closedBy, card.closedAt)],
        ['Reason given', card.closeReason],
        [card.closedAt ? 'Lasted' : 'Open for', lasted(card, now)],
        ['Steps done', `${card.stepsDone} of ${card.stepsTotal}`],
      ]}
    />
  );
}
