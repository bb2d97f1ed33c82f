// IndexedDB, one database a person, and memory in its stead where a browser refuses it.
import { openDB, type IDBPDatabase } from 'idb';

/** ops: commands without a receipt. kept: the last copy of everything read, by name. */
export type StoreName = 'ops' | 'kept';

export interface Memory {
  /** False when nothing outlives this page: the person must be told. */
  durable: boolean;
  /** Adds with the next number, or replaces the given one. */
  put(store: StoreName, value: unknown, key?: number | string): Promise<number | string>;
  get<T>(store: StoreName, key: string): Promise<T | undefined>;
  all<T>(store: StoreName): Promise<[key: number, value: T][]>;
  remove(store: StoreName, key: number | string): Promise<void>;
  /** Forgets everything, and refuses later writes: a tab that lags behind a sign-out must not write. */
  clear(): Promise<void>;
}

/** The same in this page only. */
export function shortMemory(): Memory {
  const stores = { ops: new Map<number | string, unknown>(), kept: new Map<number | string, unknown>() };
  // Far from IndexedDB's own numbers, so that the two never meet.
  let last = 1_000_000_000;
  return {
    durable: false,
    put: async (store, value, key = (last += 1)) => {
      stores[store].set(key, value);
      return key;
    },
    get: async <T>(store: StoreName, key: string) => stores[store].get(key) as T | undefined,
    all: async <T>(store: StoreName) => [...stores[store]] as [number, T][],
    remove: async (store, key) => {
      stores[store].delete(key);
    },
    clear: async () => {
      stores.ops.clear();
      stores.kept.clear();
    },
  };
}

export async function openMemory(name: string): Promise<Memory> {
  const open = (): Promise<IDBPDatabase> =>
    openDB(name, 1, {
      upgrade(db) {
        db.createObjectStore('ops', { autoIncrement: true });
        db.createObjectStore('kept');
      },
    });
  let db: IDBPDatabase;
  try {
    db = await open();
  } catch {
    return shortMemory();
  }
  let closed = false;
  /** WebKit loses its database server in the background (WebKit 277615): open again, once. */
  const attempt = async <T>(work: (db: IDBPDatabase) => Promise<T>): Promise<T> => {
    try {
      return await work(db);
    } catch {
      db = await open();
      return work(db);
    }
  };
  const short = shortMemory();
  const memory: Memory = {
    durable: true,
    async put(store, value, key) {
      if (closed) throw new Error('signed out');
      try {
        return (await attempt((d) => d.put(store, value, key))) as number | string;
      } catch {
        // A full or broken disk must not cost what was just typed: keep it in this page and say so.
        memory.durable = false;
        return short.put(store, value, key);
      }
    },
    get: (store, key) => attempt((d) => d.get(store, key)),
    all: (store) =>
      attempt(async (d) => {
        const tx = d.transaction(store);
        const [keys, values] = await Promise.all([tx.store.getAllKeys(), tx.store.getAll()]);
        return keys.map((key, i) => [key as number, values[i]]);
      }),
    remove: (store, key) => attempt((d) => d.delete(store, key)),
    async clear() {
      closed = true;
      await attempt((d) => Promise.all([d.clear('ops'), d.clear('kept')]));
    },
  };
  return memory;
}
