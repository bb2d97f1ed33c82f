// Prisma's own schema engine, as WebAssembly over the pg driver: nothing to download, same migration folders
// and the same _prisma_migrations table as `prisma migrate deploy`.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import pg from 'pg';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg';

const FILTERS = { externalTables: [], externalEnums: [] };
const root = path.resolve(import.meta.dirname, '..');
export const migrationsFolder = path.join(root, 'prisma', 'migrations');

let loaded: Promise<void> | undefined;
let panic: string | undefined;

async function loadEngine(): Promise<void> {
  // Where the engine leaves the words of a panic.
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: { set_message: (words: string) => (panic = words) },
  });
  const folder = path.dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'));
  const bytes = fs.readFileSync(path.join(folder, 'schema_engine_bg.wasm'));
  const imports = Object.fromEntries(
    Object.entries(glue as unknown as Record<string, unknown>).map(([name, value]) => [
      name,
      unheld(name, value),
    ]),
  ) as WebAssembly.ModuleImports;
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': imports });
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
}

/** The engine never clears the ten seconds it gives its lock; that timer must not hold the process. */
function unheld(name: string, value: unknown): unknown {
  if (!name.startsWith('__wbg_setTimeout') || typeof value !== 'function') return value;
  return (...args: unknown[]) => (Reflect.apply(value, undefined, args) as NodeJS.Timeout).unref();
}

async function withEngine<T>(url: string, use: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  await (loaded ??= loadEngine());
  const pool = new CharPool({ connectionString: url, max: 4 });
  const scripts = new WholeScripts(pool);
  const options = { datamodels: schemaFiles().map((file): [string, string] => [file.path, file.content]) };
  const factory = bindMigrationAwareSqlAdapterFactory(scripts);
  const engine = await glue.SchemaEngine.new(options, () => undefined, factory);
  try {
    return await use(engine);
  } catch (error) {
    throw new Error(scripts.failure ?? panic ?? engineMessage(error), { cause: error });
  } finally {
    engine.free();
    await pool.end();
  }
}

/** PostgreSQL's one-byte "char" columns of each answer, by the answer's rows. */
const charColumns = new WeakMap<object, Set<number>>();

/** The adapter refuses "char", which the engine's catalogue queries return: pass it as text and remember where. */
class CharPool extends pg.Pool {
  override query(...args: unknown[]): never {
    const answer = Reflect.apply(super.query, this, args) as Promise<pg.QueryArrayResult>;
    return answer.then((result) => {
      for (const [index, field] of (result.fields ?? []).entries()) {
        if (field.dataTypeID !== pg.types.builtins.CHAR) continue;
        field.dataTypeID = pg.types.builtins.TEXT;
        charColumns.set(result.rows, (charColumns.get(result.rows) ?? new Set()).add(index));
      }
      return result;
    }) as never;
  }
}

/** The adapter cuts scripts at every semicolon, also inside a function's body. This one sends them whole. */
class WholeScripts extends PrismaPg {
  failure: string | undefined;

  constructor(private readonly pool: pg.Pool) {
    super(pool);
  }

  override async connect() {
    const adapter = await super.connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => {
      const answer = await queryRaw(query);
      for (const index of charColumns.get(answer.rows) ?? []) {
        answer.columnTypes[index] = ColumnTypeEnum.Character;
      }
      return answer;
    };
    adapter.executeScript = async (script) => {
      try {
        await this.pool.query(script);
      } catch (error) {
        this.failure = `A migration failed and was rolled back: ${scriptError(error, script)}`;
        throw error;
      }
    };
    return adapter;
  }
}

function scriptError(error: unknown, script: string): string {
  if (!(error instanceof pg.DatabaseError)) return String(error);
  const line = error.position ? script.slice(0, Number(error.position)).split('\n').length : null;
  return `${error.message}${line === null ? '' : ` (line ${line})`}`;
}

/** Applies what prisma/migrations holds and the database has not seen. Returns the names applied. */
export async function applyMigrations(url: string): Promise<string[]> {
  const input = { migrationsList: migrationsList(), filters: FILTERS };
  return withEngine(url, async (engine) => (await engine.applyMigrations(input)).appliedMigrationNames);
}

/** SQL that takes the database at `url` to prisma/schema; empty when they agree. */
export async function drift(url: string): Promise<string> {
  return withEngine(url, async (engine) => {
    const { stdout } = await engine.diff({
      // The engine is already connected; it wants to hear the schema's own datasource named.
      from: { tag: 'schemaDatasource', files: schemaFiles(), configDir: root },
      to: { tag: 'schemaDatamodel', files: schemaFiles() },
      script: true,
      exitCode: null,
      filters: FILTERS,
    });
    const script = (stdout ?? '').trim();
    return script === '-- This is an empty migration.' ? '' : script;
  });
}

function schemaFiles(): { path: string; content: string }[] {
  const folder = path.join(root, 'prisma', 'schema');
  return fs
    .readdirSync(folder)
    .filter((name) => name.endsWith('.prisma'))
    .sort()
    .map((name) => path.join(folder, name))
    .map((file) => ({ path: file, content: fs.readFileSync(file, 'utf8') }));
}

function migrationsList() {
  const lockfile = 'migration_lock.toml';
  const lock = path.join(migrationsFolder, lockfile);
  return {
    baseDir: migrationsFolder,
    lockfile: { path: lockfile, content: fs.existsSync(lock) ? fs.readFileSync(lock, 'utf8') : null },
    shadowDbInitScript: '',
    migrationDirectories: fs
      .readdirSync(migrationsFolder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort()
      .map((name) => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: {
            tag: 'ok' as const,
            value: fs.readFileSync(path.join(migrationsFolder, name, 'migration.sql'), 'utf8'),
          },
        },
      })),
  };
}

/** The engine throws strings, or errors that carry the readable part as JSON. */
function engineMessage(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replaceAll('\\n', '\n');
}
