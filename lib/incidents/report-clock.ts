// A report nobody took in time declares itself: an unread report must not be an unheard one.
import type { Ctx } from '@/lib/access';
import { inPracticeSql } from '@/lib/db';
import { publish } from '@/lib/events';
import { openReported } from './opening';
import { lockIncident } from './rows';
import { suggestKind } from './rules';

/** Declares a report that is still one; does nothing otherwise, so that it may run late or twice. */
export async function declareByClock(practiceId: string, incidentId: string): Promise<void> {
  const ctx: Ctx = { practiceId, actor: { kind: 'system', name: 'Holdfast' } };
  const declared = await inPracticeSql(ctx, async (door) => {
    const incident = await lockIncident(door, practiceId, incidentId);
    if (incident?.state !== 'reported') return false;
    const kind = suggestKind(incident.whatDown, { otherSiteLoads: null, otherComputerSame: null });
    const [plan] = await door.sql<{ id: string }>(
      `select r.id from runbook r
       join runbook_version v on v."practiceId" = r."practiceId" and v.id = r."currentId"
       where r."practiceId" = $1::uuid order by v.kind = $2 desc, v.kind = 'short' desc, r.position limit 1`,
      [practiceId, kind],
    );
    if (!plan) return false;
    const [tree] = await door.sql<{ id: string }>(
      `select id from tree where "practiceId" = $1::uuid and "deactivatedAt" is null order by position, id limit 1`,
      [practiceId],
    );
    await openReported(ctx, door, incident, { runbookId: plan.id, treeId: tree?.id ?? null });
    return true;
  });
  if (declared) publish({ what: 'events', practiceId, incidentId });
}
