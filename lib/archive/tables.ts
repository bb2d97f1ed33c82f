// Every tenant table, found in the database's own catalogue so that none can be forgotten, in the order in which its
// rows can be put in: what a row points at comes first.
import type { Sql } from '@/lib/db';

export interface TableShape {
  name: string;
  /** Columns in their order; practiceId among them. */
  columns: { name: string; nullable: boolean; json: boolean }[];
  /** Columns that point at rows which come later (or at the table itself): put in afterwards. */
  later: string[];
  /** What rows are sorted and paged by. */
  key: string;
}

interface Column {
  table: string;
  name: string;
  nullable: boolean;
  json: boolean;
}

interface Pointer {
  from: string;
  to: string;
  column: string;
}

/** The tenant tables: those with row-level security, and the practice's own row first. */
export async function readTables(sql: Sql): Promise<TableShape[]> {
  const columns = await sql<Column>(
    `select c.relname::text as table, a.attname::text as name, not a.attnotnull as nullable,
       a.atttypid = 'jsonb'::regtype as json
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relrowsecurity
     order by c.relname, a.attnum`,
  );
  const pointers = await sql<Pointer>(
    `select k.conrelid::regclass::text as from, k.confrelid::regclass::text as to, a.attname::text as column
     from pg_constraint k join pg_class c on c.oid = k.conrelid and c.relrowsecurity
     join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey) and a.attname <> 'practiceId'
     where k.contype = 'f' and k.connamespace = 'public'::regnamespace`,
  );
  const names = [...new Set(columns.map(({ table }) => table))];
  const of = (table: string) => columns.filter((column) => column.table === table);
  return inOrder(names, pointers, columns).map((name, place, order) => ({
    name,
    columns: of(name).map(({ name: column, nullable, json }) => ({ name: column, nullable, json })),
    later: pointers
      .filter(({ from, to }) => from === name && order.indexOf(to) >= place)
      .map(({ column }) => column)
      .toSorted(),
    key: of(name).some((column) => column.name === 'id') ? 'id' : 'practiceId',
  }));
}

/**
 * Pointers that may be null can wait, so only the others bind the order; and of tables that could both come next, the
 * one without waiting pointers does, so that few have to wait.
 */
function inOrder(
  names: readonly string[],
  pointers: readonly Pointer[],
  columns: readonly Column[],
): string[] {
  const binding = (pointer: Pointer): boolean =>
    pointer.from !== pointer.to &&
    columns.some(
      ({ table, name, nullable }) => table === pointer.from && name === pointer.column && !nullable,
    );
  const order: string[] = names.includes('practice') ? ['practice'] : [];
  const left = () => names.filter((name) => !order.includes(name));
  while (order.length < names.length) {
    const waits = (name: string, all: boolean): boolean =>
      pointers.some(
        (pointer) =>
          pointer.from === name &&
          pointer.to !== name &&
          !order.includes(pointer.to) &&
          (all || binding(pointer)),
      );
    const next = left().find((name) => !waits(name, true)) ?? left().find((name) => !waits(name, false));
    if (next === undefined) throw new Error(`Tables point at each other in a circle: ${left().join(', ')}`);
    order.push(next);
  }
  return order;
}
