// The peer of the tick benchmark: the statements a tick needs, through bare pg clients, pipelined. No product code.
import { randomUUID } from 'node:crypto';
import pg from 'pg';

export interface TickPlace {
  practiceId: string;
  accountId: string;
  personId: string;
  /** Incidents with one step each to tick. */
  targets: { incident: string; step: string }[];
}

/** Commits `count` ticks over `clients` connections; returns ticks a second. */
export async function bareTicks(
  url: string,
  place: TickPlace,
  count: number,
  clients: number,
): Promise<number> {
  const connections = await Promise.all(
    Array.from({ length: clients }, async () => {
      const client = new pg.Client({ connectionString: url, pipeline: true });
      await client.connect();
      return client;
    }),
  );
  let next = 0;
  const started = performance.now();
  await Promise.all(
    connections.map(async (client) => {
      for (let i = next++; i < count; i = next++) {
        const target = place.targets[i % place.targets.length];
        if (target) await tick(client, place, target, i);
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  await Promise.all(connections.map((client) => client.end()));
  return count / seconds;
}

async function tick(
  client: pg.Client,
  place: TickPlace,
  target: { incident: string; step: string },
  seq: number,
): Promise<void> {
  const id = randomUUID();
  const at = new Date().toISOString();
  // In pipeline mode pg sends these back to back without waiting in between.
  await Promise.all([
    client.query('begin'),
    client.query(`select set_config('app.practice_id', $1, true)`, [place.practiceId]),
    client.query(
      `select record_event($1::uuid, $2::uuid, $3::uuid, 'step.note', $4::uuid, 'Peer', now(), $5::timestamptz, $6::jsonb)`,
      [place.practiceId, target.incident, randomUUID(), place.personId, at, JSON.stringify({ note: 'peer' })],
    ),
    client.query(
      `insert into command ("practiceId", id, "incidentId", kind, "stepId", value, "accountId", "deviceSeq", at,
         "receivedAt", outcome, seq)
       values ($1::uuid, $2::uuid, $3::uuid, 'step.note', $4::uuid, '{}'::jsonb, $5::uuid, $6::int, $7::timestamptz,
         now(), 'applied', 0)`,
      [place.practiceId, id, target.incident, target.step, place.accountId, seq, at],
    ),
    client.query('commit'),
  ]);
}
