// Whether anybody carries out jobs, and what has waited longest: facts for the health page.
import { newId } from '@/lib/core';
import { inSystem } from '@/lib/db';

const NAME = `worker:${newId()}`;

/** One row a worker process, written while it lives; those long silent are cleared away. */
export async function beat(): Promise<void> {
  await inSystem(async ({ sql }) => {
    await sql(
      `insert into heartbeat (name, at) values ($1, clock_timestamp())
       on conflict (name) do update set at = excluded.at`,
      [NAME],
    );
    await sql(`delete from heartbeat where name like 'worker:%' and at < now() - interval '1 day'`);
  });
}

/** The last beat of this process: a worker that stops on purpose is not missed. */
export async function lastBeat(): Promise<void> {
  await inSystem(({ sql }) => sql(`delete from heartbeat where name = $1`, [NAME]));
}

export interface Pulse {
  /** Seconds since any worker was last heard; null when none runs. */
  workerSeconds: number | null;
  /** Seconds the oldest unsent message has waited; null when none waits. */
  oldestWaitingSeconds: number | null;
}

export async function readPulse(): Promise<Pulse> {
  const [row] = await inSystem(({ sql }) =>
    sql<{ worker: number | null; waiting: number | null }>(
      `select extract(epoch from now() - max(at) filter (where name like 'worker:%'))::float8 as worker,
         extract(epoch from now() - min(at) filter (where name like 'waiting:%'))::float8 as waiting
       from heartbeat`,
    ),
  );
  const whole = (seconds: number | null | undefined) =>
    seconds === null || seconds === undefined ? null : Math.max(0, Math.round(seconds));
  return { workerSeconds: whole(row?.worker), oldestWaitingSeconds: whole(row?.waiting) };
}
