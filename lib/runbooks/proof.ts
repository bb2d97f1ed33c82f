// The draft as its publisher proofreads it: what it changes, what lint says, who could own, approve and be told.
import { authorize, type Ctx } from '@/lib/access';
import { JOB_ROLES, type JobRole } from '@/lib/access/rules';
import { inPracticeSql } from '@/lib/db';
import { comparePlans, type PlanChange } from './compare';
import { draftOf, readDraft } from './draft';
import { finished } from './plan';
import { lint, type LintFinding } from './lint';
import { findPlan } from './rows';
import type { EditorView } from './schema';
import { readEditor } from './writing';

export interface Proof extends Omit<EditorView, 'state'> {
  title: string;
  /** Against the newest version. */
  changes: PlanChange[];
  findings: LintFinding[];
  ownerId: string | null;
  /** The newest version's number, also of one that is not in force yet. */
  newest: number | null;
  /** Published and waiting for its day: publishing now puts what it changed in force too. */
  waiting: { number: number; effectiveOn: string } | null;
  people: { id: string; name: string; jobRoles: JobRole[] }[];
  /** Job roles whose steps the draft adds, changes, moves or removes: whoever holds them must know. */
  touched: JobRole[];
}

function rolesOf(changes: readonly PlanChange[], roleOf: (key: string) => JobRole[]): JobRole[] {
  const found = changes.flatMap((change) => ('step' in change ? roleOf(change.step.key) : []));
  return JOB_ROLES.filter((role) => found.includes(role));
}

/** Null while nobody has begun a draft. @throws AppError forbidden; not-found. */
export async function readProof(ctx: Ctx, slug: string): Promise<Proof | null> {
  authorize(ctx, 'runbook.publish');
  const editor = await readEditor(ctx, slug);
  if (!editor) return null;
  const { state, ...view } = editor.view;
  const { plan } = readDraft(draftOf(Buffer.from(state, 'base64')));
  const whole = finished(plan);
  return inPracticeSql(ctx, async ({ sql }) => {
    const [row] = await sql<{
      ownerId: string | null;
      newestId: string | null;
      newest: number | null;
      effectiveOn: string | null;
    }>(
      `select r."ownerId", v.id as "newestId", v.number as newest, to_char(v."effectiveOn", 'YYYY-MM-DD') as "effectiveOn" from runbook r
       left join lateral (select w.id, w.number, w."effectiveOn" from runbook_version w where w."practiceId" = r."practiceId"
         and w."runbookId" = r.id and w."publishedAt" is not null order by w.number desc limit 1) v on true
       where r."practiceId" = $1::uuid and r.id = $2::uuid`,
      [ctx.practiceId, view.id],
    );
    const people = await sql<Proof['people'][number]>(
      `select id, name, "jobRoles" from person where "practiceId" = $1::uuid and "deactivatedAt" is null
       order by name, id`,
      [ctx.practiceId],
    );
    const before = await findPlan(sql, ctx.practiceId, row?.newestId ?? null);
    const changes = before ? comparePlans(before, whole) : [];
    const all = [...(before?.sections ?? []), ...whole.sections].flatMap((section) => section.steps);
    const roleOf = (key: string) => all.filter((step) => step.key === key).map((step) => step.role);
    return {
      ...view,
      title: plan.title,
      changes,
      findings: lint(plan, editor.world),
      ownerId: row?.ownerId ?? null,
      newest: row?.newest ?? null,
      waiting:
        row?.newest && row.effectiveOn && row.newest !== view.version
          ? { number: row.newest, effectiveOn: row.effectiveOn }
          : null,
      people,
      touched: before
        ? rolesOf(changes, roleOf)
        : JOB_ROLES.filter((role) => all.some((step) => step.role === role)),
    };
  });
}
