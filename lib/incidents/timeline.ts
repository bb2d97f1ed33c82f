// The timeline of one incident: every act, who, device time and server time.
import { authorize, type Ctx } from '@/lib/access';
import { inPracticeSql } from '@/lib/db';
import { faultWords, readEvents, verifyChain, type EventRow } from '@/lib/events';
import { requireCard } from './board';
import { photoFault } from './photo-faults';
import { listPhotos } from './photos';
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
  /** The photo that came, for readPhoto while it is here; its sides are pixels. */
  photo: { id: string; title: string; width: number; height: number; here: boolean } | null;
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
    const broken = await verifyChain(door.sql, ctx.practiceId, incidentId);
    const here = await listPhotos(door, ctx.practiceId, incidentId);
    const fault = broken ? faultWords(broken) : await photoFault(door.sql, ctx.practiceId, incidentId);
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
        photo: photoOf(event, here),
      })),
      fault: fault && `This record is not whole. ${fault}`,
    };
  });
}

function photoOf({ kind, payload }: EventRow, here: readonly string[]): TimelineLine['photo'] {
  const { photo, title, width, height } = payload;
  if (kind !== 'photo.added') return null;
  return {
    id: String(photo),
    title: String(title),
    width: Number(width),
    height: Number(height),
    here: here.includes(String(photo)),
  };
}
