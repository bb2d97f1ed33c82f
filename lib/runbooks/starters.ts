// The starters: plans one begins with. Each edition is a file; a plan remembers which one it came from, and what a
// newer edition changed can be taken over step by step.
import { z } from 'zod';
import { authorize, type Ctx } from '@/lib/access';
import { AppError, once } from '@/lib/core';
import { slug } from '@/lib/core/text';
import { parse } from '@/lib/core/parse';
import { inPracticeSql } from '@/lib/db';
import { readDraft } from './draft';
import { editDraft } from './store';
import { takeDraft } from './writing';
import { freeSlug, importInto } from './import';
import { lockRunbook } from './rows';
import { AddStarter, ImportRunbook, RunbookId, TakeStarterStep } from './schema';
import first from './starters/edition-1.json' with { type: 'json' };
import second from './starters/edition-2.json' with { type: 'json' };
import { takeStep } from './take-step';

const Edition = z.strictObject({
  edition: z.number().int().min(1).max(1000),
  /** What the edition is about, in a sentence. */
  news: z.string().max(500),
  /** Only the starters it changes; the others stay as they were. */
  runbooks: z.array(ImportRunbook).max(100),
});

export type Starter = z.output<typeof ImportRunbook> & { edition: number };

const editions = () => once('runbooks.starters', () => z.array(Edition).parse([first, second]));

/** A starter as it was in an edition (the newest when left out): the last change of it up to there. Null for none. */
export function findStarter(name: string, edition = Infinity): Starter | null {
  const found = editions()
    .filter((each) => each.edition <= edition)
    .flatMap((each) => each.runbooks.map((plan) => ({ ...plan, edition: each.edition })))
    .filter((plan) => plan.slug === name);
  return found.at(-1) ?? null;
}

/** Every starter in its newest edition, in the order of the first. */
export function readStarters(): Starter[] {
  const names = new Set(editions().flatMap((each) => each.runbooks.map((plan) => plan.slug)));
  return [...names].flatMap((name) => findStarter(name) ?? []);
}

/** What an edition is about. */
export function editionNews(edition: number): string {
  return editions().find((each) => each.edition === edition)?.news ?? '';
}

function requireStarter(name: string, edition?: number): Starter {
  const found = findStarter(name, edition);
  if (!found) throw new AppError('not-found', 'There is no such starter.');
  return found;
}

/**
 * Adds a starter as a plan of one's own, a draft; again and again if one likes, each under a short name of its own.
 * @throws AppError forbidden; not-found; limit.
 */
export async function addStarter(
  ctx: Ctx,
  input: z.input<typeof AddStarter>,
): Promise<{ runbookId: string; slug: string }> {
  authorize(ctx, 'runbook.edit');
  const given = parse(AddStarter, input);
  const { edition, ...plan } = requireStarter(given.starter, given.edition);
  return inPracticeSql(ctx, async (door) => {
    const own = await freeSlug(door.sql, ctx.practiceId, plan.slug);
    const number = /-(\d+)$/.exec(own.slice(plan.slug.length))?.[1];
    const title = number === undefined ? plan.title : `${plan.title} (${number})`;
    const from = { slug: given.starter, edition };
    const runbookId = await importInto(door, ctx, { ...plan, slug: slug.parse(own), title }, from);
    return { runbookId, slug: own };
  });
}

/** Takes one step of a plan's starter into its draft. @throws AppError forbidden; not-found for plan or step. */
export async function takeStarterStep(ctx: Ctx, input: z.input<typeof TakeStarterStep>): Promise<void> {
  authorize(ctx, 'runbook.edit');
  const { runbookId, step } = parse(TakeStarterStep, input);
  await inPracticeSql(ctx, async (door) => {
    const runbook = await lockRunbook(door.sql, ctx.practiceId, runbookId);
    const starter = requireStarter(runbook.starter ?? '');
    const draft = await takeDraft(door, ctx, runbook);
    if (!starter.sections.some(({ steps }) => steps.some(({ key }) => key === step)))
      throw new AppError('not-found', 'The starter has no such step.');
    const { plan } = readDraft(draft.doc);
    await editDraft(door, ctx, draft, (doc) => takeStep(doc, plan, starter, step));
  });
}

/** Remembers that the newest edition was looked at. @throws AppError forbidden; not-found. */
export async function seeStarter(ctx: Ctx, input: z.input<typeof RunbookId>): Promise<void> {
  authorize(ctx, 'runbook.edit');
  const { runbookId } = parse(RunbookId, input);
  await inPracticeSql(ctx, async ({ sql }) => {
    const { starter } = await lockRunbook(sql, ctx.practiceId, runbookId);
    const { edition } = requireStarter(starter ?? '');
    await sql(`update runbook set edition = $3::int where "practiceId" = $1::uuid and id = $2::uuid`, [
      ctx.practiceId,
      runbookId,
      edition,
    ]);
  });
}
