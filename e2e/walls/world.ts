// Two practices for the walls: ours (the attacker's) and theirs, whose every text carries a canary.
import type pg from 'pg';
import type { Minted } from '../support/mint';

export const CANARY = 'CANARY-B';

/** Free text of every tenant table: what must never be seen elsewhere. */
const TEXTS: Record<string, string[]> = {
  practice: ['name', 'kind', 'ehr'],
  site: ['name', 'address'],
  alternate_site: ['name', 'address', 'keys', 'agreement', 'capacity'],
  site_system: ['name', 'meanwhile'],
  vendor: ['name', 'supportLine', 'accountNumber', 'promise', 'exitFacts', 'dataExport'],
  person: ['name', 'notes'],
  people_import: ['fileName'],
  contact_test: ['treeName'],
  contact_test_person: ['name'],
  tree: ['name'],
  tree_branch: ['name'],
  runbook: ['title'],
  runbook_version: ['title', 'trigger', 'changeNote'],
  runbook_section: ['title'],
  runbook_step: ['title', 'detail'],
  incident: ['closeReason'],
  run: ['title'],
  run_step: ['title', 'detail'],
  delivery: ['subject', 'body', 'reason'],
  kit_item: ['name', 'detail'],
  kit_check: ['note'],
  runbook_review: ['note'],
};

/** Marks every text of a practice. The superuser of the test cluster may; the product's roles could not. */
export async function plantCanaries(db: pg.Client, practiceId: string): Promise<void> {
  await db.query('begin');
  await db.query("set local session_replication_role = 'replica'");
  for (const [table, wanted] of Object.entries(TEXTS)) {
    const { rows } = await db.query<{ name: string }>(
      `select column_name as name from information_schema.columns
       where table_schema = 'public' and table_name = $1 and data_type = 'text' and column_name = any($2)`,
      [table, wanted],
    );
    if (rows.length === 0) continue;
    const sets = rows.map(({ name }) => `"${name}" = "${name}" || ' ${CANARY}-${table}-${name}'`).join(', ');
    await db.query(`update "${table}" set ${sets} where "practiceId" = $1`, [practiceId]);
  }
  await db.query('commit');
}

/** One hash a tenant table over all rows of a practice: any change shows. Seals are the worker's, at its own time. */
export async function rowHashes(db: pg.Client, practiceId: string): Promise<Record<string, string>> {
  const { rows: tables } = await db.query<{ name: string }>(
    `select c.table_name as name from information_schema.columns c join information_schema.tables t
       using (table_schema, table_name)
     where c.table_schema = 'public' and c.column_name = 'practiceId' and t.table_type = 'BASE TABLE'
       and c.table_name <> 'chain_seal' order by 1`,
  );
  const hashes: Record<string, string> = {};
  for (const { name } of tables) {
    const { rows } = await db.query<{ hash: string }>(
      `select count(*) || ':' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as hash
       from "${name}" t where "practiceId" = $1`,
      [practiceId],
    );
    hashes[name] = rows[0]?.hash ?? '';
  }
  return hashes;
}

/** Ids of one practice, by what they are ids of. */
export type Ids = Record<string, string>;

/** One id of everything a practice has, for places in addresses and commands. */
export async function idsOf(db: pg.Client, practice: Minted): Promise<Ids> {
  const one = async (text: string): Promise<string> =>
    (await db.query<{ id: string }>(text, [practice.practiceId])).rows[0]?.id ?? '';
  const first = (table: string, where = 'true'): Promise<string> =>
    one(`select id::text from "${table}" where "practiceId" = $1 and ${where} order by id limit 1`);
  return {
    practice: practice.slug,
    practiceId: practice.practiceId,
    site: await first('site'),
    tree: await first('tree'),
    test: await first('contact_test'),
    person: await first('person', '"accountId" is null'),
    // Somebody else's for everybody who can ask: one's own ways are one's own.
    reach: await first(
      'reach',
      '"removedAt" is null and "personId" in (select id from person where "accountId" is null)',
    ),
    staffList: await first('people_import'),
    // Nobody who asks: a way that takes a right away must not take it from the next asker.
    member: (
      practice.people.find(({ loginEmail }) => loginEmail?.startsWith('nurse@')) ?? practice.who('staff')
    ).id,
    invitation: await first('invitation'),
    vendor: await first('vendor'),
    alternate: await first('alternate_site'),
    alternateOf: await one(
      `select "siteId"::text as id from alternate_site where "practiceId" = $1 and id::text =
         (select id::text from alternate_site where "practiceId" = $1 order by id limit 1)`,
    ),
    runbook: await first('runbook'),
    runbookSlug: await one('select slug as id from runbook where "practiceId" = $1 order by id limit 1'),
    version: await first('runbook_version'),
    draft: await first('runbook_draft'),
    kitItem: await first('kit_item'),
    incident: await first('incident', "state = 'open'"),
    closed: await first('incident', "state = 'closed'"),
    step: await first(
      'run_step',
      `"incidentId" = (select id from incident where "practiceId" = $1 and state = 'open' limit 1)`,
    ),
    // Of that incident: a page that names both finds both.
    run: await first(
      'run',
      `"incidentId" = (select id from incident where "practiceId" = $1 and state = 'open' order by id limit 1)`,
    ),
    delivery: await first('delivery'),
    command: await first('command'),
    photo: await first('photo'),
    session: await one(
      `select s.id::text from session s join person p on p."accountId" = s."accountId"
       where p."practiceId" = $1 and s."revokedAt" is null order by s.id limit 1`,
    ),
  };
}

/** Ids of the same length that nobody has. */
export function absentLike(ids: Ids): Ids {
  return Object.fromEntries(
    Object.entries(ids).map(([name, id], at) => [
      name,
      /^[0-9a-f-]{36}$/.test(id)
        ? `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`
        : 'absent-'.padEnd(id.length, 'z').slice(0, id.length),
    ]),
  );
}

/** A staff list that was looked at and waits to be taken in; `refused` is what was left out of it. */
export async function addStaffList(
  db: pg.Client,
  practiceId: string,
  refused: { row: number; reason: string }[] = [],
): Promise<void> {
  const rows = {
    state: 'checked',
    header: ['Name'],
    columns: ['name'],
    jobDefault: 'billing',
    note: '',
    cells: [[2, ['Nobody Yet']]],
  };
  await db.query(
    `insert into people_import ("practiceId", id, "fileName", rows, total, "startedAt", refused)
     values ($1, gen_random_uuid(), 'staff.csv', $2, 1, now(), $3)`,
    [practiceId, JSON.stringify(rows), JSON.stringify(refused)],
  );
}

/** A photo in its newest incident; what is in it is no matter here, so that a canary can be. */
export async function addPhoto(db: pg.Client, practiceId: string, content: string): Promise<void> {
  await db.query(
    `insert into photo ("practiceId", id, "incidentId", bytes, at)
     select "practiceId", gen_random_uuid(), id, convert_to($2, 'UTF8'), now() from incident
     where "practiceId" = $1 order by "noticedAt" desc limit 1`,
    [practiceId, content],
  );
}
