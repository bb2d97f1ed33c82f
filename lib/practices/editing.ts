// What the forms of sites, alternate sites and vendors are opened with. For managers.
import { authorize, type Ctx } from '@/lib/access';
import { mayAt } from '@/lib/access/rules';
import { AppError, isId } from '@/lib/core';
import { inPracticeSql, isoText } from '@/lib/db';
import { alternateFields, factFields, siteFields, systemFields, vendorFields } from './fields';
import { readAlternateSite, SYSTEM_COLUMNS, VENDOR_COLUMNS } from './read';
import type { AlternateSite, Closed, ForEditing, OwnSite, SiteSystem, Vendor } from './schema';

/** One row of the practice by id. @throws AppError not-found. */
async function one<T extends object>(ctx: Ctx, what: string, id: string, text: string): Promise<T> {
  const rows = isId(id) ? await inPracticeSql(ctx, ({ sql }) => sql<T>(text, [ctx.practiceId, id])) : [];
  const [row] = rows;
  if (!row) throw new AppError('not-found', `There is no such ${what}.`);
  return row;
}

/** An open site with its own facts only. @throws AppError forbidden; not-found. */
export async function readSiteForEditing(ctx: Ctx, siteId: string): Promise<ForEditing<OwnSite>> {
  authorize(ctx, 'practice.edit', siteId);
  const value = await one<OwnSite>(
    ctx,
    'site',
    siteId,
    `select id, name, address, phone, zone, hours, facts from site
     where "practiceId" = $1::uuid and id = $2::uuid and "deactivatedAt" is null`,
  );
  return { value, fields: siteFields(value) };
}

/** An open site's systems. @throws AppError forbidden; not-found. */
export async function readSystemsForEditing(
  ctx: Ctx,
  siteId: string,
): Promise<ForEditing<{ siteName: string; systems: SiteSystem[] }>> {
  const { value } = await readSiteForEditing(ctx, siteId);
  const systems = await inPracticeSql(ctx, ({ sql }) =>
    sql<SiteSystem>(
      `select ${SYSTEM_COLUMNS} from site_system where "practiceId" = $1::uuid and "siteId" = $2::uuid
         and "deactivatedAt" is null order by "canWaitMinutes", position, name, id`,
      [ctx.practiceId, siteId],
    ),
  );
  return { value: { siteName: value.name, systems }, fields: systemFields(systems) };
}

/** An alternate site on its site's list. @throws AppError forbidden; not-found. */
export async function readAlternateForEditing(
  ctx: Ctx,
  siteId: string,
  alternateSiteId: string,
): Promise<ForEditing<AlternateSite>> {
  authorize(ctx, 'practice.edit', siteId);
  const { alternate } = await readAlternateSite(ctx, siteId, alternateSiteId);
  return { value: alternate, fields: alternateFields(alternate) };
}

/** A vendor on the list. @throws AppError forbidden; not-found. */
export async function readVendorForEditing(ctx: Ctx, vendorId: string): Promise<ForEditing<Vendor>> {
  authorize(ctx, 'practice.edit');
  const value = await one<Vendor>(
    ctx,
    'vendor',
    vendorId,
    `select ${VENDOR_COLUMNS} from vendor
     where "practiceId" = $1::uuid and id = $2::uuid and "deactivatedAt" is null`,
  );
  return { value, fields: vendorFields(value) };
}

/** The facts that stand at every site that does not say otherwise: whoever edits one site sees them too. */
export async function readFactsForEditing(ctx: Ctx): Promise<ForEditing<Record<string, string>>> {
  authorize(ctx, 'practice.read');
  const { facts } = await one<{ facts: Record<string, string> }>(
    ctx,
    'practice',
    ctx.practiceId,
    `select facts from practice where "practiceId" = $1::uuid and "practiceId" = $2::uuid`,
  );
  return { value: facts, fields: factFields(facts) };
}

/** What was closed or taken off a list, the newest first: as much of it as the reader may bring back. */
export async function readClosed(
  ctx: Ctx,
): Promise<{ sites: Closed[]; alternates: Closed[]; vendors: Closed[] }> {
  authorize(ctx, 'practice.read');
  const { actor } = ctx;
  const mine = (siteId: string | null): boolean =>
    actor.kind === 'system' || (actor.kind === 'member' && mayAt(actor, 'practice.edit', siteId));
  return inPracticeSql(ctx, async ({ sql }) => {
    const closed = (table: string, site: string) =>
      sql<Closed>(
        `select id, name, ${site} as "siteId", ${isoText('"deactivatedAt"')} as "closedAt"
         from ${table} where "practiceId" = $1::uuid and "deactivatedAt" is not null order by "deactivatedAt" desc, id`,
        [ctx.practiceId],
      );
    return {
      sites: (await closed('site', 'null')).filter(({ id }) => mine(id)),
      alternates: (await closed('alternate_site', '"siteId"::text')).filter(({ siteId }) => mine(siteId)),
      vendors: mine(null) ? await closed('vendor', 'null') : [],
    };
  });
}
