// Reads the database's own catalogue and names everything that would let one practice reach another's rows.
import type pg from 'pg';

/** Tables without a tenant, with every column they may have. They hold no practice content. */
export const GLOBAL_TABLES: Record<string, readonly string[]> = {
  _prisma_migrations: [
    'id',
    'checksum',
    'finished_at',
    'migration_name',
    'logs',
    'rolled_back_at',
    'started_at',
    'applied_steps_count',
  ],
  account: ['id', 'email', 'name', 'passwordHash', 'emailProvenAt', 'mobile', 'createdAt', 'deactivatedAt'],
  account_message: [
    'id',
    'accountId',
    'passId',
    'practiceId',
    'kind',
    'channel',
    'address',
    'detail',
    'state',
    'reason',
    'attempts',
    'createdAt',
    'handedOverAt',
  ],
  device: [
    'id',
    'tokenHash',
    'accountId',
    'name',
    'pinHash',
    'wrongPins',
    'createdAt',
    'lastUsedAt',
    'expiresAt',
    'revokedAt',
  ],
  door_code: ['id', 'accountId', 'practiceId', 'kind', 'codeHash', 'createdAt', 'usedAt', 'revokedAt'],
  door_pass: [
    'id',
    'kind',
    'accountId',
    'sessionId',
    'address',
    'challenge',
    'linkHash',
    'tries',
    'createdAt',
    'expiresAt',
    'usedAt',
  ],
  factor: [
    'id',
    'accountId',
    'kind',
    'name',
    'secret',
    'lastStep',
    'credentialId',
    'publicKey',
    'counter',
    'transports',
    'createdAt',
    'confirmedAt',
    'lastUsedAt',
  ],
  heartbeat: ['name', 'at'],
  link_directory: ['tokenHash', 'practiceId', 'deliveryId', 'createdAt'],
  membership: ['accountId', 'practiceId'],
  number_opt_out: ['numberHash', 'at'],
  practice_deletion: ['practiceId', 'deletedAt', 'counts', 'signature'],
  practice_directory: ['practiceId', 'slug'],
  reply_window: ['numberHash', 'practiceId', 'deliveryId', 'openedAt'],
  session: [
    'id',
    'tokenHash',
    'accountId',
    'device',
    'method',
    'practiceId',
    'deviceId',
    'createdAt',
    'lastSeenAt',
    'freshAt',
    'expiresAt',
    'revokedAt',
  ],
  throttle: ['key', 'points', 'expire'],
};

const WALL = '("practiceId" = ( SELECT app_practice() AS app_practice))';
const APP_PRACTICE = `select nullif(current_setting('app.practice_id', true), '')::uuid`;
const SERVING = `array['holdfast_app', 'holdfast_worker']`;
const LIMITED = `array['holdfast_app', 'holdfast_worker', 'holdfast_keeper']`;
const OURS = `c.relnamespace = 'public'::regnamespace`;
const TENANT = `${OURS} and c.relkind in ('r', 'p') and c.relname <> all ($1::text[])`;

/** Each query gives one row a fault. $1: the global tables, where used. */
const CHECKS: readonly { text: string; values?: readonly unknown[] }[] = [
  // Tables and their walls.
  {
    text: `select 'table ' || c.relname || ': row-level security is not enabled and forced' as fault from pg_class c
      where ${TENANT} and not (c.relrowsecurity and c.relforcerowsecurity)`,
  },
  {
    text: `select 'table ' || c.relname || ': practiceId is not a uuid that is never null' from pg_class c
      where ${TENANT} and not exists (select 1 from pg_attribute a where a.attrelid = c.oid
        and a.attname = 'practiceId' and a.atttypid = 'uuid'::regtype and a.attnotnull and not a.attisdropped)`,
  },
  {
    text: `select 'table ' || c.relname || ': has ' || count(p.oid) || ' policies, not one' from pg_class c
      left join pg_policy p on p.polrelid = c.oid where ${TENANT} group by c.relname having count(p.oid) <> 1`,
  },
  {
    text: `select 'table ' || c.relname || ': policy ' || p.polname || ' is not the wall' from pg_class c
      join pg_policy p on p.polrelid = c.oid
      where ${TENANT} and not (p.polcmd = '*' and p.polpermissive and p.polroles = '{0}'
        and pg_get_expr(p.polqual, p.polrelid) = $2 and pg_get_expr(p.polwithcheck, p.polrelid) = $2)`,
    values: [WALL],
  },
  {
    text: `select 'relation ' || c.relname || ': a kind that walls do not hold' from pg_class c
      where ${OURS} and c.relkind in ('m', 'f')`,
  },
  {
    text: `select 'view ' || c.relname || ': reads with its owner''s rights' from pg_class c
      where ${OURS} and c.relkind = 'v' and not coalesce(c.reloptions @> array['security_invoker=true'], false)`,
  },
  {
    text: `select 'table ' || c.relname || ': rule ' || r.rulename || ' acts with the owner''s rights' from pg_rewrite r
      join pg_class c on c.oid = r.ev_class where ${OURS} and c.relkind <> 'v'`,
  },
  // Keys.
  {
    text: `select 'index ' || i.indexrelid::regclass || ': unique across practices' from pg_index i
      join pg_class c on c.oid = i.indrelid
      where ${TENANT} and (i.indisunique or i.indisexclusion) and not exists (select 1 from pg_attribute a
        where a.attrelid = c.oid and a.attname = 'practiceId' and a.attnum = any (i.indkey))`,
  },
  {
    text: `select 'table ' || c.relname || ': has no primary key' from pg_class c
      where ${TENANT} and not exists (select 1 from pg_index i where i.indrelid = c.oid and i.indisprimary)`,
  },
  {
    text: `select 'foreign key ' || k.conname || ': does not carry practiceId to practiceId' from pg_constraint k
      join pg_class c on c.oid = k.conrelid join pg_class o on o.oid = k.confrelid
      where k.contype = 'f' and ${OURS} and not (c.relname = any ($1::text[]) and o.relname = any ($1::text[]))
        and not exists (select 1 from unnest(k.conkey, k.confkey) as pair(here, there)
          join pg_attribute a on a.attrelid = k.conrelid and a.attnum = pair.here and a.attname = 'practiceId'
          join pg_attribute b on b.attrelid = k.confrelid and b.attnum = pair.there and b.attname = 'practiceId'
          where c.relname <> all ($1::text[]) and o.relname <> all ($1::text[]))`,
  },
  {
    text: `select 'foreign key ' || k.conname || ': cascades or sets values by itself' from pg_constraint k
      join pg_class c on c.oid = k.conrelid
      where k.contype = 'f' and ${OURS} and (k.confdeltype <> 'a' or k.confupdtype <> 'a')`,
  },
  // Functions and triggers.
  {
    text: `select 'function ' || p.oid::regprocedure || ': runs with its owner''s rights' from pg_proc p
      join pg_namespace n on n.oid = p.pronamespace
      where n.nspname not in ('pg_catalog', 'information_schema') and p.prosecdef`,
  },
  {
    text: `select 'function app_practice: is not as it should be' where not exists (select 1 from pg_proc p
      join pg_language l on l.oid = p.prolang where p.oid = to_regprocedure('public.app_practice()')
        and trim(p.prosrc) = $1 and p.provolatile = 's' and l.lanname = 'sql' and p.proconfig is null)`,
    values: [APP_PRACTICE],
  },
  {
    text: `select 'table ' || t.name || ': what is published can be changed' from
      unnest(array['runbook_version', 'runbook_section', 'runbook_step']) as t(name)
      where not exists (select 1 from pg_trigger g where g.tgrelid = to_regclass('public.' || t.name)
        and g.tgname = 'published_stays' and g.tgenabled = 'O')`,
  },
  // Roles and what they may do.
  {
    text: `select 'role ' || r.rolname || ': has powers past its tables' from pg_roles r
      where r.rolname = any (${LIMITED}) and (r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb
        or r.rolreplication or exists (select 1 from pg_auth_members m where m.member = r.oid))`,
  },
  {
    text: `select 'role ' || r.rolname || ': owns ' || c.relname from pg_class c join pg_roles r on r.oid = c.relowner
      join pg_namespace n on n.oid = c.relnamespace
      where r.rolname = any (${LIMITED}) and not (r.rolname = 'holdfast_worker' and n.nspname in ('pgboss', 'pg_toast'))`,
  },
  {
    text: `select 'role ' || r.rolname || ': owns function ' || p.proname from pg_proc p
      join pg_roles r on r.oid = p.proowner join pg_namespace n on n.oid = p.pronamespace
      where r.rolname = any (${LIMITED}) and not (r.rolname = 'holdfast_worker' and n.nspname = 'pgboss')`,
  },
  {
    text: `select 'role ' || r.role || ': may create in schema public' from unnest(${LIMITED}) as r(role)
      where has_schema_privilege(r.role, 'public', 'create')`,
  },
  {
    text: `select 'role ' || r.role || ': may create temporary tables' from unnest(${LIMITED}) as r(role)
      where has_database_privilege(r.role, current_database(), 'temporary')`,
  },
  {
    // MAINTAIN came with PostgreSQL 17.
    text: `select 'role ' || r.role || ': may ' || lower(w.what) || ' ' || c.relname from pg_class c,
        unnest(${LIMITED}) as r(role), unnest(array['TRUNCATE', 'REFERENCES', 'TRIGGER'] ||
          case when current_setting('server_version_num')::int >= 170000 then array['MAINTAIN'] end) as w(what)
      where ${OURS} and c.relkind in ('r', 'p', 'v') and has_table_privilege(r.role, c.oid, w.what)`,
  },
  {
    text: `select 'role ' || r.role || ': may delete a practice' from unnest(${SERVING}) as r(role)
      where has_table_privilege(r.role, 'practice', 'delete')`,
  },
  {
    text: `select 'role ' || r.role || ': may change or delete ' || t.name from unnest(${SERVING}) as r(role),
        unnest(array['event', 'command', 'receipt', 'answer', 'runbook_edit', 'runbook_review', 'kit_check',
          'reminder', 'binder_tick', 'chain_seal']) as t(name)
      where has_table_privilege(r.role, t.name, 'delete') or has_any_column_privilege(r.role, t.name, 'update')`,
  },
  {
    text: `select 'table ' || c.relname || ': open to every role' from pg_class c, aclexplode(c.relacl) as g
      where ${OURS} and g.grantee = 0`,
  },
  {
    text: `select 'table ' || c.relname || ': column ' || a.attname || ' is open to every role' from pg_attribute a
      join pg_class c on c.oid = a.attrelid, aclexplode(a.attacl) as g where ${OURS} and g.grantee = 0`,
  },
  {
    // The keeper deletes a practice and signs that it did; it writes nothing else.
    text: `select 'role holdfast_keeper: may write ' || c.relname from pg_class c
      where ${OURS} and c.relkind in ('r', 'p') and (has_any_column_privilege('holdfast_keeper', c.oid, 'update')
        or (c.relname <> 'practice_deletion' and has_any_column_privilege('holdfast_keeper', c.oid, 'insert')))`,
  },
  {
    text: `select 'default privileges give ' || d.defaclobjtype::text || ' to others' from pg_default_acl d,
        aclexplode(d.defaclacl) as g
      where d.defaclnamespace in (0, 'public'::regnamespace) and g.grantee <> d.defaclrole`,
  },
  {
    // A practice set for a role or a database would be there before anybody asked for it.
    text: `select 'setting ' || s.setting || ': given to every connection' from pg_db_role_setting d,
        unnest(d.setconfig) as s(setting)
      where s.setting ~* '^(app\\.|row_security|session_replication_role|search_path)'
        and (d.setdatabase = 0 or d.setdatabase = (select oid from pg_database where datname = current_database()))`,
  },
  {
    text: `select 'schema ' || n.nspname || ': not one of ours' from pg_namespace n
      where n.nspname not in ('public', 'pgboss', 'information_schema') and n.nspname !~ '^pg_'`,
  },
];

/** Every fault of the database the client is in; it must see everything, so it is the superuser. */
export async function catalogueFaults(client: pg.Client): Promise<string[]> {
  const faults: string[] = [];
  const names = Object.keys(GLOBAL_TABLES);
  for (const { text, values = [] } of CHECKS) {
    const given = [...(text.includes('any ($1') || text.includes('all ($1') ? [names] : []), ...values];
    const { rows } = await client.query<[string]>({ text, values: given, rowMode: 'array' });
    faults.push(...rows.map(([fault]) => fault));
  }
  return [...faults, ...(await globalFaults(client, names))];
}

/** A global table that grew a column may have grown content. */
async function globalFaults(client: pg.Client, names: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `select c.relname::text as name, array_agg(a.attname::text) as columns from pg_class c
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where ${OURS} and c.relkind in ('r', 'p') and c.relname = any ($1::text[]) group by c.relname`,
    [names],
  );
  const found = new Map(rows.map(({ name, columns }) => [name, columns]));
  return names.flatMap((name) => {
    const columns = found.get(name);
    if (!columns) return [`table ${name}: is on the list of global tables and does not exist`];
    const strange = columns.filter((column) => !GLOBAL_TABLES[name]?.includes(column));
    return strange.map((column) => `table ${name}: global, with a column ${column} nobody has judged`);
  });
}
