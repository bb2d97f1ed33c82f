// Ticks and their kin: what a person says about one step of a running checklist.
import { authorize, type MemberCtx } from '@/lib/access';
import { AppError } from '@/lib/core';
import type { SqlDoor } from '@/lib/db';
import { record } from '@/lib/events';
import type { Applied, IncidentRow } from './rows';
import type { Command } from './schema';

type StepCommand = Extract<Command, { step: string }>;

/** Records what was said; what it means is foldSteps' to decide. @throws AppError forbidden, not-found */
export async function applyStep(
  ctx: MemberCtx,
  door: SqlDoor,
  command: StepCommand,
  incident: IncidentRow,
): Promise<Applied> {
  authorize(ctx, 'incident.step', incident.siteId);
  const [step] = await door.sql<{ title: string; critical: boolean }>(
    `select title, critical from run_step where "practiceId" = $1::uuid and "incidentId" = $2::uuid and id = $3::uuid`,
    [ctx.practiceId, incident.id, command.step],
  );
  if (!step) throw new AppError('not-found', 'There is no such step in this incident. Reload the checklist.');
  return record(ctx, door, {
    chainId: incident.id,
    kind: command.kind,
    payload: {
      command: command.id,
      step: command.step,
      title: step.title,
      critical: step.critical,
      value: command.value,
    },
    deviceAt: new Date(command.at),
  });
}
