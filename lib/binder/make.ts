// Makes the binders and keeps the newest of each site. A print that is still true is never made twice.
import type { z } from 'zod';
import { authorize, type Ctx } from '@/lib/access';
import { AppError, day, newId } from '@/lib/core';
import { parse } from '@/lib/core/parse';
import { inPracticeSql } from '@/lib/db';
import { readPractice, readSites } from '@/lib/practices';
import { printDocument } from '@/lib/print';
import { readRunbook, readRunbooks } from '@/lib/runbooks';
import {
  binderDocument,
  inside,
  readBinderContent,
  readBinderContents,
  surroundings,
  type BinderContent,
} from './content';
import { planSheets } from './plan-sheets';
import { MakeBinder, PrintBinder, PrintPlan, type Asked, type PdfFile } from './schema';

/** Changes may come while it prints; after so many the next job goes on. */
const MOST_ROUNDS = 5;

interface Stored {
  bytes: Uint8Array<ArrayBuffer>;
  pages: number;
}

async function nowOf(ctx: Pick<Ctx, 'practiceId' | 'at'>): Promise<Date> {
  return inPracticeSql(ctx, ({ now }) => Promise.resolve(now));
}

async function findStored(
  { practiceId }: Pick<Ctx, 'practiceId'>,
  content: BinderContent,
): Promise<Stored | null> {
  const rows = await inPracticeSql({ practiceId }, ({ sql }) =>
    sql<{ bytes: Buffer; pages: number }>(
      `select bytes, pages from binder_file
       where "practiceId" = $1::uuid and "siteId" = $2::uuid and fingerprint = $3`,
      [practiceId, content.site.id, content.fingerprint],
    ),
  );
  const row = rows[0];
  return row ? { bytes: new Uint8Array(row.bytes), pages: row.pages } : null;
}

async function isStored({ practiceId }: Pick<Ctx, 'practiceId'>, content: BinderContent): Promise<boolean> {
  const rows = await inPracticeSql({ practiceId }, ({ sql }) =>
    sql(
      `select 1 from binder_file where "practiceId" = $1::uuid and "siteId" = $2::uuid and fingerprint = $3`,
      [practiceId, content.site.id, content.fingerprint],
    ),
  );
  return rows.length > 0;
}

/** Prints a binder and keeps it in place of the one before. */
async function make(ctx: Pick<Ctx, 'practiceId' | 'at'>, content: BinderContent): Promise<Stored> {
  const { practiceId } = ctx;
  const now = await nowOf(ctx);
  const printed = await printDocument(binderDocument(content, now, 'letter'));
  await inPracticeSql(ctx, ({ sql }) =>
    sql(
      `insert into binder_file ("practiceId", id, "siteId", fingerprint, contents, pages, bytes, "madeAt")
       values ($1::uuid, $2::uuid, $3::uuid, $4, $5::jsonb, $6::int, $7::bytea, $8::timestamptz)
       on conflict ("practiceId", "siteId") do update set fingerprint = excluded.fingerprint,
         contents = excluded.contents, pages = excluded.pages, bytes = excluded.bytes, "madeAt" = excluded."madeAt"
         where binder_file."madeAt" <= excluded."madeAt"`,
      [
        practiceId,
        newId(),
        content.site.id,
        content.fingerprint,
        JSON.stringify(content.parts),
        printed.pages,
        Buffer.from(printed.bytes),
        now.toISOString(),
      ],
    ),
  );
  return printed;
}

/**
 * The job: brings every active site's binder up to date. Run twice, late or after a stop half way, it does what is
 * left to do. @throws AppError unavailable when the thread that prints is in trouble: the job comes back.
 */
export async function makeBinders(practiceId: string): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const contents = await readBinderContents({ practiceId });
    let made = 0;
    for (const content of contents) {
      if (await isStored({ practiceId }, content)) continue;
      await make({ practiceId }, content);
      made += 1;
    }
    // What changed while it printed is seen on the next look.
    if (made === 0) return;
  }
}

/** Makes one site's binder now, unless it is up to date. @throws AppError forbidden, invalid, unavailable; not-found. */
export async function makeBinder(ctx: Ctx, input: z.input<typeof MakeBinder>): Promise<void> {
  const { site } = parse(MakeBinder, input);
  authorize(ctx, 'binder.print', site);
  const content = await readBinderContent(ctx, site);
  if (!(await isStored(ctx, content))) await make(ctx, content);
}

/** "lakeside-main-binder.pdf": letters every system can keep. */
function fileName(...parts: readonly string[]): string {
  const words = parts
    .join(' ')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return `${words.slice(0, 80) || 'holdfast'}.pdf`;
}

/**
 * The binder of a site as it is now: the kept print if it is still true, else made and kept.
 * @throws AppError forbidden, invalid, unavailable; not-found.
 */
export async function readBinderPdf(ctx: Ctx, input: Asked<typeof PrintBinder>): Promise<PdfFile> {
  const { site, paper } = parse(PrintBinder, input);
  authorize(ctx, 'binder.print', site);
  const content = await readBinderContent(ctx, site);
  const name = fileName(content.site.name, 'downtime binder');
  if (paper !== 'letter')
    return { name, ...(await printDocument(binderDocument(content, await nowOf(ctx), paper))) };
  return { name, ...((await findStored(ctx, content)) ?? (await make(ctx, content))) };
}

/**
 * One plan on paper, a page for each role, or one role's page. Any published version.
 * @throws AppError forbidden, invalid, unavailable; not-found, also for a role the plan has no step for.
 */
export async function readPlanPdf(ctx: Ctx, input: Asked<typeof PrintPlan>): Promise<PdfFile> {
  authorize(ctx, 'runbook.read');
  const { plan: asked, site: siteId = null, role = null, version = null, paper } = parse(PrintPlan, input);
  const plan = await readRunbook(ctx, asked, version, siteId);
  const whole = inside(ctx);
  const [practice, sites, plans, now] = await Promise.all([
    readPractice(whole),
    readSites(whole),
    readRunbooks(whole),
    nowOf(ctx),
  ]);
  const site = sites.find(({ id }) => id === plan.siteId);
  const around = surroundings(practice, site?.name ?? null, plans);
  const sheets = planSheets(plan, around, role);
  if (sheets.length === 0) throw new AppError('not-found', 'This plan has no step for that job.');
  const printed = await printDocument({
    title: `${plan.title}, ${practice.name}`,
    language: 'en',
    paper,
    madeAt: now.toISOString(),
    made: day(now, practice.zone),
    sheets,
  });
  return { name: fileName(plan.slug, role ?? '', `v${plan.version}`), ...printed };
}
