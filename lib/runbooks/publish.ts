// A draft becomes a version. After this the database itself refuses any change to it.
import type { z } from 'zod';
import { Temporal } from 'temporal-polyfill';
import { authorize, type Ctx } from '@/lib/access';
import { AppError } from '@/lib/core';
import { explain } from '@/lib/core/text';
import { parse } from '@/lib/core/parse';
import { inPracticeSql, type Sql, type SqlDoor } from '@/lib/db';
import { record } from '@/lib/events';
import { enqueue } from '@/lib/jobs';
import { readDraft } from './draft';
import { lockDraft, settleDraft } from './store';
import { lint, type LintFinding } from './lint';
import { finished as finishedPlan } from './plan';
import { findPlan, lockRunbook, readLintWorld, type RunbookRow } from './rows';
import { FinishedPlan, PublishRunbook } from './schema';
import { writeVersion } from './version-rows';

type Given = z.output<typeof PublishRunbook>;
type Finished = z.output<typeof FinishedPlan>;

/** The findings as one sentence, the first five. */
function sentence(findings: readonly LintFinding[]): string {
  const more = findings.length - 5;
  return [
    ...findings.slice(0, 5).map(({ message }) => message),
    ...(more > 0 ? [`And ${more} more.`] : []),
  ].join(' ');
}

/** Both came out of the same schema, so their fields stand in the same order. */
const same = (a: Finished | undefined, b: Finished) => JSON.stringify(a) === JSON.stringify(b);

/** The draft as it would be published: sections without steps left out. @throws AppError conflict, invalid. */
async function requireFinished(
  { sql }: SqlDoor,
  ctx: Ctx,
  runbook: RunbookRow,
  given: Given,
): Promise<{ plan: Finished; draftId: string; warnings: LintFinding[] }> {
  const draft = runbook.draftId && (await lockDraft(sql, ctx.practiceId, runbook.draftId));
  if (!draft)
    throw new AppError('conflict', 'There is no draft of this plan to publish. Edit the plan first.');
  if (given.seq !== undefined && given.seq !== draft.seq) {
    throw new AppError(
      'conflict',
      'The draft was changed since you looked at it here. Look at what changes above, then publish.',
    );
  }
  const { plan } = readDraft(draft.doc);
  const hasOwner = runbook.ownerId !== null || given.ownerId !== undefined;
  const findings = lint(plan, await readLintWorld(sql, ctx.practiceId, hasOwner));
  const errors = findings.filter(({ level }) => level === 'error');
  const warnings = findings.filter(({ level }) => level === 'warning');
  if (errors.length > 0) {
    throw new AppError('invalid', `This plan cannot be published yet. ${sentence(errors)}`, {
      findings: errors,
    });
  }
  if (warnings.length > 0 && !given.warningsSeen) {
    throw new AppError(
      'invalid',
      `Look at this before you publish, then publish all the same. ${sentence(warnings)}`,
      {
        findings: warnings,
      },
    );
  }
  const finished = FinishedPlan.safeParse(finishedPlan(plan));
  if (!finished.success) {
    throw new AppError('invalid', `This plan cannot be published yet: ${explain(finished.error)}`);
  }
  const newest = await findPlan(sql, ctx.practiceId, runbook.newestId);
  if (newest && same(FinishedPlan.safeParse(newest).data, finished.data)) {
    throw new AppError('conflict', 'The draft says what was published already. There is nothing to publish.');
  }
  return { plan: finished.data, draftId: draft.id, warnings };
}

/** Today and the other day, as days in the practice's zone. @throws AppError invalid. */
async function daysOf(sql: Sql, ctx: Ctx, given: Given, now: Date) {
  const [practice] = await sql<{ zone: string }>(`select zone from practice where "practiceId" = $1::uuid`, [
    ctx.practiceId,
  ]);
  const zone = practice?.zone ?? 'UTC';
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).toPlainDate();
  const effective = given.effectiveOn === undefined ? today : Temporal.PlainDate.from(given.effectiveOn);
  const review =
    given.reviewOn === undefined ? effective.add({ years: 1 }) : Temporal.PlainDate.from(given.reviewOn);
  const inDays = (day: Temporal.PlainDate) => today.until(day).days;
  if (inDays(effective) < 0 || inDays(effective) > 366) {
    throw new AppError('invalid', 'A version comes in force today or within a year. Choose another day.');
  }
  if (inDays(review) <= inDays(effective) || inDays(review) > inDays(effective) + 731) {
    throw new AppError(
      'invalid',
      'The next review is after the plan comes in force, within two years. Choose another day.',
    );
  }
  return {
    effectiveOn: effective.toString(),
    reviewOn: review.toString(),
    later: inDays(effective) > 0,
    starts: new Date(effective.toZonedDateTime(zone).epochMilliseconds),
  };
}

async function requirePerson(sql: Sql, practiceId: string, personId: string | undefined, what: string) {
  if (personId === undefined) return;
  const rows = await sql(
    `select 1 from person where "practiceId" = $1::uuid and id = $2::uuid and "deactivatedAt" is null`,
    [practiceId, personId],
  );
  if (rows.length === 0) throw new AppError('not-found', `There is no such person to ${what} this plan.`);
}

export interface Published {
  versionId: string;
  slug: string;
  number: number;
  /** False until its day comes. */
  inForce: boolean;
  warnings: LintFinding[];
}

/**
 * Publishes the draft under the next number. In force at once, or from its day on. Whoever must know is told.
 * @throws AppError forbidden; not-found for plan, owner or approver; conflict without changes, or when the draft moved
 *   on; invalid with the findings of lint (details.findings): errors, or warnings nobody has seen yet.
 */
export async function publishRunbook(ctx: Ctx, input: z.input<typeof PublishRunbook>): Promise<Published> {
  authorize(ctx, 'runbook.publish');
  const given = parse(PublishRunbook, input);
  const { practiceId } = ctx;
  const { runbookId } = given;
  return inPracticeSql(ctx, async (door) => {
    const { sql, now } = door;
    const runbook = await lockRunbook(sql, practiceId, runbookId);
    await requirePerson(sql, practiceId, given.ownerId, 'own');
    await requirePerson(sql, practiceId, given.approvedBy, 'approve');
    const { plan, draftId, warnings } = await requireFinished(door, ctx, runbook, given);
    const days = await daysOf(sql, ctx, given, now);
    const { versionId, number } = await writeVersion(door, ctx, runbookId, plan, given, days);
    await sql(
      `update runbook set "currentId" = case when $3::boolean then "currentId" else $4::uuid end,
         "ownerId" = coalesce($5::uuid, "ownerId"), "reviewOn" = case when $3::boolean then "reviewOn" else $6::date end
       where "practiceId" = $1::uuid and id = $2::uuid`,
      [practiceId, runbookId, days.later, versionId, given.ownerId ?? null, days.reviewOn],
    );
    await settleDraft(door, ctx, draftId, versionId);
    if (days.later) await enqueue(sql, 'plan-due', { practiceId, runbookId }, { startAfter: days.starts });
    else await enqueue(sql, 'binder', { practiceId });
    await record(ctx, door, {
      chainId: practiceId,
      kind: 'runbook.published',
      payload: {
        runbookId,
        versionId,
        slug: runbook.slug,
        number,
        title: plan.title,
        changeNote: given.changeNote,
        effectiveOn: days.effectiveOn,
        tellRoles: given.tellRoles,
      },
      announces: given.tellRoles.length > 0,
    });
    return { versionId, slug: runbook.slug, number, inForce: !days.later, warnings };
  });
}
