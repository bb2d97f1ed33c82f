// How an incident goes on and ends: another plan, updates to staff, the close.
import { authorize, type MemberCtx } from '@/lib/access';
import { AppError } from '@/lib/core';
import type { SqlDoor } from '@/lib/db';
import { record } from '@/lib/events';
import { readMarks } from './command-log';
import { startRun } from './opening';
import type { Applied, IncidentRow } from './rows';
import { foldSteps, openCritical } from './rules';
import type { BoardStep, CommandOf } from './schema';

/** Adds a published runbook to the running incident; a long one says so to everybody. What is done stays done. */
export async function addRun(
  ctx: MemberCtx,
  door: SqlDoor,
  command: CommandOf<'run.add'>,
  incident: IncidentRow,
): Promise<Applied> {
  authorize(ctx, 'incident.add-run', incident.siteId);
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
  authorize(ctx, 'incident.update', incident.siteId);
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
  authorize(ctx, 'incident.close', incident.siteId);
  const { reason } = command.value;
  const steps = await door.sql<Pick<BoardStep, 'id' | 'title' | 'critical' | 'needs' | 'withdrawnAt'>>(
    `select id, title, critical, needs, "withdrawnAt"::text as "withdrawnAt" from run_step where "practiceId" = $1::uuid and "incidentId" = $2::uuid
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
