// What screens read about members: who may log in here, who was asked to, who may not any more.
import { authorize, type Ctx } from '@/lib/access';
import { AppError, isId } from '@/lib/core';
import { inPracticeSql, isoText, type Sql } from '@/lib/db';
import type { MemberDetail, MemberLine } from './member-views';

const OPEN = `i."acceptedAt" is null and i."revokedAt" is null`;

/** An invitation's e-mail that did not arrive says why; one that is on its way says nothing. */
const TROUBLE = `coalesce((select case when d.reason = '' then 'It could not be delivered.' else d.reason end
    from delivery d where d."practiceId" = i."practiceId" and d."eventId" = i."eventId"
      and d.state in ('failed', 'dropped', 'unknown') limit 1), '')`;

// What somebody's account is called now, and when it was used, is nobody's business any more once they left.
async function rows(
  sql: Sql,
  practiceId: string,
  now: Date,
  personId: string | null,
): Promise<MemberDetail[]> {
  return sql<MemberDetail>(
    `select p.id as "personId", p.name, coalesce(a.email, v.email) as email, p."right", p."jobRoles", p."siteId",
       s.name as "siteName", p."accountId" is not null as "hasAccount",
       case when p."deactivatedAt" is not null then 'left' when p."right" is not null then 'member'
         when v.id is not null then 'invited' else 'ended' end as state,
       (select ${isoText('max(e."lastSeenAt")')} from session e where e."accountId" = p."accountId" and p."right" is not null
         and (e."practiceId" is null or e."practiceId" = p."practiceId")) as "lastSeenAt",
       case when v.id is not null then jsonb_build_object('id', v.id, 'email', v.email, 'right', v."right",
         'sentAt', v."sentAt", 'expiresAt', v."expiresAt", 'over', v.over, 'trouble', v.trouble) end as invitation,
       coalesce((select jsonb_agg(jsonb_build_object('siteId', t."siteId", 'right', t."right", 'jobRoles', t."jobRoles"))
         from person_site t join site o on o."practiceId" = t."practiceId" and o.id = t."siteId"
           and o."deactivatedAt" is null
         where t."practiceId" = p."practiceId" and t."personId" = p.id), '[]') as parts
     from person p
     left join account a on a.id = p."accountId" and p."right" is not null
     left join site s on s."practiceId" = p."practiceId" and s.id = p."siteId"
     left join lateral (select i.id, i.email, i."right", ${isoText('i."createdAt"')} as "sentAt",
         ${isoText('i."expiresAt"')} as "expiresAt", i."expiresAt" <= $2::timestamptz as over, ${TROUBLE} as trouble
       from invitation i where i."practiceId" = p."practiceId" and i."personId" = p.id and ${OPEN}
       order by i."createdAt" desc limit 1) v on p."deactivatedAt" is null and p."right" is null
     where p."practiceId" = $1::uuid and ($3::uuid is null or p.id = $3::uuid)
       and (p."accountId" is not null or p."right" is not null or exists (select 1 from invitation w
         where w."practiceId" = p."practiceId" and w."personId" = p.id))
     order by p.name, p.id`,
    [practiceId, now.toISOString(), personId],
  );
}

/** Everybody who has, had or was offered a log-in, by name. @throws AppError forbidden. */
export async function readMembers(ctx: Ctx): Promise<MemberLine[]> {
  authorize(ctx, 'members.edit');
  return inPracticeSql(ctx, ({ sql, now }) => rows(sql, ctx.practiceId, now, null));
}

/** One of them, with what they are at single sites. @throws AppError forbidden; not-found. */
export async function readMember(ctx: Ctx, personId: string): Promise<MemberDetail> {
  authorize(ctx, 'members.edit');
  const [row] = isId(personId)
    ? await inPracticeSql(ctx, ({ sql, now }) => rows(sql, ctx.practiceId, now, personId))
    : [];
  if (!row) throw new AppError('not-found', 'There is no such member.');
  return row;
}
