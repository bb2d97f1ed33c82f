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
      `select "practiceId" as id, slug, name, "smsName", zone, kind, ehr, photos from practice where "practiceId" = $1::uuid`,
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

export const ALTERNATE_COLUMNS = `id, "siteId", name, address, "mapUrl", keys, agreement,
  to_char("agreementExpires", 'YYYY-MM-DD') as "agreementExpires", "ownerId", capacity, power, network, phone,
  "coldChain", "drugStorage", "worksThere", "doesNotWork", "reportsThere", checks`;
export const SYSTEM_COLUMNS = 'id, "vendorId", name, "canWaitMinutes", meanwhile';
export const VENDOR_COLUMNS = `id, kind, name, "supportLine", "accountNumber", promise, "promisePercent", "countsFrom",
  "claimDays", "exitFacts", "dataExport", "statusPage"`;

/** Active sites in their order, each with its alternate sites. @throws AppError forbidden. */
export async function readSites(ctx: Ctx): Promise<Site[]> {
  authorize(ctx, 'practice.read');
  return inPracticeSql(ctx, async ({ sql }) => {
    const sites = await sql<SiteRow>(`${SITES} order by s.position, s.name, s.id`, [ctx.practiceId]);
    const alternates = await sql<AlternateSite>(
      `select ${ALTERNATE_COLUMNS}
       from alternate_site where "practiceId" = $1::uuid and "deactivatedAt" is null order by name, id`,
      [ctx.practiceId],
    );
    const systems = await sql<SiteSystem & { siteId: string }>(
      `select ${SYSTEM_COLUMNS}, "siteId" from site_system
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

/** One alternate site of an open site, with that site's name. @throws AppError forbidden; not-found. */
export async function readAlternateSite(
  ctx: Ctx,
  siteId: string,
  alternateSiteId: string,
): Promise<{ siteName: string; alternate: AlternateSite }> {
  authorize(ctx, 'practice.read');
  const { practiceId } = ctx;
  return inPracticeSql(ctx, async ({ sql }) => {
    const site = await requireSite(sql, practiceId, siteId);
    const rows = isId(alternateSiteId)
      ? await sql<AlternateSite>(
          `select ${ALTERNATE_COLUMNS} from alternate_site
           where "practiceId" = $1::uuid and "siteId" = $2::uuid and id = $3::uuid and "deactivatedAt" is null`,
          [practiceId, siteId, alternateSiteId],
        )
      : [];
    const [alternate] = rows;
    if (!alternate) throw new AppError('not-found', 'There is no such alternate site.');
    return { siteName: site.name, alternate };
  });
}

/** Active vendors in their order. @throws AppError forbidden. */
export async function readVendors(ctx: Ctx): Promise<Vendor[]> {
  authorize(ctx, 'practice.read');
  return inPracticeSql(ctx, ({ sql }) =>
    sql<Vendor>(
      `select ${VENDOR_COLUMNS}
       from vendor where "practiceId" = $1::uuid and "deactivatedAt" is null order by position, name, id`,
      [ctx.practiceId],
    ),
  );
}
