// Everything of a practice that has a day and somebody to remind of it, with how far off that day is.
import { RIGHTS, may } from '@/lib/access/rules';
import type { SqlDoor } from '@/lib/db';
import { KIT_DUE } from './kit-read';
import type { DueKind } from './rules';

export interface DueThing {
  kind: DueKind;
  /** The same for every reminder of this thing and this day: a day that moved is reminded of anew. */
  key: string;
  name: string;
  /** A day like 2026-12-03. */
  on: string;
  days: number;
  /** Who is reminded: its owner, else everybody who keeps the practice. */
  personIds: string[];
}

type Row = Omit<DueThing, 'kind' | 'key'> & { id: string };

const KEEPERS = RIGHTS.filter((right) => may(right, 'kit.edit'));

/** The owner when still here, else the keepers ($3). */
const toRemind = (owner: string) => `(select coalesce(
    (select array[o.id::text] from person o where o."practiceId" = p."practiceId" and o.id = ${owner}
      and o."deactivatedAt" is null),
    array(select m.id::text from person m where m."practiceId" = p."practiceId" and m."right" = any($3::text[])
      and m."deactivatedAt" is null order by m.id))) as "personIds"`;

const TODAY = `($2::timestamptz at time zone p.zone)::date`;

const THINGS: Record<DueKind, string> = {
  agreement: `select a.id, a.name, to_char(a."agreementExpires", 'YYYY-MM-DD') as on, a."agreementExpires" - ${TODAY} as days,
      ${toRemind('a."ownerId"')}
    from alternate_site a join practice p on p."practiceId" = a."practiceId"
    join site s on s."practiceId" = a."practiceId" and s.id = a."siteId" and s."deactivatedAt" is null
    where a."practiceId" = $1::uuid and a."deactivatedAt" is null and a."agreementExpires" is not null
    order by a."agreementExpires", a.name, a.id`,
  kit: `select k.id, k.name, to_char(due.day, 'YYYY-MM-DD') as on, due.day - ${TODAY} as days, ${toRemind('k."ownerId"')}
    from kit_item k join practice p on p."practiceId" = k."practiceId"
    cross join lateral (select ${KIT_DUE} as day) due
    where k."practiceId" = $1::uuid and k."deactivatedAt" is null order by due.day, k.name, k.id`,
  review: `select r.id, v.title as name, to_char(due.day, 'YYYY-MM-DD') as on, due.day - ${TODAY} as days,
      ${toRemind('r."ownerId"')}
    from runbook r join practice p on p."practiceId" = r."practiceId"
    join runbook_version v on v."practiceId" = r."practiceId" and v.id = r."currentId"
    cross join lateral (select coalesce(r."reviewOn", v."reviewOn") as day) due
    where r."practiceId" = $1::uuid and r."deactivatedAt" is null and due.day is not null
    order by due.day, v.title, r.id`,
};

/** All of them, whether or not it is time yet. */
export async function dueThings({ sql, now }: SqlDoor, practiceId: string): Promise<DueThing[]> {
  const found: DueThing[] = [];
  for (const kind of ['agreement', 'kit', 'review'] as const) {
    const rows = await sql<Row>(THINGS[kind], [practiceId, now.toISOString(), KEEPERS]);
    for (const { id, ...row } of rows) found.push({ kind, key: `${kind}:${id}:${row.on}`, ...row });
  }
  return found;
}
