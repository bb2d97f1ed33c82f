// What the phone reads: home, one incident, and the snapshot it keeps. Composed from the modules' own reads.
import { createHash } from 'node:crypto';
import type { MemberCtx } from '@/lib/access';
import { partAt } from '@/lib/access/rules';
import { isAppError, isId } from '@/lib/core';
import { readPeople, readTrees } from '@/lib/contacts';
import { inPracticeSql } from '@/lib/db';
import { readBoard, readIncidents } from '@/lib/incidents';
import { readRoster } from '@/lib/notifications';
import { readPractice, readSites, readVendors } from '@/lib/practices';
import { readCurrentRunbooks } from '@/lib/runbooks';
import type { HomeHere, IncidentPull, Snapshot, WireMe } from './schema';

const MOST_RECENT = 10;

/** One incident in full. @throws AppError not-found */
export async function readPull(ctx: MemberCtx, incidentId: string): Promise<IncidentPull> {
  const [board, roster] = await Promise.all([readBoard(ctx, incidentId), readRoster(ctx, incidentId)]);
  const { right, jobRoles } = partAt(ctx.actor, board.incident.siteId);
  return { board, roster, me: { right, jobRoles: [...jobRoles] } };
}

/** What the first paint needs; `named` is the incident in the URL. */
export async function readHome(ctx: MemberCtx, named: string | null): Promise<HomeHere> {
  const [practice, incidents, mine] = await Promise.all([
    readPractice(ctx),
    readIncidents(ctx, { state: 'active' }),
    readMe(ctx),
  ]);
  const live = incidents.filter((incident) => incident.state === 'open');
  const id = named ?? (live.length === 1 ? (live[0]?.id ?? null) : null);
  const open = id === null ? null : await findPull(ctx, id);
  return { practice, me: mine.me, incidents, open, serverTime: mine.serverTime };
}

/** Everything a phone keeps of a practice. */
export async function readSnapshot(ctx: MemberCtx): Promise<Snapshot> {
  const [practice, mine, sites, vendors, people, trees] = await Promise.all([
    readPractice(ctx),
    readMe(ctx),
    readSites(ctx),
    readVendors(ctx),
    readPeople(ctx),
    readTrees(ctx),
  ]);
  const [runbooks, incidents, recent] = await Promise.all([
    // Filled for the reader's own site, as on the laptop.
    readCurrentRunbooks(ctx),
    readIncidents(ctx, { state: 'active' }),
    readIncidents(ctx, { state: 'closed', limit: MOST_RECENT }),
  ]);
  const kept = { practice, me: mine.me, sites, vendors, people, trees, runbooks, incidents, recent };
  const version = createHash('sha256').update(JSON.stringify(kept)).digest('base64url').slice(0, 22);
  return { ...kept, serverTime: mine.serverTime, version };
}

async function readMe(ctx: MemberCtx): Promise<{ me: WireMe; serverTime: string }> {
  const { personId, name, right, jobRoles, parts } = ctx.actor;
  return inPracticeSql(ctx, async ({ sql, now }) => {
    const [row] = await sql<{ language: string }>(
      `select language from person where "practiceId" = $1::uuid and id = $2::uuid`,
      [ctx.practiceId, personId],
    );
    const language = row?.language === 'es' ? 'es' : 'en';
    return {
      me: {
        personId,
        name,
        right,
        jobRoles: [...jobRoles],
        ...(parts.length > 0 && { parts: [...parts] }),
        language,
      },
      serverTime: now.toISOString(),
    };
  });
}

async function findPull(ctx: MemberCtx, id: string): Promise<IncidentPull | null> {
  if (!isId(id)) return null;
  try {
    return await readPull(ctx, id);
  } catch (error) {
    if (isAppError(error) && error.code === 'not-found') return null;
    throw error;
  }
}
