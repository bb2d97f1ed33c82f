// Plans as screens read them: the list, one plan, and all that are in force for a phone's copy.
import { authorize, type Ctx } from '@/lib/access';
import { AppError, isId } from '@/lib/core';
import { inPracticeSql, isoText, type Sql } from '@/lib/db';
import { fillPlan, type SiteValues } from './rules';
import type { RunbookCard, RunbookView } from './schema';

/** Every plan in force, in the practice's order. @throws AppError forbidden. */
export async function readRunbooks(ctx: Ctx): Promise<RunbookCard[]> {
  authorize(ctx, 'runbook.read');
  return inPracticeSql(ctx, ({ sql }) =>
    sql<RunbookCard>(
      `select r.id, r.slug, v.title, v.kind, v.trigger, v.number as version, ${isoText('v."publishedAt"')} as "publishedAt",
         to_char(r."reviewOn", 'YYYY-MM-DD') as "reviewOn", o.name as "ownerName",
         (select count(*)::int from runbook_step s where s."practiceId" = v."practiceId" and s."versionId" = v.id) as steps
       from runbook r
       join runbook_version v on v."practiceId" = r."practiceId" and v.id = r."currentId"
       left join person o on o."practiceId" = r."practiceId" and o.id = r."ownerId"
       where r."practiceId" = $1::uuid and r."deactivatedAt" is null order by r.position, v.title, r.id`,
      [ctx.practiceId],
    ),
  );
}

const FULL = `select r.id, r.slug, v.title, v.kind, v.trigger, v.anchor, v."escalatesTo", v.number as version,
    ${isoText('v."publishedAt"')} as "publishedAt", p.name as "publishedBy", v."changeNote",
    to_char(r."reviewOn", 'YYYY-MM-DD') as "reviewOn", o.name as "ownerName", v.id = r."currentId" as current,
    a.name as "approvedBy", to_char(v."effectiveOn", 'YYYY-MM-DD') as "effectiveOn",
    r."deactivatedAt" is not null as removed,
    v.number > coalesce((select c.number from runbook_version c
      where c."practiceId" = r."practiceId" and c.id = r."currentId"), 0) as coming,
    (select to_char(n."effectiveOn", 'YYYY-MM-DD') from runbook_version n
      where n."practiceId" = r."practiceId" and n."runbookId" = r.id and n."publishedAt" is not null
        and n.number > (select c.number from runbook_version c
          where c."practiceId" = r."practiceId" and c.id = r."currentId")
      order by n.number desc limit 1) as upcoming,
    coalesce((select jsonb_agg(jsonb_build_object('id', c.id, 'key', c.key, 'title', c.title, 'steps',
        coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'key', s.key, 'title', s.title, 'detail', s.detail,
            'role', s.role, 'due', s.due, 'critical', s.critical, 'needs', s.needs,
            'evidence', s.evidence) order by s.position)
          from runbook_step s where s."practiceId" = c."practiceId" and s."versionId" = c."versionId"
            and s."sectionId" = c.id), '[]')) order by c.position)
      from runbook_section c where c."practiceId" = v."practiceId" and c."versionId" = v.id), '[]') as sections,
    (select jsonb_agg(jsonb_build_object('number', w.number, 'publishedAt', ${isoText('w."publishedAt"')},
        'changeNote', w."changeNote") order by w.number desc)
      from runbook_version w where w."practiceId" = r."practiceId" and w."runbookId" = r.id
        and w."publishedAt" is not null) as versions
  from runbook r
  join runbook_version v on v."practiceId" = r."practiceId" and v."runbookId" = r.id and v."publishedAt" is not null
  left join person o on o."practiceId" = r."practiceId" and o.id = r."ownerId"
  left join person p on p."practiceId" = v."practiceId" and p.id = v."publishedBy"
  left join person a on a."practiceId" = v."practiceId" and a.id = v."approvedBy"
  where r."practiceId" = $1::uuid`;

type Row = Omit<RunbookView, 'siteId'>;
type Values = SiteValues & { id: string };

/** Whose values fill a plan: the site asked for, else the reader's own, else the practice's first. */
async function findSite(sql: Sql, ctx: Ctx, siteId: string | null): Promise<Values | null> {
  const reader = ctx.actor.kind === 'member' ? ctx.actor.personId : null;
  const rows = await sql<Values>(
    `select s.id, s.name, s.address, s.phone, r.facts || s.facts as facts from site s
     join practice r on r."practiceId" = s."practiceId"
     left join person p on p."practiceId" = s."practiceId" and p.id = $2::uuid
     where s."practiceId" = $1::uuid and s."deactivatedAt" is null and ($3::uuid is null or s.id = $3::uuid)
     order by s.id = p."siteId" desc nulls last, s.position, s.name, s.id limit 1`,
    [ctx.practiceId, reader, siteId],
  );
  return rows[0] ?? null;
}

function filled(row: Row, site: Values | null): RunbookView {
  return site === null ? { ...row, siteId: null } : { ...fillPlan(row, site), siteId: site.id };
}

/**
 * One plan: the version in force, or any published one by number. {{site.x}} is filled for the site asked for, else
 * for the reader's own.
 * @throws AppError forbidden; not-found for plan, version or site.
 */
export async function readRunbook(
  ctx: Ctx,
  idOrSlug: string,
  versionNumber: number | null = null,
  siteId: string | null = null,
): Promise<RunbookView> {
  authorize(ctx, 'runbook.read');
  const missing = new AppError('not-found', 'There is no such plan.');
  const known = isId(idOrSlug) ? 'id = $2::uuid' : /^[a-z0-9-]{1,48}$/.test(idOrSlug) ? 'slug = $2' : null;
  const plausible =
    versionNumber === null || (Number.isInteger(versionNumber) && Math.abs(versionNumber) < 2 ** 31);
  if (known === null || !plausible || (siteId !== null && !isId(siteId))) throw missing;
  return inPracticeSql(ctx, async ({ sql }) => {
    const which = versionNumber === null ? 'v.id = r."currentId"' : 'v.number = $3::int';
    const [row] = await sql<Row>(`${FULL} and r.${known} and ${which}`, [
      ctx.practiceId,
      idOrSlug,
      ...(versionNumber === null ? [] : [versionNumber]),
    ]);
    const site = row && (await findSite(sql, ctx, siteId));
    if (!row || (siteId !== null && !site)) throw missing;
    return filled(row, site ?? null);
  });
}

/**
 * Every plan in force, whole, in one read. Filled for the reader's own site; `raw` leaves {{site.x}} as written, for
 * a copy that must serve every site (fill it with fillPlan from ./rules).
 * @throws AppError forbidden.
 */
export async function readCurrentRunbooks(
  ctx: Ctx,
  options: { siteId?: string; raw?: boolean } = {},
): Promise<RunbookView[]> {
  authorize(ctx, 'runbook.read');
  const { siteId = null, raw = false } = options;
  if (siteId !== null && !isId(siteId)) throw new AppError('not-found', 'There is no such site.');
  return inPracticeSql(ctx, async ({ sql }) => {
    const site = raw ? null : await findSite(sql, ctx, siteId);
    if (siteId !== null && !raw && !site) throw new AppError('not-found', 'There is no such site.');
    const rows = await sql<Row>(
      `${FULL} and v.id = r."currentId" and r."deactivatedAt" is null order by r.position, v.title, r.id`,
      [ctx.practiceId],
    );
    return rows.map((row) => filled(row, site));
  });
}
