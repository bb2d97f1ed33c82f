// A draft becomes the version in force. After this the database itself refuses any change to it.
import type { z } from 'zod';
import { actingPerson, authorize, type Ctx } from '@/lib/access';
import type { JobRole } from '@/lib/access/rules';
import { AppError } from '@/lib/core';
import { parse } from '@/lib/core/parse';
import { inPractice, type Door } from '@/lib/db';
import { record } from '@/lib/events';
import { lint, type LintFinding, type LintPlan } from './rules';
import { PublishRunbook } from './schema';

interface Draft extends LintPlan {
  runbookId: string;
  versionId: string;
  number: number;
  title: string;
}

/** The draft of a plan with its row locked. @throws AppError not-found; conflict when nothing waits to be published. */
async function requireDraft(
  door: Door,
  practiceId: string,
  runbookId: string,
  hasOwner: boolean,
): Promise<Draft> {
  const runbooks = await door.sql<{ ownerId: string | null }>(
    `select "ownerId" from runbook where "practiceId" = $1::uuid and id = $2::uuid for update`,
    [practiceId, runbookId],
  );
  const runbook = runbooks[0];
  if (!runbook) throw new AppError('not-found', 'There is no such plan.');
  const rows = await door.sql<Omit<Draft, 'hasOwner' | 'runbookId'>>(
    `select v.id as "versionId", v.number, v.title, v.kind,
       coalesce((select jsonb_agg(jsonb_build_object('title', c.title, 'steps',
           coalesce((select jsonb_agg(jsonb_build_object('key', s.key, 'title', s.title, 'detail', s.detail,
               'role', s.role, 'critical', s.critical, 'needs', s.needs) order by s.position)
             from runbook_step s where s."practiceId" = c."practiceId" and s."sectionId" = c.id), '[]')) order by c.position)
         from runbook_section c where c."practiceId" = v."practiceId" and c."versionId" = v.id), '[]') as sections
     from runbook_version v
     where v."practiceId" = $1::uuid and v."runbookId" = $2::uuid and v."publishedAt" is null`,
    [practiceId, runbookId],
  );
  const draft = rows[0];
  if (!draft) throw new AppError('conflict', 'There is no draft of this plan to publish.');
  return { ...draft, runbookId, hasOwner: hasOwner || runbook.ownerId !== null };
}

/** A year after the given moment, as a day. */
function inAYear(now: Date): Date {
  const day = new Date(now.toISOString().slice(0, 10));
  day.setUTCFullYear(day.getUTCFullYear() + 1);
  return day;
}

/**
 * Publishes the draft as its number and puts it in force. Warnings come back; errors keep it a draft.
 * @throws AppError forbidden; not-found for plan or owner; conflict without a draft; invalid with the lint's errors.
 */
export async function publishRunbook(
  ctx: Ctx,
  input: z.input<typeof PublishRunbook>,
): Promise<{ versionId: string; number: number; warnings: LintFinding[] }> {
  authorize(ctx, 'runbook.publish');
  const given = parse(PublishRunbook, input);
  const { practiceId } = ctx;
  return inPractice(ctx, async (door) => {
    const draft = await requireDraft(door, practiceId, given.runbookId, given.ownerId !== undefined);
    const people = await door.db.person.findMany({
      where: { practiceId, deactivatedAt: null },
      select: { id: true, name: true, jobRoles: true },
    });
    if (given.ownerId !== undefined && !people.some((person) => person.id === given.ownerId)) {
      throw new AppError('not-found', 'There is no such person to own this plan.');
    }
    const findings = lint(
      draft,
      people.map(({ name, jobRoles }) => ({ name, jobRoles: jobRoles as JobRole[] })),
    );
    const errors = findings.filter((finding) => finding.level === 'error');
    if (errors.length > 0) {
      const shown = errors.slice(0, 5).map((finding) => finding.message);
      throw new AppError('invalid', `This plan cannot be published yet. ${shown.join(' ')}`, {
        findings: errors,
      });
    }
    const { versionId, number } = draft;
    await door.db.runbookVersion.update({
      where: { practiceId_id: { practiceId, id: versionId } },
      data: {
        changeNote: given.changeNote,
        publishedAt: door.now,
        publishedBy: actingPerson(ctx.actor),
        reviewOn: given.reviewOn === undefined ? inAYear(door.now) : new Date(given.reviewOn),
      },
    });
    await door.db.runbook.update({
      where: { practiceId_id: { practiceId, id: given.runbookId } },
      data: { currentId: versionId, ...(given.ownerId !== undefined && { ownerId: given.ownerId }) },
    });
    await record(ctx, door, {
      chainId: practiceId,
      kind: 'runbook.published',
      payload: {
        runbookId: given.runbookId,
        versionId,
        number,
        title: draft.title,
        changeNote: given.changeNote,
      },
    });
    return { versionId, number, warnings: findings };
  });
}
