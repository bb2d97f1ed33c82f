// How an incident begins: reported by staff, declared by a lead or by the clock.
import { actingPerson, authorize, type Ctx, type MemberCtx } from '@/lib/access';
import { addMinutes, AppError, clock } from '@/lib/core';
import type { SqlDoor } from '@/lib/db';
import { record } from '@/lib/events';
import { enqueue } from '@/lib/jobs';
import { freezeRun, type FrozenRun } from '@/lib/runbooks';
import { findOpenAt, findReportOf, requireActive, zoneAt, type Applied, type IncidentRow } from './rows';
import { minuteZeroFor, type WhatDown } from './rules';
import type { CommandOf } from './schema';

const WEEK_MINUTES = 7 * 24 * 60;
/** More at once is no practice's day but a mistake, and each tells everybody. */
const MOST_OPEN = 30;

/** A phone's noticed time: never after now, never a week ago. @throws AppError invalid */
function noticed(given: string, now: Date): Date {
  const at = new Date(given);
  if (at < addMinutes(now, -WEEK_MINUTES)) {
    throw new AppError('invalid', 'It cannot have been noticed more than a week ago. Choose a later time.');
  }
  return at > now ? now : at;
}

interface Opening {
  siteId: string;
  treeId: string | null;
  runbookId: string;
  whatDown: WhatDown[];
  noticedAt: Date;
  drill: boolean;
  deviceAt?: Date;
}

/**
 * Opens an incident, or takes a report (same id). Meets an open one at the site: joins that instead, unless told apart.
 * @throws AppError forbidden, not-found (site, tree, runbook), invalid (time), conflict (id used)
 */
export async function declareIncident(
  ctx: MemberCtx,
  door: SqlDoor,
  command: CommandOf<'incident.declare'>,
  incident: IncidentRow | null,
): Promise<Applied> {
  const { value } = command;
  authorize(ctx, 'incident.declare', value.siteId);
  if (incident && (incident.state !== 'reported' || incident.siteId !== value.siteId)) {
    throw new AppError('conflict', 'This incident was already declared. Open it from the list.');
  }
  await requireActive(door, ctx.practiceId, 'site', value.siteId);
  if (value.treeId !== null) await requireActive(door, ctx.practiceId, 'tree', value.treeId);
  const noticedAt = noticed(value.noticedAt, door.now);
  const deviceAt = new Date(command.at);
  const other = value.separate ? null : await findOpenAt(door, ctx.practiceId, value.siteId, value.drill);
  if (other) {
    const zone = await zoneAt(door, ctx.practiceId, value.siteId);
    const who = other.declaredByName ?? 'Holdfast';
    const when = clock(other.declaredAt ?? other.noticedAt, zone);
    const { seq } = await record(ctx, door, {
      chainId: other.id,
      kind: 'incident.joined',
      payload: {},
      deviceAt,
    });
    return {
      seq,
      joined: { incidentId: other.id, reason: `${who} declared at ${when}. You joined that incident.` },
    };
  }
  const [count] = await door.sql<{ open: number }>(
    `select count(*)::int as open from incident where "practiceId" = $1::uuid and state = 'open'`,
    [ctx.practiceId],
  );
  if ((count?.open ?? 0) >= MOST_OPEN) {
    throw new AppError(
      'limit',
      `${MOST_OPEN} incidents are open already. Close those that are over, then declare.`,
    );
  }
  return open(ctx, door, command.incident, { ...value, noticedAt, deviceAt }, incident !== null);
}

async function open(ctx: Ctx, door: SqlDoor, id: string, opening: Opening, taken: boolean): Promise<Applied> {
  const by = actingPerson(ctx.actor);
  const now = door.now.toISOString();
  const values = [
    ctx.practiceId,
    id,
    opening.siteId,
    opening.treeId,
    opening.drill,
    opening.whatDown,
    opening.noticedAt.toISOString(),
    now,
    by,
  ];
  await door.sql(
    taken
      ? `update incident set state = 'open', "treeId" = $4::uuid, drill = $5::boolean, "whatDown" = $6::text[],
           "noticedAt" = $7::timestamptz, "declaredAt" = $8::timestamptz, "declaredBy" = $9::uuid
         where "practiceId" = $1::uuid and id = $2::uuid and "siteId" = $3::uuid`
      : `insert into incident ("practiceId", id, "siteId", "treeId", state, drill, "whatDown", "noticedAt", "declaredAt",
           "declaredBy")
         values ($1::uuid, $2::uuid, $3::uuid, $4::uuid, 'open', $5::boolean, $6::text[], $7::timestamptz,
           $8::timestamptz, $9::uuid)`,
    values,
  );
  const run = await startRun(ctx, door, id, opening.siteId, opening.runbookId, opening.noticedAt, 0);
  return record(ctx, door, {
    chainId: id,
    kind: 'incident.declared',
    payload: {
      siteId: opening.siteId,
      treeId: opening.treeId,
      whatDown: opening.whatDown,
      drill: opening.drill,
      noticedAt: opening.noticedAt.toISOString(),
      runId: run.runId,
      title: run.title,
    },
    deviceAt: opening.deviceAt,
    announces: true,
  });
}

/** Copies a plan into the incident; a long one marks when it went long. */
export async function startRun(
  ctx: Ctx,
  door: SqlDoor,
  incidentId: string,
  siteId: string,
  runbookId: string,
  noticedAt: Date,
  position: number,
): Promise<FrozenRun> {
  const run = await freezeRun(door, ctx.practiceId, {
    incidentId,
    runbookId,
    siteId,
    position,
    addedBy: actingPerson(ctx.actor),
    minuteZero: (kind: string) => minuteZeroFor(kind, noticedAt, door.now),
  });
  if (run.kind === 'long') {
    await door.sql(
      `update incident set "wentLongAt" = $3::timestamptz
       where "practiceId" = $1::uuid and id = $2::uuid and "wentLongAt" is null`,
      [ctx.practiceId, incidentId, door.now.toISOString()],
    );
  }
  return run;
}

/**
 * Staff say something is down; leads are told and decide. Meets an open one at the site: joins it.
 * @throws AppError forbidden, not-found, invalid, conflict
 */
export async function reportIncident(
  ctx: MemberCtx,
  door: SqlDoor,
  command: CommandOf<'incident.report'>,
  incident: IncidentRow | null,
): Promise<Applied> {
  const { siteId, whatDown, note } = command.value;
  authorize(ctx, 'incident.report', siteId);
  if (incident) throw new AppError('conflict', 'This was already reported. Open it from the list.');
  await requireActive(door, ctx.practiceId, 'site', siteId);
  const noticedAt = noticed(command.value.noticedAt, door.now);
  const deviceAt = new Date(command.at);
  const open = await findOpenAt(door, ctx.practiceId, siteId, false);
  const other = open ?? (await findReportOf(door, ctx.practiceId, siteId, whatDown));
  if (other) {
    const payload = { whatDown, note };
    const { seq } = await record(ctx, door, {
      chainId: other.id,
      kind: 'incident.joined',
      payload,
      deviceAt,
    });
    const reason = open
      ? 'An incident is already open at this site. Your report was added to it.'
      : 'This was already reported at this site. Your report was added to it.';
    return { seq, joined: { incidentId: other.id, reason } };
  }
  await door.sql(
    `insert into incident ("practiceId", id, "siteId", state, drill, "whatDown", "noticedAt", "reportedAt", "reportedBy")
     values ($1::uuid, $2::uuid, $3::uuid, 'reported', false, $4::text[], $5::timestamptz, $6::timestamptz, $7::uuid)`,
    [
      ctx.practiceId,
      command.incident,
      siteId,
      whatDown,
      noticedAt.toISOString(),
      door.now.toISOString(),
      ctx.actor.personId,
    ],
  );
  const ids = { practiceId: ctx.practiceId, incidentId: command.incident };
  const [set] = await door.sql<{ minutes: number }>(
    `select "reportMinutes" as minutes from practice where "practiceId" = $1::uuid`,
    [ctx.practiceId],
  );
  if (!set) throw new Error('The practice does not say when a report declares itself');
  await enqueue(door.sql, 'report-clock', ids, { startAfter: addMinutes(door.now, set.minutes) });
  return record(ctx, door, {
    chainId: command.incident,
    kind: 'incident.reported',
    payload: { siteId, whatDown, noticedAt: noticedAt.toISOString(), note },
    deviceAt,
    announces: true,
  });
}

/** The clock's own declaration of a report nobody took; used by declareByClock. */
export async function openReported(
  ctx: Ctx,
  door: SqlDoor,
  incident: IncidentRow,
  plan: { runbookId: string; treeId: string | null },
): Promise<Applied> {
  const { siteId, whatDown, noticedAt } = incident;
  return open(ctx, door, incident.id, { siteId, whatDown, noticedAt, drill: false, ...plan }, true);
}
