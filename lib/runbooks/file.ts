// A plan as a file: out at any time, in again here or at another practice. Each thing wrong is named with its place.
import type { z } from 'zod';
import { authorize, type Ctx } from '@/lib/access';
import { AppError } from '@/lib/core';
import { parse } from '@/lib/core/parse';
import { inPracticeSql } from '@/lib/db';
import { record } from '@/lib/events';
import { writePlan } from './draft';
import { editDraft } from './store';
import { freeSlug, importInto } from './import';
import { readPlan } from './read-plan';
import { lockRunbook } from './rows';
import { FinishedPlan, ImportFile, PlanFile } from './schema';
import { requireUnchanged, takeDraft } from './writing';

export const FILE_FORMAT = 1;
/** Five hundred steps of four thousand letters would be two; nobody writes those. */
export const MOST_FILE_BYTES = 1_000_000;
const MOST_ERRORS = 50;
const MOST_MESSAGE = 200;

type Raw = { title?: unknown; sections?: { title?: unknown; steps?: { title?: unknown }[] }[] };

const FIELD_WORDS: Record<string, string> = {
  title: 'title',
  detail: 'how-to',
  role: 'job role',
  due: 'due',
  critical: 'critical',
  needs: 'needs',
  evidence: 'evidence',
  key: 'key',
  kind: 'kind',
  trigger: '“use it when”',
  anchor: '“minute 0 is”',
  escalatesTo: 'the plans it can lead to',
};

const named = (title: unknown): string =>
  typeof title === 'string' && title.trim() ? ` “${title.trim().slice(0, 60)}”` : '';

/** "Section 2 “First hour”, step 3 “Call the lab”, title". */
function placeWords(path: readonly PropertyKey[], plan: Raw): string {
  const words: string[] = [];
  const [first, at, second, step, ...rest] = path;
  if (first !== 'sections') return path.length === 0 ? 'The plan' : `The plan’s ${fieldWord(path)}`;
  if (typeof at !== 'number') return 'The sections';
  const section = plan.sections?.[at];
  words.push(`Section ${at + 1}${named(section?.title)}`);
  if (second === 'steps' && typeof step === 'number') {
    words.push(`step ${step + 1}${named(section?.steps?.[step]?.title)}`);
    if (rest.length > 0) words.push(fieldWord(rest));
  } else if (second !== undefined && second !== 'steps') words.push(fieldWord([second]));
  return words.join(', ');
}

const fieldWord = (path: readonly PropertyKey[]): string =>
  FIELD_WORDS[String(path[0])] ?? path.map(String).join('.');

/** Every error as a line with its place. */
function explainPlan(error: z.ZodError, plan: Raw): string {
  const lines = error.issues
    .slice(0, MOST_ERRORS)
    .map((issue) => `${placeWords(issue.path, plan)}: ${issue.message.slice(0, MOST_MESSAGE)}.`);
  const more = error.issues.length - lines.length;
  if (more > 0) lines.push(`And ${more} more.`);
  return lines.join('\n');
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError(
      'invalid',
      'This file cannot be read: it is not a plan that Holdfast exported, or it was cut off. Nothing was imported.',
    );
  }
}

/** The plan in a file. @throws AppError invalid: not a plan, of a newer format, too large, or each error with its place. */
export function planInFile(text: string): z.output<typeof FinishedPlan> {
  if (Buffer.byteLength(text) > MOST_FILE_BYTES) {
    const size = (Buffer.byteLength(text) / 1_000_000).toFixed(1);
    throw new AppError(
      'invalid',
      `This file has ${size} MB. A plan has at most 1 MB: split it. Nothing was imported.`,
    );
  }
  const raw = readJson(text);
  const head = PlanFile.safeParse(raw);
  if (!head.success) {
    throw new AppError('invalid', 'This is not a plan that Holdfast exported. Nothing was imported.');
  }
  if (head.data.format > FILE_FORMAT) {
    throw new AppError(
      'invalid',
      `This file was made by a newer Holdfast (format ${head.data.format}; this one reads ${FILE_FORMAT}). Update Holdfast, or export it there for older ones. Nothing was imported.`,
    );
  }
  const plan = FinishedPlan.safeParse(head.data.plan);
  if (plan.success) return plan.data;
  throw new AppError(
    'invalid',
    `Nothing was imported. Mend this in the file and choose it again:\n${explainPlan(plan.error, head.data.plan as Raw)}`,
  );
}

/** A published version as a file's text. @throws AppError forbidden; not-found. */
export async function exportPlan(ctx: Ctx, slug: string, number: number): Promise<string> {
  const { plan } = await readPlan(ctx, slug, number);
  return `${JSON.stringify({ holdfast: 'plan', format: FILE_FORMAT, slug, version: number, plan }, null, 2)}\n`;
}

/**
 * Takes a file in: as a new plan, or into the draft of one that is there (what it had is put aside, never lost).
 * @throws AppError forbidden; not-found; conflict; invalid, each error with its place.
 */
export async function importFile(ctx: Ctx, input: z.input<typeof ImportFile>): Promise<{ slug: string }> {
  authorize(ctx, 'runbook.edit');
  const { file, into, overDraft } = parse(ImportFile, input);
  const plan = planInFile(file);
  return inPracticeSql(ctx, async (door) => {
    if (into === null) {
      const slug = await freeSlug(door.sql, ctx.practiceId, plan.title);
      await importInto(door, ctx, { ...plan, slug });
      return { slug };
    }
    const runbook = await lockRunbook(door.sql, ctx.practiceId, into);
    const draft = await takeDraft(door, ctx, runbook);
    if (!overDraft) await requireUnchanged(door.sql, ctx, draft.id);
    await editDraft(door, ctx, draft, (doc) => writePlan(doc, plan));
    await record(ctx, door, {
      chainId: ctx.practiceId,
      kind: 'runbook.imported',
      payload: { runbookId: runbook.id, slug: runbook.slug, title: plan.title },
    });
    return { slug: runbook.slug };
  });
}
