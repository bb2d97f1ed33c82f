// An event that tells people something without an incident becomes deliveries, by the kind of notice it is.
import type { SqlDoor } from '@/lib/db';
import { keepDeliveries, type Kept } from './keep';
import { NOTICES } from './notices';
import type { NoticeEvent } from './notices/notice';

/** Plans one event's notices; nothing for an event that has none or was planned before. */
export async function announceNotice(
  door: SqlDoor,
  practiceId: string,
  eventId: string,
): Promise<{ kept: Kept[]; links: boolean }> {
  const nothing = { kept: [], links: false };
  const [event] = await door.sql<NoticeEvent & { kind: string }>(
    `select e.id, e.kind, e.payload, p.slug, p.name as "practiceName", p."smsName"
     from event e join practice p on p."practiceId" = e."practiceId"
     where e."practiceId" = $1::uuid and e.id = $2::uuid and not exists (select 1 from delivery d
       where d."practiceId" = e."practiceId" and d."eventId" = e.id)`,
    [practiceId, eventId],
  );
  const notice = event && NOTICES[event.kind];
  const told = notice ? await notice.make(door, practiceId, event) : null;
  if (!event || !notice || !told) return nothing;
  const about = { eventId, incidentId: null, kind: notice.kind };
  const kept = await keepDeliveries(door, practiceId, about, told.planned, told.words);
  return { kept, links: told.links === true };
}
