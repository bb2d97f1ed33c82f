// The timeline of one incident: every act, who, device time and server time.
import { authorize, type Ctx } from '@/lib/access';
import { inPracticeSql } from '@/lib/db';
import { faultWords, readEvents, verifyChain, type EventRow } from '@/lib/events';
import { requireCard } from './board';
import type { IncidentCard } from './schema';
import { sentence } from './sentences';

export interface TimelineLine {
  seq: number;
  kind: string;
  actor: string;
  /** Server time, ISO. */
  at: string;
  /** Device time, ISO; null when the product itself acted. */
  deviceAt: string | null;
  sentence: string;
}

export interface Timeline {
  incident: IncidentCard;
  zone: string;
  lines: TimelineLine[];
  /** Where the record was tampered with, in words; null when its hash chain is whole. */
  fault: string | null;
}

/** The whole timeline, oldest first, its hash chain checked. @throws AppError not-found */
export async function readTimeline(ctx: Ctx, incidentId: string): Promise<Timeline> {
  authorize(ctx, 'incident.read');
  return inPracticeSql(ctx, async (door) => {
    const { card, zone } = await requireCard(door, ctx.practiceId, incidentId);
    const events: EventRow[] = [];
    for (;;) {
      const page = await readEvents(door.sql, ctx.practiceId, incidentId, events.at(-1)?.seq ?? 0);
      events.push(...page);
      if (page.length < 1000) break;
    }
    const fault = await verifyChain(door.sql, ctx.practiceId, incidentId);
    return {
      incident: card,
      zone,
      lines: events.map((event) => ({
        seq: event.seq,
        kind: event.kind,
        actor: event.actor,
        at: event.at,
        deviceAt: event.deviceAt,
        sentence: sentence(event, zone),
      })),
      fault: fault && `This record is not whole. ${faultWords(fault)}`,
    };
  });
}
