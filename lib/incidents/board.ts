// What screens show of incidents: the live board, and cards for lists.
import { authorize, type Ctx } from '@/lib/access';
import { AppError } from '@/lib/core';
import { inPracticeSql, type SqlDoor } from '@/lib/db';
import { readEvents } from '@/lib/events';
import { readMarks } from './command-log';
import { listPhotos } from './photos';
import type { Board, BoardRun, BoardStep, IncidentCard, WireEvent } from './schema';

type Dated = 'noticedAt' | 'reportedAt' | 'declaredAt' | 'wentLongAt' | 'closedAt' | 'nextUpdateAt';
type CardRow = Omit<IncidentCard, Dated> &
  Record<Exclude<Dated, 'noticedAt'>, Date | null> & { noticedAt: Date; treeId: string | null; zone: string };

// A step counts as finished when a claim on it is not replaced by a later mark of the same step. One that the plan no
// longer has counts only when it is finished: nobody is waited for, and nothing done is taken off.
const CARD = `
  select i.id, i."siteId", s.name as "siteName", i.state, i.drill, i."whatDown", i."noticedAt", i."reportedAt",
    i."declaredAt", i."wentLongAt", i."closedAt", i."closeReason", i."nextUpdateAt", i."treeId",
    coalesce(s.zone, pr.zone) as zone, pr."clockMarks", r.name as "reportedBy", d.name as "declaredBy", c.name as "closedBy",
    coalesce((select string_agg(run.title, ' + ' order by run.position) from run
      where run."practiceId" = i."practiceId" and run."incidentId" = i.id), 'Reported, not declared') as title,
    (select count(*)::int from run_step t where t."practiceId" = i."practiceId" and t."incidentId" = i.id
      and (t."withdrawnAt" is null or t.id = any(f.steps))) as "stepsTotal",
    cardinality(f.steps) as "stepsDone"
  from incident i
  cross join lateral (select array(select distinct m."stepId" from command m
      where m."practiceId" = i."practiceId" and m."incidentId" = i.id and m.outcome = 'applied'
        and m.kind in ('step.done', 'step.already', 'step.na')
        and not exists (select 1 from command u where u."practiceId" = m."practiceId" and u."incidentId" = m."incidentId"
          and u."stepId" = m."stepId" and u.outcome = 'applied' and u.value -> 'replaces' @> to_jsonb(m.id::text))
    ) as steps) f
  join practice pr on pr."practiceId" = i."practiceId"
  join site s on s."practiceId" = i."practiceId" and s.id = i."siteId"
  left join person r on r."practiceId" = i."practiceId" and r.id = i."reportedBy"
  left join person d on d."practiceId" = i."practiceId" and d.id = i."declaredBy"
  left join person c on c."practiceId" = i."practiceId" and c.id = i."closedBy"
  where i."practiceId" = $1::uuid`;

function card(row: CardRow): IncidentCard {
  const { treeId: _tree, zone: _zone, ...rest } = row;
  return {
    ...rest,
    noticedAt: row.noticedAt.toISOString(),
    reportedAt: row.reportedAt?.toISOString() ?? null,
    declaredAt: row.declaredAt?.toISOString() ?? null,
    wentLongAt: row.wentLongAt?.toISOString() ?? null,
    closedAt: row.closedAt?.toISOString() ?? null,
    nextUpdateAt: row.nextUpdateAt?.toISOString() ?? null,
  };
}

/** One incident's card with its zone. @throws AppError not-found */
export async function requireCard(
  door: SqlDoor,
  practiceId: string,
  id: string,
): Promise<{ card: IncidentCard; zone: string; treeId: string | null }> {
  const [row] = await door.sql<CardRow>(`${CARD} and i.id = $2::uuid`, [practiceId, id]);
  if (!row)
    throw new AppError('not-found', 'There is no such incident. Go back to the list and open it again.');
  return { card: card(row), zone: row.zone, treeId: row.treeId };
}

export interface ListIncidents {
  state: 'active' | 'closed';
  /** Only those noticed before this instant: the last card's noticedAt gives the next page. */
  before?: string;
  limit?: number;
}

/** Cards, newest first, at most 100. Active means reported or open; of those, what is real comes before drills. */
export async function readIncidents(ctx: Ctx, list: ListIncidents): Promise<IncidentCard[]> {
  authorize(ctx, 'incident.read');
  // Closed ones stay in order of time alone: the next page begins where the last card's time ends.
  const realFirst = list.state === 'active' ? 'i.drill, ' : '';
  return inPracticeSql(ctx, async (door) => {
    const rows = await door.sql<CardRow>(
      `${CARD} and i.state = any($2::text[]) and i."noticedAt" < coalesce($3::timestamptz, 'infinity')
       order by ${realFirst}i."noticedAt" desc, i.id desc limit $4::int`,
      [
        ctx.practiceId,
        list.state === 'active' ? ['reported', 'open'] : ['closed'],
        list.before ?? null,
        Math.min(list.limit ?? 50, 100),
      ],
    );
    return rows.map(card);
  });
}

type RunRow = Omit<BoardRun, 'minuteZero' | 'addedAt'> & { minuteZero: Date; addedAt: Date };
type Timed = 'dueAt' | 'addedAt' | 'withdrawnAt';
type StepRow = Omit<BoardStep, Timed> & Record<Timed, Date | null>;

/** Everything the live checklist needs about one incident. @throws AppError not-found */
export async function readBoard(ctx: Ctx, incidentId: string): Promise<Board> {
  authorize(ctx, 'incident.read');
  const { practiceId } = ctx;
  return inPracticeSql(ctx, async (door) => {
    // The head is read first: an event that commits meanwhile is then sent again by the cursor, never skipped.
    const head = await headOf(door, practiceId, incidentId);
    const { card: incident, zone, treeId } = await requireCard(door, practiceId, incidentId);
    const runs = await door.sql<RunRow>(
      `select r.id, v."runbookId", v.number as version, r.title, r.kind, r."minuteZero", r."addedAt"
       from run r join runbook_version v on v."practiceId" = r."practiceId" and v.id = r."versionId"
       where r."practiceId" = $1::uuid and r."incidentId" = $2::uuid order by r.position`,
      [practiceId, incidentId],
    );
    const steps = await door.sql<StepRow>(
      `select t.id, t."runId", t.key, t.section, t.title, t.detail, t.role, t.critical, t.needs, t.evidence,
         case when t."withdrawnAt" is null then t."dueAt" end as "dueAt", t."addedAt", t."withdrawnAt"
       from run_step t join run r on r."practiceId" = t."practiceId" and r.id = t."runId"
       where t."practiceId" = $1::uuid and t."incidentId" = $2::uuid order by r.position, t."withdrawnAt" is not null, t.position`,
      [practiceId, incidentId],
    );
    const holders = await door.sql<{ role: string; people: string[] }>(
      // Who holds a job there: what somebody is at one site counts before what they are everywhere (partAt).
      `select role, array_agg(p.id::text order by p.name) as people from person p
       left join person_site s on s."practiceId" = p."practiceId" and s."personId" = p.id and s."siteId" = $2::uuid
       cross join lateral unnest(coalesce(nullif(s."jobRoles", '{}'), p."jobRoles")) as role
       where p."practiceId" = $1::uuid and p."deactivatedAt" is null group by role`,
      [practiceId, incident.siteId],
    );
    return {
      incident,
      treeId,
      zone,
      runs: runs.map((run) => ({
        ...run,
        minuteZero: run.minuteZero.toISOString(),
        addedAt: run.addedAt.toISOString(),
      })),
      steps: steps.map((step) => ({
        ...step,
        dueAt: step.dueAt?.toISOString() ?? null,
        addedAt: step.addedAt?.toISOString() ?? null,
        withdrawnAt: step.withdrawnAt?.toISOString() ?? null,
      })),
      marks: await readMarks(door, practiceId, incidentId),
      photos: await listPhotos(door, practiceId, incidentId),
      holders: Object.fromEntries(holders.map((row) => [row.role, row.people])),
      head,
    };
  });
}

async function headOf(door: SqlDoor, practiceId: string, incidentId: string): Promise<number> {
  const [chain] = await door.sql<{ head: number }>(
    `select head from chain where "practiceId" = $1::uuid and id = $2::uuid`,
    [practiceId, incidentId],
  );
  return chain?.head ?? 0;
}

/** What happened in one incident after a cursor, and the database's time. @throws AppError not-found */
export async function readEventsSince(
  ctx: Ctx,
  incidentId: string,
  since: number,
): Promise<{ events: WireEvent[]; head: number; now: string }> {
  authorize(ctx, 'incident.read');
  return inPracticeSql(ctx, async (door) => {
    // First, and always: the practice's own chain must not be read by naming it as an incident.
    await requireIncident(door, ctx.practiceId, incidentId);
    const events = await readEvents(door.sql, ctx.practiceId, incidentId, since);
    return {
      events: events.map((event) => ({ ...event, incident: incidentId })),
      head: events.at(-1)?.seq ?? since,
      now: door.now.toISOString(),
    };
  });
}

async function requireIncident(door: SqlDoor, practiceId: string, id: string): Promise<void> {
  const [known] = await door.sql(`select 1 from incident where "practiceId" = $1::uuid and id = $2::uuid`, [
    practiceId,
    id,
  ]);
  if (!known)
    throw new AppError('not-found', 'There is no such incident. Go back to the list and open it again.');
}
