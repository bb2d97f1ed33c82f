// Tells live screens that something changed: in this process at once, in the others by one coalesced NOTIFY.
// A poke says only where to look; the reader's cursor is what makes it correct.
import { EventEmitter } from 'node:events';
import pg from 'pg';
import { z } from 'zod';
import { newId, once } from '@/lib/core';
import { id } from '@/lib/core/text';
import { log } from '@/lib/core/log';
import { databaseUrl, pool } from '@/lib/db';

const Poke = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('events'), practiceId: id, incidentId: id }),
  z.strictObject({ what: z.literal('roster'), practiceId: id, incidentId: id }),
  /** Sessions of this account changed: streams ask again whether they may go on. */
  z.strictObject({ what: z.literal('account'), accountId: id }),
  /** What phones know of the practice itself changed. */
  z.strictObject({ what: z.literal('practice'), practiceId: id }),
  /** We may have missed some: look everywhere. */
  z.strictObject({ what: z.literal('resync') }),
]);
export type Poke = z.infer<typeof Poke>;

const CHANNEL = 'holdfast';
const Wire = z.strictObject({ from: id, pokes: z.array(Poke).max(50) });

interface Bus {
  emitter: EventEmitter<{ poke: [Poke] }>;
  from: string;
  waiting: Map<string, Poke>;
  timer: NodeJS.Timeout | null;
}

function bus(): Bus {
  return once('events.bus', () => {
    const emitter = new EventEmitter<{ poke: [Poke] }>();
    emitter.setMaxListeners(0);
    return { emitter, from: newId(), waiting: new Map<string, Poke>(), timer: null };
  });
}

/** Call after the transaction has committed. Never throws: a lost poke is made good by heartbeats. */
export function publish(poke: Poke): void {
  const b = bus();
  b.emitter.emit('poke', poke);
  b.waiting.set(JSON.stringify(poke), poke);
  b.timer ??= setTimeout(() => {
    b.timer = null;
    const pokes = [...b.waiting.values()];
    b.waiting.clear();
    // The process is on its way out: whoever listens elsewhere looks again by heartbeat.
    if (pool().ending) return;
    for (let i = 0; i < pokes.length; i += 50) {
      const wire = JSON.stringify({ from: b.from, pokes: pokes.slice(i, i + 50) });
      pool()
        .query('select pg_notify($1, $2)', [CHANNEL, wire])
        .catch((error: unknown) => log.warn({ err: error }, 'notify'));
    }
  }, 5);
}

/** Anybody in the database may notify this channel. */
function readJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}

/** Hears every poke of this and, once listening, other processes. Returns the way to stop. */
export function subscribe(hear: (poke: Poke) => void): () => void {
  const { emitter } = bus();
  emitter.on('poke', hear);
  return () => emitter.off('poke', hear);
}

/** Listens to other processes until stopped; after a cut it comes back by itself and asks everybody to look again. */
export async function startListening(): Promise<() => Promise<void>> {
  const b = bus();
  let stopped = false;
  let client: pg.Client | null = null;
  let again: NodeJS.Timeout | null = null;

  const connect = async (first: boolean): Promise<void> => {
    const made = new pg.Client({
      connectionString: databaseUrl(),
      application_name: 'holdfast-listen',
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
    });
    made.on('error', () => undefined);
    made.on('end', () => {
      if (!stopped && client === made) retry();
    });
    made.on('notification', ({ payload }) => {
      const parsed = Wire.safeParse(readJson(payload));
      if (!parsed.success || parsed.data.from === b.from) return;
      for (const poke of parsed.data.pokes) b.emitter.emit('poke', poke);
    });
    await made.connect();
    await made.query(`listen ${CHANNEL}`);
    client = made;
    if (!first) b.emitter.emit('poke', { what: 'resync' });
  };
  const retry = (): void => {
    again = setTimeout(() => {
      if (!stopped) connect(false).catch(retry);
    }, 500);
  };
  await connect(true);

  return async () => {
    stopped = true;
    if (again) clearTimeout(again);
    await client?.end();
  };
}
