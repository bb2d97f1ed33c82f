// How many codes and drills go out: nobody's number is filled through us, and nobody earns by texts we pay for. Counted in
// the transaction that sends, in the table of limits all practices share.
import { AppError, plural } from '@/lib/core';
import type { SqlDoor } from '@/lib/db';
import { hashNumber } from './stopped';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Codes to one number or address within an hour, whichever practices send them. */
const CODES_TO_ONE = 5;
/** Of one practice within a day. */
const CODES_A_DAY = 200;
const TESTS_A_DAY = 20;

interface Limit {
  key: string;
  most: number;
  milliseconds: number;
}

/** Counts one; says in milliseconds when it goes again once there were enough. */
async function count({ sql, now }: SqlDoor, { key, most, milliseconds }: Limit): Promise<number | null> {
  const [row] = await sql<{ points: number; expire: string }>(
    `insert into throttle as t (key, points, expire) values ($1, 1, $2::bigint + $3::bigint)
     on conflict (key) do update set points = case when t.expire <= $2::bigint then 1 else t.points + 1 end,
       expire = case when t.expire <= $2::bigint then $2::bigint + $3::bigint else t.expire end
     returning points, expire::text`,
    [key, now.getTime(), milliseconds],
  );
  return row && row.points > most ? Number(row.expire) - now.getTime() : null;
}

function waitWords(milliseconds: number): string {
  return milliseconds > HOUR
    ? plural(Math.ceil(milliseconds / HOUR), 'hour')
    : plural(Math.max(1, Math.ceil(milliseconds / 60_000)), 'minute');
}

/** @throws AppError limit, saying when the next code goes. */
export async function countCode(door: SqlDoor, practiceId: string, address: string): Promise<void> {
  const limits = [
    { key: `code-to:${hashNumber(address)}`, most: CODES_TO_ONE, milliseconds: HOUR, where: 'went there' },
    {
      key: `codes-of:${practiceId}`,
      most: CODES_A_DAY,
      milliseconds: DAY,
      where: 'of your practice went out',
    },
  ];
  for (const { where, ...limit } of limits) {
    const wait = await count(door, limit);
    if (wait === null) continue;
    throw new AppError(
      'limit',
      `No code was sent: ${plural(limit.most, 'code')} ${where} lately. Try again in ${waitWords(wait)}.`,
    );
  }
}

/** @throws AppError limit, saying when the next test can start. */
export async function countTest(door: SqlDoor, practiceId: string): Promise<void> {
  const wait = await count(door, { key: `tests-of:${practiceId}`, most: TESTS_A_DAY, milliseconds: DAY });
  if (wait === null) return;
  throw new AppError(
    'limit',
    `The test was not started: your practice started ${TESTS_A_DAY} within a day. Try again in ${waitWords(wait)}.`,
  );
}
