// The one place where what a phone (or a page) says becomes true. One transaction a command.
import { authorize, type MemberCtx } from '@/lib/access';
import { AppError, isAppError, isId } from '@/lib/core';
import { explain } from '@/lib/core/text';
import { inPracticeSql, type SqlDoor } from '@/lib/db';
import { publish, record } from '@/lib/events';
import { answerIncident, markTold } from './answers';
import { findReceipt, storeCommand } from './command-log';
import { addRun, closeIncident, updateStaff } from './course';
import { declareIncident, reportIncident } from './opening';
import { lockIncident, lockSite, type Applied, type IncidentRow } from './rows';
import { Command, type Receipt } from './schema';
import { applyStep } from './steps';
import { updateRun } from './update-run';

const GONE = 'There is no such incident. Go back to the list and open it again.';
const CLOSED =
  'This incident is closed. What you entered is kept in its timeline, the checklist is unchanged.';

/**
 * Applies one command and returns its receipt; a replay returns the stored one. Never throws for bad input.
 * @throws only when the database cannot be reached or the transaction cannot commit: send the same command again.
 */
export async function applyCommand(ctx: MemberCtx, raw: unknown): Promise<Receipt> {
  const parsed = Command.safeParse(raw);
  if (!parsed.success) {
    return { id: idOf(raw), outcome: 'refused', code: 'invalid', reason: explain(parsed.error) };
  }
  const command = parsed.data;
  const { receipt, incidentId } = await inPracticeSql(ctx, (door) => decide(ctx, door, command));
  if (incidentId !== null) publish({ what: 'events', practiceId: ctx.practiceId, incidentId });
  return receipt;
}

async function decide(
  ctx: MemberCtx,
  door: SqlDoor,
  command: Command,
): Promise<{ receipt: Receipt; incidentId: string | null }> {
  const opens = command.kind === 'incident.declare' || command.kind === 'incident.report';
  // Locks first: the same command twice, or two leads in one second, wait for each other here.
  if (opens) await lockSite(door, ctx.practiceId, command.value.siteId);
  const incident = await lockIncident(door, ctx.practiceId, command.incident);
  const known = await findReceipt(ctx, door, command);
  if (known) return { receipt: known, incidentId: null };
  // The practice's own chain has the practice's id: an incident by that name would write into it and show it.
  if ((!incident && !opens) || command.incident === ctx.practiceId) {
    return {
      receipt: { id: command.id, outcome: 'refused', code: 'not-found', reason: GONE },
      incidentId: null,
    };
  }
  // Opening writes the incident before its plan is found: a refusal in between must take that back.
  if (opens) await door.sql('savepoint opening');
  try {
    const applied = await perform(ctx, door, command, incident);
    const target = applied.joined?.incidentId ?? command.incident;
    const receipt: Receipt = applied.joined
      ? {
          id: command.id,
          outcome: 'joined',
          seq: applied.seq,
          incident: target,
          reason: applied.joined.reason,
        }
      : { id: command.id, outcome: 'applied', seq: applied.seq, incident: target };
    await storeCommand(ctx, door, command, receipt, target);
    return { receipt, incidentId: target };
  } catch (error) {
    // Other verbs decide before they write, so a refusal leaves nothing behind but its receipt.
    if (!isAppError(error)) throw error;
    if (opens) await door.sql('rollback to savepoint opening');
    const receipt: Receipt = { id: command.id, outcome: 'refused', code: error.code, reason: error.message };
    if (incident) await keepRefused(ctx, door, command, incident, error.message);
    await storeCommand(ctx, door, command, receipt, incident ? incident.id : null);
    return { receipt, incidentId: incident ? incident.id : null };
  }
}

async function perform(
  ctx: MemberCtx,
  door: SqlDoor,
  command: Command,
  incident: IncidentRow | null,
): Promise<Applied> {
  if (command.kind === 'incident.declare') return declareIncident(ctx, door, command, incident);
  if (command.kind === 'incident.report') return reportIncident(ctx, door, command, incident);
  if (!incident) throw new AppError('not-found', GONE);
  if (incident.state === 'closed') throw new AppError('conflict', CLOSED);
  switch (command.kind) {
    case 'incident.close':
      return closeIncident(ctx, door, command, incident);
    case 'incident.note': {
      authorize(ctx, 'incident.note', incident.siteId);
      return record(ctx, door, {
        chainId: incident.id,
        kind: 'incident.noted',
        payload: command.value,
        deviceAt: new Date(command.at),
      });
    }
    case 'incident.answer': {
      authorize(ctx, 'incident.answer', incident.siteId);
      return answerIncident(door, ctx, {
        incidentId: incident.id,
        personId: ctx.actor.personId,
        value: command.value.answer,
        via: 'app',
        deviceAt: new Date(command.at),
      });
    }
    case 'person.told':
      return markTold(ctx, door, command, incident);
    case 'run.add':
      return addRun(ctx, door, command, incident);
    case 'run.update':
      return updateRun(ctx, door, command, incident);
    case 'incident.update':
      return updateStaff(ctx, door, command, incident);
    default:
      return applyStep(ctx, door, command, incident);
  }
}

/** A tick that came too late changes nothing but is not lost: the timeline keeps it. */
async function keepRefused(
  ctx: MemberCtx,
  door: SqlDoor,
  command: Command,
  incident: IncidentRow,
  reason: string,
): Promise<void> {
  if (incident.state !== 'closed') return;
  await record(ctx, door, {
    chainId: incident.id,
    kind: 'command.refused',
    payload: {
      command: command.kind,
      step: 'step' in command ? command.step : null,
      value: command.value,
      reason,
    },
    deviceAt: new Date(command.at),
  });
}

function idOf(raw: unknown): string {
  const value = typeof raw === 'object' && raw !== null && 'id' in raw ? raw.id : null;
  return isId(value) ? value : 'unreadable';
}
