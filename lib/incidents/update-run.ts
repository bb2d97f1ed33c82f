// A newer version of a plan and a running incident: said, shown, and put in only when a lead asks for exactly that one.
import { authorize, type Ctx, type MemberCtx } from '@/lib/access';
import { AppError } from '@/lib/core';
import { inPracticeSql, type SqlDoor } from '@/lib/db';
import { record } from '@/lib/events';
import { compareSteps, updateSteps } from '@/lib/runbooks';
import type { PlanChange } from '@/lib/runbooks/rules';
import { requireCard } from './board';
import type { Applied, IncidentRow } from './rows';
import { updateCounts } from './rules';
import type { CommandOf, IncidentCard } from './schema';

export interface NewerVersion {
  runId: string;
  /** The plan as it is called here. */
  title: string;
  version: number;
  newest: number;
  publishedAt: string;
}

/** Plans of an incident of which a newer version is in force. Nothing once the incident is over. */
export async function readNewerVersions(ctx: Ctx, incidentId: string): Promise<NewerVersion[]> {
  authorize(ctx, 'incident.read');
  return inPracticeSql(ctx, async ({ sql }) => {
    const rows = await sql<Omit<NewerVersion, 'publishedAt'> & { publishedAt: Date }>(
      `select r.id as "runId", r.title, v.number as version, n.number as newest, n."publishedAt"
       from run r
       join incident i on i."practiceId" = r."practiceId" and i.id = r."incidentId" and i.state = 'open'
       join runbook_version v on v."practiceId" = r."practiceId" and v.id = r."versionId"
       join runbook b on b."practiceId" = r."practiceId" and b.id = v."runbookId" and b."deactivatedAt" is null
       join runbook_version n on n."practiceId" = r."practiceId" and n.id = b."currentId" and n.number > v.number
       where r."practiceId" = $1::uuid and r."incidentId" = $2::uuid order by r.position`,
      [ctx.practiceId, incidentId],
    );
    return rows.map((row) => ({ ...row, publishedAt: row.publishedAt.toISOString() }));
  });
}

export interface RunUpdate {
  incident: IncidentCard;
  zone: string;
  runId: string;
  title: string;
  version: number;
  /** What its dues count from. */
  minuteZero: string;
  /** Null when the run is on the version in force. */
  newest: { versionId: string; version: number; publishedAt: string } | null;
  changes: PlanChange[];
}

/**
 * What the version in force would change about one plan of an incident. Without a run: of the first that has a newer
 * version, else of the first.
 * @throws AppError not-found
 */
export async function readRunUpdate(ctx: Ctx, incidentId: string, runId: string | null): Promise<RunUpdate> {
  authorize(ctx, 'incident.read');
  const { practiceId } = ctx;
  return inPracticeSql(ctx, async (door) => {
    const { card: incident, zone } = await requireCard(door, practiceId, incidentId);
    const update = await compareSteps(
      door,
      practiceId,
      incident,
      runId ?? (await firstRun(door, practiceId, incidentId)),
    );
    const { newest } = update;
    const isNewer = newest.versionId !== update.versionId;
    return {
      incident,
      zone,
      runId: update.runId,
      title: update.title,
      version: update.version,
      minuteZero: update.minuteZero.toISOString(),
      newest: isNewer
        ? {
            versionId: newest.versionId,
            version: newest.version,
            publishedAt: newest.publishedAt.toISOString(),
          }
        : null,
      changes: isNewer ? update.changes : [],
    };
  });
}

async function firstRun(door: SqlDoor, practiceId: string, incidentId: string): Promise<string> {
  const [run] = await door.sql<{ id: string }>(
    `select r.id from run r
     join runbook_version v on v."practiceId" = r."practiceId" and v.id = r."versionId"
     join runbook b on b."practiceId" = r."practiceId" and b.id = v."runbookId"
     where r."practiceId" = $1::uuid and r."incidentId" = $2::uuid
     order by r."versionId" = b."currentId", r.position limit 1`,
    [practiceId, incidentId],
  );
  return run?.id ?? '';
}

/** As many titles as a sentence bears; the counts say the rest. */
const MOST_TITLES = 20;

function titlesOf(changes: readonly PlanChange[], kind: PlanChange['kind']): string[] {
  return changes
    .flatMap((change) => (change.kind === kind && 'step' in change ? [change.step.title] : []))
    .slice(0, MOST_TITLES);
}

/**
 * Puts the version that was shown into the checklist. Done stays done, and what the version leaves out stays where
 * something was said about it. Tells nobody: phones show it.
 * @throws AppError forbidden; not-found for the run; conflict when that version is in already or no longer in force
 */
export async function updateRun(
  ctx: MemberCtx,
  door: SqlDoor,
  command: CommandOf<'run.update'>,
  incident: IncidentRow,
): Promise<Applied> {
  authorize(ctx, 'runbook.apply', incident.siteId);
  const { runId, versionId } = command.value;
  const update = await compareSteps(door, ctx.practiceId, incident, runId);
  const { title, version, newest, changes } = update;
  if (versionId === update.versionId)
    throw new AppError(
      'conflict',
      `“${title}” runs on version ${version} here already. Nothing was changed.`,
    );
  if (versionId !== newest.versionId) {
    throw new AppError(
      'conflict',
      'That is not the version in force any more, so nothing was changed. Reload the page, look at what the newest one would change, then apply that.',
    );
  }
  await updateSteps(door, ctx.practiceId, update);
  return record(ctx, door, {
    chainId: incident.id,
    kind: 'run.updated',
    payload: {
      runId,
      versionId,
      title,
      from: version,
      to: newest.version,
      ...updateCounts(changes),
      titles: {
        added: titlesOf(changes, 'step-added'),
        changed: titlesOf(changes, 'step-changed'),
        removed: titlesOf(changes, 'step-removed'),
        moved: titlesOf(changes, 'step-moved'),
      },
    },
    deviceAt: new Date(command.at),
  });
}
