// The readiness kit as screens read it: what it is, when it is due, and who looked last.
import { authorize, type Ctx } from '@/lib/access';
import { AppError, isId } from '@/lib/core';
import { inPracticeSql, isoText, type SqlDoor } from '@/lib/db';
import { kitState } from './rules';
import type { KitCheck, KitItem } from './schema';

/**
 * Due so many days after the last look that found it in order (else after it was added), in the practice's zone. A
 * look that found something wrong makes it due that day, until one finds it in order.
 */
export const KIT_DUE = `least((coalesce((select max(c.at) from kit_check c where c."practiceId" = k."practiceId"
    and c."itemId" = k.id and c.fine), k."createdAt") at time zone p.zone)::date + k."everyDays",
  (select case when not c.fine then (c.at at time zone p.zone)::date end from kit_check c
    where c."practiceId" = k."practiceId" and c."itemId" = k.id order by c.at desc, c.id desc limit 1))`;

type Row = Omit<KitItem, 'state'>;

async function load({ sql, now }: SqlDoor, practiceId: string, itemId: string | null): Promise<KitItem[]> {
  const rows = await sql<Row>(
    `select k.id, k.name, k.detail, k."siteId", s.name as "siteName", k."ownerId", o.name as "ownerName", k."everyDays",
       to_char(due.day, 'YYYY-MM-DD') as "dueOn",
       due.day - ($2::timestamptz at time zone p.zone)::date as days,
       coalesce((select jsonb_agg(jsonb_build_object('fine', c.fine, 'note', c.note, 'by', c.name,
           'at', ${isoText('c.at')}) order by c.at desc, c.id desc)
         from (select x.*, n.name from kit_check x
           left join person n on n."practiceId" = x."practiceId" and n.id = x."personId"
           where x."practiceId" = k."practiceId" and x."itemId" = k.id order by x.at desc, x.id desc limit 5) c),
         '[]') as checks
     from kit_item k join practice p on p."practiceId" = k."practiceId"
     cross join lateral (select ${KIT_DUE} as day) due
     left join site s on s."practiceId" = k."practiceId" and s.id = k."siteId"
     left join person o on o."practiceId" = k."practiceId" and o.id = k."ownerId" and o."deactivatedAt" is null
     where k."practiceId" = $1::uuid and k."deactivatedAt" is null and ($3::uuid is null or k.id = $3::uuid)
     order by k.position, k."createdAt", k.id`,
    [practiceId, now.toISOString(), itemId],
  );
  return rows.map((row) => ({ ...row, state: kitState(lastWord(row.checks), row.days) }));
}

function lastWord([last]: readonly KitCheck[]): boolean | null {
  return last ? last.fine : null;
}

/** Everything of the kit, in the practice's order. @throws AppError forbidden. */
export async function readKit(ctx: Ctx): Promise<KitItem[]> {
  authorize(ctx, 'kit.read');
  return inPracticeSql(ctx, (door) => load(door, ctx.practiceId, null));
}

/** One thing of the kit. @throws AppError forbidden, not-found. */
export async function readKitItem(ctx: Ctx, itemId: string): Promise<KitItem> {
  authorize(ctx, 'kit.read');
  const [item] = isId(itemId) ? await inPracticeSql(ctx, (door) => load(door, ctx.practiceId, itemId)) : [];
  if (!item) throw new AppError('not-found', 'There is no such thing in the kit.');
  return item;
}
