// What screens read about a practice: itself, its sites with their alternate sites, its vendors.
import { authorize, type Ctx } from '@/lib/access';
import { AppError, isId } from '@/lib/core';
import { inPracticeSql, type Sql } from '@/lib/db';
import type { AlternateSite, PracticeView, Site, SiteSystem, Vendor } from './schema';

/** @throws AppError forbidden; not-found. */
export async function readPractice(ctx: Ctx): Promise<PracticeView> {
  authorize(ctx, 'practice.read');
  const rows = await inPracticeSql(ctx, ({ sql }) =>
    sql<PracticeView>(
      `select "practiceId" as id, slug, name, "smsName", zone, kind, ehr from practice where "practiceId" = $1::uuid`,
      [ctx.practiceId],
    ),
  );
  const practice = rows[0];
  if (!practice) throw new AppError('not-found', 'There is no such practice.');
  return practice;
}

type SiteRow = Omit<Site, 'alternateSites' | 'systems'>;

const SITES = `select s.id, s.name, s.address, s.phone, coalesce(s.zone, p.zone) as zone, s.hours, p.facts || s.facts as facts
  from site s join practice p on p."practiceId" = s."practiceId"
  where s."practiceId" = $1::uuid and s."deactivatedAt" is null`;

/** Active sites in their order, each with its alternate sites. @throws AppError forbidden. */
export async function readSites(ctx: Ctx): Promise<Site[]> {
  authorize(ctx, 'practice.read');
  return inPracticeSql(ctx, async ({ sql }) => {
    const sites = await sql<SiteRow>(`${SITES} order by s.position, s.name, s.id`, [ctx.practiceId]);
    const alternates = await sql<AlternateSite>(
      `select id, "siteId", name, address, "mapUrl", keys, agreement,
         to_char("agreementExpires", 'YYYY-MM-DD') as "agreementExpires", capacity, power, network, phone,
         "ownerId", "coldChain", "drugStorage", "worksThere", "doesNotWork", "reportsThere", checks
       from alternate_site where "practiceId" = $1::uuid and "deactivatedAt" is null order by name, id`,
      [ctx.practiceId],
    );
    const systems = await sql<SiteSystem & { siteId: string }>(
      `select id, "siteId", "vendorId", name, "canWaitMinutes", meanwhile from site_system
       where "practiceId" = $1::uuid and "deactivatedAt" is null order by "canWaitMinutes", position, name, id`,
      [ctx.practiceId],
    );
    return sites.map((site) => ({
      ...site,
      systems: systems.filter(({ siteId }) => siteId === site.id).map(({ siteId: _, ...system }) => system),
      alternateSites: alternates.filter((alternate) => alternate.siteId === site.id),
    }));
  });
}

/** One active site, for verbs inside their own transaction. @throws AppError not-found. */
export async function requireSite(sql: Sql, practiceId: string, siteId: string): Promise<SiteRow> {
  const rows = isId(siteId) ? await sql<SiteRow>(`${SITES} and s.id = $2::uuid`, [practiceId, siteId]) : [];
  const site = rows[0];
  if (!site) throw new AppError('not-found', 'There is no such site.');
  return site;
}

/** Active vendors in their order. @throws AppError forbidden. */
export async function readVendors(ctx: Ctx): Promise<Vendor[]> {
  authorize(ctx, 'practice.read');
  return inPracticeSql(ctx, ({ sql }) =>
    sql<Vendor>(
      `select id, kind, name, "supportLine", "accountNumber", promise, "promisePercent", "countsFrom",
         "claimDays", "exitFacts", "dataExport", "statusPage"
       from vendor where "practiceId" = $1::uuid and "deactivatedAt" is null order by position, name, id`,
      [ctx.practiceId],
    ),
  );
}
