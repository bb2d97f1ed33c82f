// What the pages of people read: the list with its search, one person with every way, and who left.
import { authorize, type Ctx } from '@/lib/access';
import { may } from '@/lib/access/rules';
import { AppError, isId } from '@/lib/core';
import { inPracticeSql, isoText, type Sql } from '@/lib/db';
import { numberWarning } from '@/lib/core/addresses';
import { isOwn, personFields, requireOwnOrEdit } from './people';
import type { PeopleList, PersonLine, PersonPage, WayLine } from './people-schema';
import { CODE_MINUTES, CODE_TRIES, isReachable, reachProblems } from './rules';

const PAGE_SIZE = 50;

const ASKED = `(select max(m.at) from reminder m where m."practiceId" = p."practiceId" and m."personId" = p.id
  and m.about like 'confirm:%' and m.at > coalesce(p."confirmedAt", '-infinity'))`;

const WAYS = `coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'kind', r.kind, 'address', r.address,
    'verified', r."verifiedAt" is not null, 'optedOut', r."optedOutAt" is not null,
    'consent', r."consentAt" is not null, 'lastAnsweredAt', ${isoText('r."lastAnsweredAt"')})
    order by r.position, r.id)
  from reach r where r."practiceId" = p."practiceId" and r."personId" = p.id and r."removedAt" is null), '[]') as reaches`;

/** Active people by name, a page at a time. Addresses only for leads and up, and one's own. @throws AppError forbidden. */
export async function listPeople(
  ctx: Ctx,
  wanted: { search?: string | null; page?: number } = {},
): Promise<PeopleList> {
  authorize(ctx, 'contacts.read');
  const { actor, practiceId } = ctx;
  const sees = actor.kind === 'system' || (actor.kind === 'member' && may(actor.right, 'contacts.reach'));
  const own = actor.kind === 'member' ? actor.personId : null;
  const search = (wanted.search ?? '').trim().slice(0, 100);
  // Written out of it: % and _ are letters here, and a number is found however it is typed.
  const like = `%${search.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  const digits = search.replace(/\D/g, '');
  const byNumber = digits.length >= 4 && !/\p{L}/u.test(search) ? `%${digits}%` : null;
  return inPracticeSql(ctx, async ({ sql }) => {
    const where = `p."practiceId" = $1::uuid and p."deactivatedAt" is null and (lower(p.name) like $2
      or $3::boolean and exists (select 1 from reach r where r."practiceId" = p."practiceId" and r."personId" = p.id
        and r."removedAt" is null and (lower(r.address) like $2 or r.address like $4::text)))`;
    const values = [practiceId, like, sees, byNumber];
    const [count] = await sql<{ found: number }>(
      `select count(*)::int as found from person p where ${where}`,
      values,
    );
    const found = count?.found ?? 0;
    const pages = Math.max(1, Math.ceil(found / PAGE_SIZE));
    const page = Math.min(Math.max(1, Math.trunc(wanted.page ?? 1) || 1), pages);
    const lines = await sql<PersonLine>(
      `select p.id, p.name, p."jobRoles", p."siteId", p."right", ${isoText('p."confirmedAt"')} as "confirmedAt",
         ${isoText(ASKED)} as "askedAt", ${WAYS}
       from person p where ${where} order by lower(p.name), p.id limit ${PAGE_SIZE} offset $5::int`,
      [...values, (page - 1) * PAGE_SIZE],
    );
    const summary = await reachSummary(sql, practiceId);
    return {
      ...summary,
      found,
      page,
      pages,
      lines: lines.map((line) => ({
        ...line,
        reaches: line.reaches.map((way) => ({
          ...way,
          address: sees || line.id === own ? way.address : null,
        })),
      })),
      left: await sql<PeopleList['left'][number]>(
        `select id, name, ${isoText('"deactivatedAt"')} as "deactivatedAt" from person
         where "practiceId" = $1::uuid and "deactivatedAt" is not null and "right" is null
         order by "deactivatedAt" desc, id limit 50`,
        [practiceId],
      ),
    };
  });
}

/** Worst first: whom nobody reaches is named before whoever lacks a second number. */
const WORST = [
  'no number and no e-mail',
  'opted out of every way',
  'opted out of one way',
  'no number for texts',
];

async function reachSummary(
  sql: Sql,
  practiceId: string,
): Promise<Pick<PeopleList, 'total' | 'reachable' | 'firstToFix'>> {
  const people = await sql<{ name: string; reaches: PersonLine['reaches'] }>(
    `select p.name, ${WAYS} from person p where p."practiceId" = $1::uuid and p."deactivatedAt" is null
     order by lower(p.name), p.id`,
    [practiceId],
  );
  const problems = people.flatMap(({ name, reaches }) => {
    const [problem] = reachProblems(reaches);
    if (problem === undefined) return [];
    const rank = WORST.indexOf(problem);
    return [{ sentence: `${name}: ${problem}`, rank: rank === -1 ? WORST.length : rank }];
  });
  const worst = problems.reduce<(typeof problems)[number] | null>(
    (best, one) => (best === null || one.rank < best.rank ? one : best),
    null,
  );
  return {
    total: people.length,
    reachable: people.filter(({ reaches }) => isReachable(reaches)).length,
    firstToFix: worst?.sentence ?? null,
  };
}

type PersonRow = Omit<PersonPage, 'own' | 'manages' | 'ways' | 'places' | 'fields' | 'notMeAt'>;

/**
 * One person with every way in full: for managers, and for the person. Notes are for managers.
 * @throws AppError forbidden; not-found.
 */
export async function readPerson(ctx: Ctx, personId: string): Promise<PersonPage> {
  const { actor, practiceId } = ctx;
  authorize(ctx, 'contacts.read');
  const own = isOwn(ctx, personId);
  const manages = actor.kind === 'system' || (actor.kind === 'member' && may(actor.right, 'contacts.edit'));
  if (!own && !manages) throw new AppError('not-found', 'There is no such person.');
  requireOwnOrEdit(ctx, personId);
  return inPracticeSql(ctx, async ({ sql, now }) => {
    const [row] = isId(personId)
      ? await sql<PersonRow>(
          `select p.id, p.name, p."jobRoles", p."siteId", p."right", p.language, p.notes,
             ${isoText('p."confirmedAt"')} as "confirmedAt", ${isoText(ASKED)} as "askedAt",
             ${isoText('p."deactivatedAt"')} as "deactivatedAt"
           from person p where p."practiceId" = $1::uuid and p.id = $2::uuid`,
          [practiceId, personId],
        )
      : [];
    if (!row) throw new AppError('not-found', 'There is no such person.');
    const ways = await readWays(sql, practiceId, personId, now);
    return {
      ...row,
      notes: manages ? row.notes : '',
      own,
      manages,
      ways,
      places: await placesOf(sql, practiceId, personId),
      notMeAt: await notMeAt(sql, practiceId, personId),
      fields: personFields(row),
    };
  });
}

async function readWays(sql: Sql, practiceId: string, personId: string, now: Date): Promise<WayLine[]> {
  const ways = await sql<Omit<WayLine, 'warning'>>(
    `select r.id, r.kind, r.address, r."consentBy", r."consentWords",
       ${isoText('r."verifiedAt"')} as "verifiedAt", ${isoText('r."consentAt"')} as "consentAt",
       ${isoText('r."optedOutAt"')} as "optedOutAt", ${isoText('r."lastAnsweredAt"')} as "lastAnsweredAt",
       r."codeId" is not null and r."codeTries" < ${CODE_TRIES}
         and r."codeSentAt" > $3::timestamptz - interval '${CODE_MINUTES} minutes' as "codeOpen",
       array(select o.name from reach s join person o on o."practiceId" = s."practiceId" and o.id = s."personId"
         where s."practiceId" = r."practiceId" and s.address = r.address and s."personId" <> r."personId"
           and s."removedAt" is null and o."deactivatedAt" is null order by o.name limit 5) as "sharedWith"
     from reach r where r."practiceId" = $1::uuid and r."personId" = $2::uuid and r."removedAt" is null
     order by r.position, r.id`,
    [practiceId, personId, now.toISOString()],
  );
  return ways.map((way) => ({ ...way, warning: way.kind === 'email' ? null : numberWarning(way.address) }));
}

async function placesOf(sql: Sql, practiceId: string, personId: string): Promise<string[]> {
  const rows = await sql<{ place: string }>(
    `select place from (
       select 'leads ' || b.name || ' (' || t.name || ')' as place, t.position, b.position as second
         from tree_branch b join tree t on t."practiceId" = b."practiceId" and t.id = b."treeId"
         where b."practiceId" = $1::uuid and b."leadId" = $2::uuid and t."deactivatedAt" is null
       union all
       select 'deputy of ' || b.name || ' (' || t.name || ')', t.position, b.position
         from tree_branch b join tree t on t."practiceId" = b."practiceId" and t.id = b."treeId"
         where b."practiceId" = $1::uuid and b."deputyId" = $2::uuid and t."deactivatedAt" is null
       union all
       select 'in ' || b.name || ' (' || t.name || ')', t.position, b.position
         from tree_member m join tree_branch b on b."practiceId" = m."practiceId" and b.id = m."branchId"
         join tree t on t."practiceId" = b."practiceId" and t.id = b."treeId"
         where m."practiceId" = $1::uuid and m."personId" = $2::uuid and t."deactivatedAt" is null) x
     order by x.position, x.second limit 40`,
    [practiceId, personId],
  );
  return rows.map(({ place }) => place);
}

/** Null when they said since that all is right. */
async function notMeAt(sql: Sql, practiceId: string, personId: string): Promise<string | null> {
  const [last] = await sql<{ kind: string; at: string }>(
    `select kind, ${isoText('at')} as at from event where "practiceId" = $1::uuid and "chainId" = $1::uuid
       and kind in ('person.not-me', 'person.confirmed') and payload ->> 'personId' = $2 order by seq desc limit 1`,
    [practiceId, personId],
  );
  return last?.kind === 'person.not-me' ? last.at : null;
}
