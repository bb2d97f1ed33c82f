// A practice of its own for every test: a copy of a demo practice, made by the database in one transaction.
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import lakeside from '@/prisma/seed/lakeside.json' with { type: 'json' };

/** Copied as they are; ids may repeat, because every key begins with the practice. Parents first. */
const CONTENT = [
  'site',
  'vendor',
  'site_system',
  'person',
  'person_site',
  'alternate_site',
  'reach',
  'tree',
  'tree_branch',
  'tree_member',
  'contact_test',
  'contact_test_person',
  'runbook',
  'runbook_version',
  'runbook_section',
  'runbook_step',
  'runbook_draft',
  'kit_item',
  'kit_check',
  'reminder',
] as const;

export interface Person {
  id: string;
  name: string;
  right: string | null;
  jobRoles: string[];
  accountId: string | null;
  loginEmail: string | null;
  mobile: string | null;
  email: string | null;
}

export interface Minted {
  practiceId: string;
  slug: string;
  name: string;
  smsName: string;
  zone: string;
  people: Person[];
  /** The person whose demo log-in begins so: 'lead' for lead@lakeside.example. */
  who: (login: string) => Person;
}

// Real area codes, so that the numbers stay plausible; each copy of the practice gets its own.
const AREAS = [201, 202, 203, 205, 206, 207, 208, 209, 210, 212, 213, 214, 215, 216, 217, 218, 219, 224, 225];
const AREAS_MORE = [228, 229, 231, 234, 239, 240, 248, 251, 252, 253, 254, 256, 260, 262, 267, 269, 270, 276];
const CODES = [...AREAS, ...AREAS_MORE, 281, 301, 302, 304, 305, 307, 308, 309, 310, 313, 314, 315, 316, 317];

/** The one person of Lakeside whose numbers take no text, in every copy: somebody is always not reached. */
export function bouncing(): string[] {
  const walt = lakeside.people.find((person) => person.key === 'walt-dempsey');
  return CODES.flatMap((area) =>
    (walt?.reach ?? []).map(
      ({ kind, address }) => `+1${kind === 'mobile' ? area : secondArea(area)}${address.slice(5)}`,
    ),
  );
}

function secondArea(area: number): number {
  return Math.min(area + 600, 980);
}

/** Copies the demo practice `from` under a new slug, with log-ins, numbers and addresses of its own. */
export async function mintPractice(db: pg.Client, from: string, number: number): Promise<Minted> {
  const area = CODES[number % CODES.length] ?? 201;
  const slug = `${from}-t${number}`;
  const practiceId = randomUUID();
  await db.query('begin');
  // Superuser of a test cluster: no triggers, no foreign-key checks while rows go in.
  await db.query("set local session_replication_role = 'replica'");
  const source = (
    await db.query<{ practiceId: string }>('select "practiceId" from practice_directory where slug = $1', [
      from,
    ])
  ).rows[0]?.practiceId;
  if (!source) throw new Error(`The template has no demo practice ${from}.`);
  await copyRows(db, 'practice', source, practiceId);
  await db.query('update practice set slug = $2 where "practiceId" = $1', [practiceId, slug]);
  await db.query('insert into practice_directory ("practiceId", slug) values ($1, $2)', [practiceId, slug]);
  for (const table of CONTENT) await copyRows(db, table, source, practiceId);
  await db.query(
    `update reach set address = case kind when 'email' then replace(address, '@', $2)
       else '+1' || case kind when 'mobile' then $3 else $4 end || substr(address, 6) end
     where "practiceId" = $1`,
    [practiceId, `@t${number}.`, String(area), String(secondArea(area))],
  );
  await copyAccounts(db, practiceId, number);
  await inviteOne(db, practiceId);
  await db.query('commit');
  return readMinted(db, practiceId);
}

async function copyRows(db: pg.Client, table: string, from: string, to: string): Promise<void> {
  const { rows } = await db.query<{ column: string }>(
    `select column_name as column from information_schema.columns
     where table_schema = 'public' and table_name = $1 and column_name <> 'practiceId' order by ordinal_position`,
    [table],
  );
  const columns = rows.map((row) => `"${row.column}"`).join(', ');
  await db.query(
    `insert into "${table}" ("practiceId", ${columns}) select $2::uuid, ${columns} from "${table}" where "practiceId" = $1`,
    [from, to],
  );
}

async function copyAccounts(db: pg.Client, practiceId: string, number: number): Promise<void> {
  const { rows } = await db.query<{ personId: string; email: string; name: string; passwordHash: string }>(
    `select p.id as "personId", a.email, a.name, a."passwordHash" from person p join account a on a.id = p."accountId"
     where p."practiceId" = $1`,
    [practiceId],
  );
  for (const row of rows) {
    const accountId = randomUUID();
    await db.query(
      'insert into account (id, email, name, "passwordHash", "emailProvenAt") values ($1, $2, $3, $4, now())',
      [accountId, row.email.replace('@', `@t${number}.`), row.name, row.passwordHash],
    );
    await db.query('insert into membership ("accountId", "practiceId") values ($1, $2)', [
      accountId,
      practiceId,
    ]);
    await db.query('update person set "accountId" = $3 where "practiceId" = $1 and id = $2', [
      practiceId,
      row.personId,
      accountId,
    ]);
  }
}

/** An open invitation, so that there is one to look at and to attack. */
async function inviteOne(db: pg.Client, practiceId: string): Promise<void> {
  await db.query(
    `insert into invitation ("practiceId", id, "personId", "right", email, "eventId", "createdAt", "expiresAt")
     select p."practiceId", $2, p.id, 'staff', r.address, $3, now(), now() + interval '7 days' from person p
     join reach r on r."practiceId" = p."practiceId" and r."personId" = p.id and r.kind = 'email'
     where p."practiceId" = $1 and p."accountId" is null order by p.name limit 1`,
    [practiceId, randomUUID(), randomUUID()],
  );
}

/** A practice as the tests know it. */
export async function readMinted(db: pg.Client, practiceId: string): Promise<Minted> {
  const practice = (
    await db.query<{ slug: string; name: string; smsName: string; zone: string }>(
      'select slug, name, "smsName", zone from practice where "practiceId" = $1',
      [practiceId],
    )
  ).rows[0];
  if (!practice) throw new Error(`No practice ${practiceId}.`);
  const { rows: people } = await db.query<Person>(
    `select p.id, p.name, p."right", p."jobRoles", p."accountId", a.email as "loginEmail",
       (select address from reach r where r."practiceId" = p."practiceId" and r."personId" = p.id and r.kind = 'mobile'
        order by position limit 1) as mobile,
       (select address from reach r where r."practiceId" = p."practiceId" and r."personId" = p.id and r.kind = 'email'
        order by position limit 1) as email
     from person p left join account a on a.id = p."accountId" where p."practiceId" = $1 order by p.name`,
    [practiceId],
  );
  const who = (login: string): Person => {
    const found = people.find((person) => person.loginEmail?.startsWith(`${login}@`));
    if (!found) throw new Error(`${practice.name} has nobody who logs in as ${login}@.`);
    return found;
  };
  return { practiceId, ...practice, people, who };
}
