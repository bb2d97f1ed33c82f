// An incident from reported to closed. Each verb decides first and writes last, so that a refusal leaves nothing behind.
import { actingPerson, authorize, type Ctx, type MemberCtx } from '@/lib/access';
import { addMinutes, AppError, clock } from '@/lib/core';
import type { SqlDoor } from '@/lib/db';
import { record } from '@/lib/events';
import { enqueue } from '@/lib/jobs';
import { freezeRun, type FrozenRun } from '@/lib/runbooks';
import { readMarks } from './command-log';
import { findOpenAt, requireActive, zoneAt, type Applied, type IncidentRow } from './rows';
import { foldSteps, minuteZeroFor, openCritical, REPORT_MINUTES, type WhatDown } from './rules';
import type { CommandOf } from './schema';

const WEEK_MINUTES = 7 * 24 * 60;

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
  authorize(ctx, 'incident.declare');
  const { value } = command;
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

async function startRun(
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
  authorize(ctx, 'incident.report');
  const { siteId, whatDown, note } = command.value;
  if (incident) throw new AppError('conflict', 'This was already reported. Open it from the list.');
  await requireActive(door, ctx.practiceId, 'site', siteId);
  const noticedAt = noticed(command.value.noticedAt, door.now);
  const deviceAt = new Date(command.at);
  const other = await findOpenAt(door, ctx.practiceId, siteId, false);
  if (other) {
    const payload = { whatDown, note };
    const { seq } = await record(ctx, door, {
      chainId: other.id,
      kind: 'incident.joined',
      payload,
      deviceAt,
    });
    const reason = 'An incident is already open at this site. Your report was added to it.';
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
  await enqueue(door.sql, 'report-clock', ids, { startAfter: addMinutes(door.now, REPORT_MINUTES) });
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

/** Adds a published runbook to the running incident; a long one says so to everybody. What is done stays done. */
export async function addRun(
  ctx: MemberCtx,
  door: SqlDoor,
  command: CommandOf<'run.add'>,
  incident: IncidentRow,
): Promise<Applied> {
  authorize(ctx, 'incident.add-run');
  if (incident.state !== 'open')
    throw new AppError('conflict', 'Declare this report first, then add a plan.');
  const runs = await door.sql<{ runbookId: string; title: string }>(
    `select v."runbookId", r.title from run r join runbook_version v on v."practiceId" = r."practiceId" and v.id = r."versionId"
     where r."practiceId" = $1::uuid and r."incidentId" = $2::uuid`,
    [ctx.practiceId, incident.id],
  );
  const twin = runs.find((run) => run.runbookId === command.value.runbookId);
  if (twin) throw new AppError('conflict', `“${twin.title}” is already running here.`);
  const run = await startRun(
    ctx,
    door,
    incident.id,
    incident.siteId,
    command.value.runbookId,
    incident.noticedAt,
    runs.length,
  );
  const long = run.kind === 'long' && incident.wentLongAt === null;
  return record(ctx, door, {
    chainId: incident.id,
    kind: long ? 'incident.went-long' : 'run.added',
    payload: { runId: run.runId, title: run.title },
    deviceAt: new Date(command.at),
    announces: long,
  });
}

/** Tells everybody where things stand, in fixed words and times. @throws AppError invalid when the time is missing or past */
export async function updateStaff(
  ctx: MemberCtx,
  door: SqlDoor,
  command: CommandOf<'incident.update'>,
  incident: IncidentRow,
): Promise<Applied> {
  authorize(ctx, 'incident.update');
  if (incident.state !== 'open')
    throw new AppError('conflict', 'Declare this report first, then send updates.');
  const { say, by, nextUpdateAt } = command.value;
  if (say === 'back-by' && by === null) throw new AppError('invalid', 'Say by when it should be back.');
  for (const time of [by, nextUpdateAt]) {
    if (time !== null && new Date(time) <= door.now)
      throw new AppError('invalid', 'Choose a time that is still to come.');
  }
  await door.sql(
    `update incident set "nextUpdateAt" = $3::timestamptz where "practiceId" = $1::uuid and id = $2::uuid`,
    [ctx.practiceId, incident.id, nextUpdateAt],
  );
  return record(ctx, door, {
    chainId: incident.id,
    kind: 'incident.updated',
    payload: { say, by: say === 'back-by' ? by : null, nextUpdateAt },
    deviceAt: new Date(command.at),
    announces: true,
  });
}

/**
 * Closes an incident (all-clear to everybody) or puts a report aside.
 * @throws AppError invalid when a critical step is open and no reason is given
 */
export async function closeIncident(
  ctx: MemberCtx,
  door: SqlDoor,
  command: CommandOf<'incident.close'>,
  incident: IncidentRow,
): Promise<Applied> {
  authorize(ctx, 'incident.close');
  const { reason } = command.value;
  const steps = await door.sql<{ id: string; title: string; critical: boolean; needs: string[] }>(
    `select id, title, critical, needs from run_step where "practiceId" = $1::uuid and "incidentId" = $2::uuid
     order by "runId", position`,
    [ctx.practiceId, incident.id],
  );
  const open = openCritical(
    steps,
    foldSteps(await readMarks(door, ctx.practiceId, incident.id)),
    incident.whatDown,
  );
  if (open.length > 0 && reason === '') {
    const first = steps.find((step) => step.id === open[0])?.title ?? '';
    const rest = open.length > 1 ? ` and ${open.length - 1} more` : '';
    throw new AppError(
      'invalid',
      `Critical steps are still open: “${first}”${rest}. Give a reason to close anyway.`,
    );
  }
  await door.sql(
    `update incident set state = 'closed', "closedAt" = $3::timestamptz, "closedBy" = $4::uuid, "closeReason" = $5,
       "nextUpdateAt" = null
     where "practiceId" = $1::uuid and id = $2::uuid`,
    [ctx.practiceId, incident.id, door.now.toISOString(), ctx.actor.personId, reason],
  );
  const wasOpen = incident.state === 'open';
  return record(ctx, door, {
    chainId: incident.id,
    kind: wasOpen ? 'incident.closed' : 'incident.dismissed',
    payload: { reason, openCritical: open },
    deviceAt: new Date(command.at),
    announces: wasOpen,
  });
}
