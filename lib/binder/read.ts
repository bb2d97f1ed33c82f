// How old the binder on each shelf is: what somebody ticked, and what changed since.
import { authorize, type Ctx } from '@/lib/access';
import { inPracticeSql, isoText } from '@/lib/db';
import { readBinderContents } from './content';
import { changesSince } from './rules';
import type { Binder, BinderPart } from './schema';

interface FileRow {
  siteId: string;
  at: string;
  pages: number;
  print: string;
}

interface TickRow {
  siteId: string;
  at: string;
  by: string | null;
  contents: BinderPart[];
}

/** Every active site's binder in words and times; no number of anybody. @throws AppError forbidden. */
export async function readBinders(ctx: Ctx): Promise<Binder[]> {
  authorize(ctx, 'practice.read');
  const contents = await readBinderContents(ctx);
  const { files, ticks } = await inPracticeSql(ctx, async ({ sql }) => ({
    files: await sql<FileRow>(
      `select "siteId", ${isoText('"madeAt"')} as at, pages, fingerprint as print from binder_file
       where "practiceId" = $1::uuid`,
      [ctx.practiceId],
    ),
    ticks: await sql<TickRow>(
      `select distinct on (t."siteId") t."siteId", ${isoText('t.at')} as at, p.name as by, t.contents
       from binder_tick t left join person p on p."practiceId" = t."practiceId" and p.id = t."personId"
       where t."practiceId" = $1::uuid order by t."siteId", t.at desc, t.id`,
      [ctx.practiceId],
    ),
  }));
  return contents.map(({ site, parts, fingerprint }) => {
    const file = files.find(({ siteId }) => siteId === site.id);
    const tick = ticks.find(({ siteId }) => siteId === site.id);
    const changes = tick ? changesSince(tick.contents, parts) : [];
    return {
      siteId: site.id,
      siteName: site.name,
      made: file ? { at: file.at, pages: file.pages, print: file.print } : null,
      madeIsCurrent: file?.print === fingerprint,
      tickedAt: tick?.at ?? null,
      tickedBy: tick?.by ?? null,
      changes: changes.map(({ words }) => words),
      plansChanged: changes.filter(({ plan }) => plan).length,
      changedSince: changes.length,
      upToDate: tick !== undefined && changes.length === 0,
    };
  });
}
