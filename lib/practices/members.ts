// Which practices an account may enter, and as whom. The right is read inside the practice, every time.
import type { MemberCtx } from '@/lib/access';
import { isId } from '@/lib/core';
import { inPracticeSql, inSystem } from '@/lib/db';
import type { SessionView } from '@/lib/identity';
import type { MemberView, PracticeOf } from './schema';

/** The practice a slug names, or null. */
export async function findPracticeId(slug: string): Promise<string | null> {
  // PostgreSQL refuses NUL in text; no slug is longer than its column's rule allows.
  if (!/^[a-z0-9-]{1,48}$/.test(slug)) return null;
  const rows = await inSystem(({ sql }) =>
    sql<{ practiceId: string }>('select "practiceId" from practice_directory where slug = $1', [slug]),
  );
  return rows[0]?.practiceId ?? null;
}

/** Who an account is in a practice right now; null without a right there, or when deactivated. */
export async function findMember(practiceId: string, accountId: string): Promise<MemberView | null> {
  if (!isId(practiceId) || !isId(accountId)) return null;
  return inPracticeSql({ practiceId }, async ({ sql }) => {
    const rows = await sql<MemberView>(
      `select id as "personId", name, "right", "jobRoles",
         coalesce((select jsonb_agg(jsonb_build_object('siteId', s."siteId", 'right', s."right", 'jobRoles', s."jobRoles"))
           from person_site s where s."practiceId" = person."practiceId" and s."personId" = person.id), '[]') as parts
       from person where "practiceId" = $1::uuid and "accountId" = $2::uuid and "right" is not null and "deactivatedAt" is null`,
      [practiceId, accountId],
    );
    return rows[0] ?? null;
  });
}

type Acting = Pick<SessionView, 'accountId' | 'sessionId' | 'practiceId'>;

/**
 * The member whose session that is, in that practice now; null for another's practice exactly as for one that does not
 * exist. A break-glass session opens its own practice only, and there at most what a lead may do.
 */
export async function findMemberCtx(practiceId: string, session: Acting): Promise<MemberCtx | null> {
  if (session.practiceId !== null && session.practiceId !== practiceId) return null;
  const member = await findMember(practiceId, session.accountId);
  if (!member) return null;
  const { accountId, sessionId } = session;
  const capped = session.practiceId === null ? member : asLead(member);
  return { practiceId, actor: { kind: 'member', accountId, sessionId, ...capped } };
}

function asLead(member: MemberView): MemberView & { breakGlass: true } {
  return { ...member, right: member.right === 'staff' ? 'staff' : 'lead', parts: [], breakGlass: true };
}

/** The practices an account has a right in now, by name; at most 50. `only`: the one a break-glass session opens. */
export async function listPracticesOf(accountId: string, only: string | null = null): Promise<PracticeOf[]> {
  if (!isId(accountId)) return [];
  const doors = await inSystem(({ sql }) =>
    sql<{ practiceId: string; slug: string }>(
      `select d."practiceId", d.slug from membership m join practice_directory d using ("practiceId")
       where m."accountId" = $1::uuid and ($2::uuid is null or m."practiceId" = $2::uuid)
       order by d.slug limit 50`,
      [accountId, only],
    ),
  );
  const found: PracticeOf[] = [];
  for (const { practiceId, slug } of doors) {
    const rows = await inPracticeSql({ practiceId }, ({ sql }) =>
      sql<Pick<PracticeOf, 'name' | 'right'>>(
        `select p.name, m."right" from practice p
         join person m on m."practiceId" = p."practiceId" and m."accountId" = $2::uuid
         where p."practiceId" = $1::uuid and m."right" is not null and m."deactivatedAt" is null`,
        [practiceId, accountId],
      ),
    );
    for (const row of rows) found.push({ practiceId, slug, ...row });
  }
  return found.sort((a, b) => a.name.localeCompare(b.name));
}

/** The time zone an account is told times in: that of its first practice; UTC when it has none. */
export async function zoneOfAccount(accountId: string, only: string | null = null): Promise<string> {
  const [first] = await listPracticesOf(accountId, only);
  if (!first) return 'UTC';
  const rows = await inPracticeSql(first, ({ sql }) =>
    sql<{ zone: string }>(`select zone from practice where "practiceId" = $1::uuid`, [first.practiceId]),
  );
  return rows[0]?.zone ?? 'UTC';
}
