// What the facts mean: well or not, and why in sentences. Pure.
const WORKER_SILENT_SECONDS = 30;
const WAITING_SECONDS = 60;

export interface Health {
  ok: boolean;
  database: 'answers' | 'does not answer';
  worker: { lastSeenSeconds: number | null };
  oldestWaitingDelivery: { seconds: number };
  problems: string[];
}

/** What the database said; null when it said nothing in time. */
export interface Found {
  silent: number | null;
  waiting: number;
}

export function judge(found: Found | null): Health {
  const problems: string[] = [];
  const silent = found?.silent ?? null;
  const waiting = found?.waiting ?? 0;
  if (!found) problems.push('The database does not answer.');
  if (found && silent === null) problems.push('No worker runs: start one with npm run worker.');
  if (silent !== null && silent > WORKER_SILENT_SECONDS) {
    problems.push(`The worker was last heard of ${silent} seconds ago: messages are not going out.`);
  }
  if (waiting > WAITING_SECONDS) problems.push(`A message has been waiting for ${waiting} seconds.`);
  return {
    ok: problems.length === 0,
    database: found ? 'answers' : 'does not answer',
    worker: { lastSeenSeconds: silent },
    oldestWaitingDelivery: { seconds: waiting },
    problems,
  };
}
