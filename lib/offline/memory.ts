// IndexedDB, one database a person, and memory in its stead where a browser refuses it. Without a library:
// five calls do not earn a tenth of the phone's script.

/** ops: commands without a receipt. kept: the last copy of everything read, by name. */
export type StoreName = 'ops' | 'kept';
type Key = number | string;

export interface Memory {
  /** False when nothing outlives this page: the person must be told. */
  durable: boolean;
  /** Adds with the next number, or replaces the given one. */
  put(store: StoreName, value: unknown, key?: Key): Promise<Key>;
  get<T>(store: StoreName, key: string): Promise<T | undefined>;
  all<T>(store: StoreName): Promise<[key: Key, value: T][]>;
  remove(store: StoreName, key: Key): Promise<void>;
  /** Forgets everything, and refuses later writes: a tab that lags behind a sign-out must not write. */
  clear(): Promise<void>;
}

/** The same in this page only. */
export function shortMemory(): Memory {
  const stores = { ops: new Map<Key, unknown>(), kept: new Map<Key, unknown>() };
  // Far from IndexedDB's own numbers, so that the two never meet.
  let last = 1_000_000_000;
  return {
    durable: false,
    put: async (store, value, key = (last += 1)) => {
      stores[store].set(key, value);
      return key;
    },
    get: async <T>(store: StoreName, key: string) => stores[store].get(key) as T | undefined,
    all: async <T>(store: StoreName) => [...stores[store]] as [Key, T][],
    remove: async (store, key) => {
      stores[store].delete(key);
    },
    clear: async () => {
      stores.ops.clear();
      stores.kept.clear();
    },
  };
}

function opened(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('ops', { autoIncrement: true });
      request.result.createObjectStore('kept');
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = request.onblocked = () => reject(request.error ?? new Error('blocked'));
  });
}

/** One transaction, finished on disk before the answer. */
function within<T>(
  db: IDBDatabase,
  store: StoreName,
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const tx = db.transaction(store, mode, { durability: 'relaxed' });
    const request = work(tx.objectStore(store));
    tx.oncomplete = () => resolve(request.result as T);
    tx.onabort = tx.onerror = () => reject(tx.error ?? new Error('aborted'));
  });
}

export async function openMemory(name: string): Promise<Memory> {
  const short = shortMemory();
  let db: IDBDatabase;
  try {
    db = await opened(name);
  } catch {
    return short;
  }
  let closed = false;
  /** WebKit loses its database server in the background (WebKit 277615): open again, once. */
  const attempt = async <T>(
    store: StoreName,
    mode: IDBTransactionMode,
    work: (store: IDBObjectStore) => IDBRequest,
  ): Promise<T> => {
    try {
      return await within<T>(db, store, mode, work);
    } catch {
      db = await opened(name);
      return within<T>(db, store, mode, work);
    }
  };
  const memory: Memory = {
    durable: true,
    async put(store, value, key) {
      if (closed) throw new Error('signed out');
      try {
        return await attempt<Key>(store, 'readwrite', (s) => s.put(value, key));
      } catch {
        // A full or broken disk must not cost what was just typed: keep it in this page and say so.
        memory.durable = false;
        return short.put(store, value, key);
      }
    },
    get: (store, key) => attempt(store, 'readonly', (s) => s.get(key)),
    async all<T>(store: StoreName) {
      const keys = await attempt<Key[]>(store, 'readonly', (s) => s.getAllKeys());
      const values = await Promise.all(
        keys.map((key) => attempt<T | undefined>(store, 'readonly', (s) => s.get(key))),
      );
      return keys.flatMap((key, i) => {
        const value = values[i];
        return value === undefined ? [] : ([[key, value]] as [Key, T][]);
      });
    },
    remove: (store, key) => attempt(store, 'readwrite', (s) => s.delete(key)),
    async clear() {
      closed = true;
      await attempt('ops', 'readwrite', (s) => s.clear());
      await attempt('kept', 'readwrite', (s) => s.clear());
    },
  };
  return memory;
}
