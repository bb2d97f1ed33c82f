// Takes a staff list in, piece by piece. Each piece is one transaction that also moves the mark, so whoever dies in
// the middle leaves no row half in, none twice and none out.
import type { Ctx } from '@/lib/access';
import { may, type JobRole, type Right } from '@/lib/access/rules';
import { newId } from '@/lib/core';
import { inPracticeSql, type Sql, type SqlDoor } from '@/lib/db';
import { publish, record } from '@/lib/events';
import { enqueue } from '@/lib/jobs';
import { mayGive } from '@/lib/practices/rules';
import { People, takeRow, type Known, type Outcome } from './import-match';
import { readPersonRow, rowName, type ListWorld } from './import-rows';
import { countryOf } from '@/lib/core/addresses';
import type { ImportField } from './rules';
import { heedStops } from './stopped';

const PIECE = 200;
/** Of a name that is shown beside why its row was left out. */
export const MOST_NAME = 120;

/** What `rows` of a list holds. `cells`: row numbers and their cells. */
export interface Waiting {
  state: 'checked' | 'going';
  header: string[] | null;
  columns: ImportField[];
  jobDefault: JobRole | null;
  /** What was said about the file's letters. */
  note: string;
  cells: [number, string[]][];
}

export async function worldOf(sql: Sql, practiceId: string): Promise<ListWorld> {
  const [practice] = await sql<{ zone: string }>(`select zone from practice where "practiceId" = $1::uuid`, [
    practiceId,
  ]);
  const sites = await sql<{ id: string; name: string }>(
    `select id, name from site where "practiceId" = $1::uuid and "deactivatedAt" is null order by position, name, id`,
    [practiceId],
  );
  return { country: countryOf(practice?.zone ?? ''), sites };
}

/** All that is left of one list. Run twice, or by two at once, every row is taken in once. */
export async function takePeople(practiceId: string, importId: string): Promise<void> {
  for (;;) {
    const piece = await inPracticeSql({ practiceId }, (door) => takePiece(door, practiceId, importId));
    // Every device of a member whose jobs or site changed asks again who they are.
    for (const accountId of piece.accounts) publish({ what: 'account', accountId });
    if (!piece.more) return;
  }
}

interface Mark {
  done: number;
  total: number;
  startedBy: string | null;
  columns: ImportField[];
  jobDefault: JobRole | null;
  cells: [number, string[]][] | null;
  /** Who said go, as they are now. Null when that was nobody of the practice. */
  starter: { name: string; accountId: string | null; right: Right | null; jobRoles: JobRole[] } | null;
}

const STOPPED =
  'The list was stopped here: whoever started it may not change people any more. Somebody who may can read it in again.';

interface Piece {
  more: boolean;
  accounts: string[];
}

async function takePiece(door: SqlDoor, practiceId: string, importId: string): Promise<Piece> {
  const { sql, now } = door;
  const [mark] = await sql<Mark>(
    `select i.done, i.total, i."startedBy", i.rows -> 'columns' as columns, i.rows ->> 'jobDefault' as "jobDefault",
       (select jsonb_agg(c.cells order by c.place) from jsonb_array_elements(i.rows -> 'cells')
          with ordinality as c(cells, place) where c.place > i.done and c.place <= i.done + ${PIECE}) as cells,
       (select jsonb_build_object('name', p.name, 'accountId', p."accountId", 'jobRoles', p."jobRoles",
            'right', case when p."deactivatedAt" is null then p."right" end)
          from person p where p."practiceId" = i."practiceId" and p.id = i."startedBy") as starter
     from people_import i where i."practiceId" = $1::uuid and i.id = $2::uuid and i."endedAt" is null
       and i.rows ->> 'state' = 'going' for update of i`,
    [practiceId, importId],
  );
  if (!mark) return { more: false, accounts: [] };
  // Two lists at once would not see each other's people.
  await sql(`select pg_advisory_xact_lock(hashtextextended('people-import:' || $1, 0))`, [practiceId]);
  const ctx = actingFor(practiceId, mark);
  // Asked at every piece: the right may be gone since the last one.
  const outcome = ctx
    ? await lookThrough(sql, practiceId, mark, mark.cells ?? [])
    : await refuseRest(sql, practiceId, importId, mark.done);
  await write(door, practiceId, outcome);
  const done = ctx ? mark.done + (mark.cells?.length ?? 0) : mark.total;
  const ended = done >= mark.total;
  await sql(
    `update people_import set done = $3::int, added = added + $4::int, changed = changed + $5::int,
       same = same + $6::int, refused = refused || $7::jsonb,
       "endedAt" = case when $8::boolean then $9::timestamptz end, rows = case when $8::boolean then '{}' else rows end
     where "practiceId" = $1::uuid and id = $2::uuid`,
    [
      practiceId,
      importId,
      done,
      outcome.added.length,
      outcome.changed.size,
      outcome.same,
      JSON.stringify(
        outcome.refused.map((one) => ({ ...one, name: nameIn(mark.cells ?? [], one.row, mark.columns) })),
      ),
      ended,
      now.toISOString(),
    ],
  );
  await record(ctx ?? asProduct(practiceId), door, {
    chainId: practiceId,
    kind: 'people.imported',
    payload: {
      importId,
      added: outcome.added.map(({ id }) => id),
      changed: [...outcome.changed].map(({ id }) => id),
      refused: outcome.refused.length,
      ended,
    },
  });
  if (ended) await enqueue(sql, 'binder', { practiceId });
  const accounts = [...outcome.standing].flatMap(({ accountId }) => (accountId === null ? [] : [accountId]));
  return { more: !ended, accounts };
}

const asProduct = (practiceId: string): Ctx => ({ practiceId, actor: { kind: 'system', name: 'Holdfast' } });

/** Whoever said go; null when they may not change people any more. */
function actingFor(practiceId: string, { startedBy, starter }: Mark): Ctx | null {
  if (startedBy === null) return asProduct(practiceId);
  if (!starter || starter.accountId === null || starter.right === null) return null;
  const { name, accountId, right, jobRoles } = starter;
  if (!may(right, 'contacts.edit')) return null;
  // A job acts in nobody's session.
  const as = { accountId, right, jobRoles, personId: startedBy, sessionId: '', parts: [] };
  return { practiceId, actor: { kind: 'member', name: `${name}, by a staff list`, ...as } };
}

async function refuseRest(sql: Sql, practiceId: string, importId: string, done: number): Promise<Outcome> {
  const rows = await sql<{ row: number }>(
    `select (c.cells ->> 0)::int as row from people_import i, jsonb_array_elements(i.rows -> 'cells')
       with ordinality as c(cells, place)
     where i."practiceId" = $1::uuid and i.id = $2::uuid and c.place > $3::int order by c.place`,
    [practiceId, importId, done],
  );
  const refused = rows.map(({ row }) => ({ row, reason: STOPPED }));
  return { added: [], changed: new Set(), standing: new Set(), same: 0, refused, put: [], off: [] };
}

/** So that who was left out is known by name too. */
function nameIn(cells: Mark['cells'], row: number, columns: ImportField[]): string {
  const [, values = []] = cells?.find(([at]) => at === row) ?? [];
  return rowName(values, columns).slice(0, MOST_NAME);
}

async function lookThrough(
  sql: Sql,
  practiceId: string,
  mark: Mark,
  cells: [number, string[]][],
): Promise<Outcome> {
  const outcome: Outcome = {
    added: [],
    changed: new Set(),
    standing: new Set(),
    same: 0,
    refused: [],
    put: [],
    off: [],
  };
  const { columns, jobDefault } = mark;
  const world = await worldOf(sql, practiceId);
  const people = new People(await knownPeople(sql, practiceId, mark));
  for (const [row, values] of cells) {
    const read = readPersonRow(values, columns, world);
    if (typeof read === 'string') outcome.refused.push({ row, reason: read });
    else takeRow(people, outcome, row, read, jobDefault);
  }
  // Somebody added by this piece and changed by a later row of it was added.
  for (const person of outcome.added) {
    if (outcome.changed.delete(person)) outcome.same += 1;
  }
  return outcome;
}

/**
 * Everybody, with those who left: a row about them is refused in words. Locked first and read after, so that nobody's
 * change of a person is lost under this one.
 */
async function knownPeople(
  sql: Sql,
  practiceId: string,
  { startedBy, starter }: Pick<Mark, 'startedBy' | 'starter'>,
): Promise<Known[]> {
  const right = starter?.right ?? null;
  await sql(`select 1 from person where "practiceId" = $1::uuid order by id for no key update`, [practiceId]);
  const known = await sql<Omit<Known, 'above'> & { right: Right | null }>(
    `select p.id, p."accountId", p."right", p.name, p."jobRoles", p."siteId", p.language, p.notes, p."deactivatedAt" is not null as gone,
       coalesce(w.ways, '[]') as ways
     from person p left join (
       select "personId", jsonb_agg(jsonb_build_object('id', id, 'kind', kind, 'address', address,
         'position', position) order by position, id) as ways
       from reach where "practiceId" = $1::uuid and "removedAt" is null group by "personId") w on w."personId" = p.id
     where p."practiceId" = $1::uuid order by p.id`,
    [practiceId],
  );
  return known.map(({ right: theirs, ...person }) => ({
    ...person,
    above: startedBy !== null && theirs !== null && (right === null || !mayGive(right, theirs)),
  }));
}

async function write(door: SqlDoor, practiceId: string, outcome: Outcome): Promise<void> {
  const { sql, now } = door;
  const line = ({ id, name, jobRoles, siteId, language, notes }: Known) => ({
    id,
    name,
    jobRoles,
    siteId,
    language,
    notes,
  });
  const COLUMNS = `x(id uuid, name text, "jobRoles" text[], "siteId" uuid, language text, notes text)`;
  await sql(
    `insert into person ("practiceId", id, name, "jobRoles", "siteId", language, notes)
     select $1::uuid, x.id, x.name, x."jobRoles", x."siteId", x.language, x.notes
     from jsonb_to_recordset($2::jsonb) as ${COLUMNS}`,
    [practiceId, JSON.stringify(outcome.added.map(line))],
  );
  await sql(
    `update person p set name = x.name, "jobRoles" = x."jobRoles", "siteId" = x."siteId", language = x.language,
       notes = x.notes
     from jsonb_to_recordset($2::jsonb) as ${COLUMNS} where p."practiceId" = $1::uuid and p.id = x.id`,
    [practiceId, JSON.stringify([...outcome.changed].map(line))],
  );
  await sql(
    `update reach set "removedAt" = $3::timestamptz, "codeId" = null
     where "practiceId" = $1::uuid and id = any($2::uuid[])`,
    [practiceId, outcome.off, now.toISOString()],
  );
  // What two rows of one piece say of one way: the last word. One that was taken off comes back as new, its STOP kept.
  const put = new Map(outcome.put.map((way) => [`${way.personId} ${way.address}`, { id: newId(), ...way }]));
  await sql(
    `insert into reach ("practiceId", id, "personId", kind, address, position)
     select $1::uuid, x.id, x."personId", x.kind, x.address, x.position
     from jsonb_to_recordset($2::jsonb) as x(id uuid, "personId" uuid, kind text, address text, position int)
     on conflict ("practiceId", "personId", address) do update set kind = excluded.kind,
       position = excluded.position, "removedAt" = null,
       "verifiedAt" = case when reach."removedAt" is null then reach."verifiedAt" end,
       "consentAt" = case when reach."removedAt" is null then reach."consentAt" end,
       "consentBy" = case when reach."removedAt" is null then reach."consentBy" else '' end,
       "consentWords" = case when reach."removedAt" is null then reach."consentWords" else '' end`,
    [practiceId, JSON.stringify([...put.values()])],
  );
  await heedStops(
    door,
    practiceId,
    outcome.put.map(({ address }) => address),
  );
}
