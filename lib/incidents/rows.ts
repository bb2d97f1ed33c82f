// Loading incidents inside a transaction, and the locks that put writers in line.
import { AppError } from '@/lib/core';
import type { SqlDoor } from '@/lib/db';
import type { WhatDown } from './rules';

export interface IncidentRow {
  id: string;
  siteId: string;
  treeId: string | null;
  state: 'reported' | 'open' | 'closed';
  drill: boolean;
  whatDown: WhatDown[];
  noticedAt: Date;
  declaredAt: Date | null;
  wentLongAt: Date | null;
}

/** What a verb tells the log: the event's place in the chain, and the incident joined when another was open. */
export interface Applied {
  seq: number;
  joined?: { incidentId: string; reason: string };
}

const COLUMNS = `id, "siteId", "treeId", state, drill, "whatDown", "noticedAt", "declaredAt", "wentLongAt"`;

/** The incident under its row lock, or null: everybody else's writes to it wait until we commit. */
export async function lockIncident(
  door: SqlDoor,
  practiceId: string,
  id: string,
): Promise<IncidentRow | null> {
  const [row] = await door.sql<IncidentRow>(
    `select ${COLUMNS} from incident where "practiceId" = $1::uuid and id = $2::uuid for update`,
    [practiceId, id],
  );
  return row ?? null;
}

/** @throws AppError not-found when the practice has no such active site. */
export async function lockSite(door: SqlDoor, practiceId: string, siteId: string): Promise<void> {
  await door.sql(`select id from site where "practiceId" = $1::uuid and id = $2::uuid for update`, [
    practiceId,
    siteId,
  ]);
}

/** The open incident at a site, newest first, of the same sort (drill or real); null when there is none. */
export async function findOpenAt(
  door: SqlDoor,
  practiceId: string,
  siteId: string,
  drill: boolean,
): Promise<(IncidentRow & { declaredByName: string | null }) | null> {
  const [row] = await door.sql<IncidentRow & { declaredByName: string | null }>(
    `select ${COLUMNS.split(', ')
      .map((column) => `i.${column}`)
      .join(', ')}, p.name as "declaredByName"
     from incident i left join person p on p."practiceId" = i."practiceId" and p.id = i."declaredBy"
     where i."practiceId" = $1::uuid and i."siteId" = $2::uuid and i.drill = $3::boolean and i.state = 'open'
     order by i."declaredAt" desc limit 1`,
    [practiceId, siteId, drill],
  );
  return row ?? null;
}

/**
 * The newest report at a site when all of this was reported there already; null when some of it is news. Each report
 * tells every lead, and declares itself in a while: the same again must do neither.
 */
export async function findReportOf(
  door: SqlDoor,
  practiceId: string,
  siteId: string,
  whatDown: readonly WhatDown[],
): Promise<{ id: string } | null> {
  const [row] = await door.sql<{ id: string }>(
    `select id from incident where "practiceId" = $1::uuid and "siteId" = $2::uuid and state = 'reported'
       and $3::text[] <@ (select array_agg(w) from incident r, unnest(r."whatDown") w
         where r."practiceId" = $1::uuid and r."siteId" = $2::uuid and r.state = 'reported')
     order by "reportedAt" desc limit 1`,
    [practiceId, siteId, whatDown],
  );
  return row ?? null;
}

/** @throws AppError not-found unless the practice has this row, active, in the given table. */
export async function requireActive(
  door: SqlDoor,
  practiceId: string,
  table: 'site' | 'tree' | 'person',
  id: string,
): Promise<{ name: string }> {
  const [row] = await door.sql<{ name: string }>(
    `select name from ${table} where "practiceId" = $1::uuid and id = $2::uuid and "deactivatedAt" is null`,
    [practiceId, id],
  );
  if (!row)
    throw new AppError('not-found', `There is no such ${table} in this practice. Reload and choose again.`);
  return row;
}

/** The practice's zone at a site. */
export async function zoneAt(door: SqlDoor, practiceId: string, siteId: string): Promise<string> {
  const [row] = await door.sql<{ zone: string }>(
    `select coalesce(s.zone, p.zone) as zone from practice p
     join site s on s."practiceId" = p."practiceId" and s.id = $2::uuid where p."practiceId" = $1::uuid`,
    [practiceId, siteId],
  );
  if (!row) throw new AppError('not-found', 'There is no such site in this practice.');
  return row.zone;
}
