// A code shows that a way works: sent to it, and typed back by whoever has the person on the line, or by themselves.
// It is derived from an id and the installation's secret, and filled in when its message leaves; the database holds
// neither the code nor its hash.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { z } from 'zod';
import type { Ctx } from '@/lib/access';
import { AppError, newId, plural } from '@/lib/core';
import { inPracticeSql } from '@/lib/db';
import { env } from '@/lib/env';
import { record } from '@/lib/events';
import { checkPerson, lockPerson } from './people';
import { TypeCode, WayId } from './people-schema';
import { lockWay } from './reaches';
import { CODE_MINUTES, CODE_TRIES, CODES_AN_HOUR } from './rules';
import { countCode } from './sending-limits';

/** The six digits of a code's id. */
export function reachCode(codeId: string): string {
  const digest = createHmac('sha256', env().APP_SECRET).update(`reach-code:${codeId}`).digest();
  return String(digest.readUInt32BE(0) % 1_000_000).padStart(6, '0');
}

function codeFits(codeId: string, typed: string): boolean {
  const digits = typed.replace(/[\s-]/g, '');
  if (!/^\d{6}$/.test(digits)) return false;
  return timingSafeEqual(Buffer.from(digits), Buffer.from(reachCode(codeId)));
}

/**
 * Sends a code to a way. One's own, or anybody's with contacts.edit.
 * @throws AppError forbidden; not-found; conflict when that way said STOP; limit after three within an hour,
 *   and when enough went to that number, whoever sent them, or out of this practice.
 */
export async function sendCode(ctx: Ctx, input: z.input<typeof WayId>): Promise<void> {
  const { reachId } = checkPerson(WayId, input);
  const { practiceId } = ctx;
  await inPracticeSql(ctx, async (door) => {
    const { personId, kind, address } = await lockWay(ctx, door.sql, reachId);
    const { name, gone } = await lockPerson(door.sql, practiceId, personId);
    if (gone) throw new AppError('conflict', `${name} left the practice. Bring them back first.`);
    const [way] = await door.sql<{ stopped: boolean; sent: number }>(
      `select "optedOutAt" is not null as stopped, (select count(*)::int from event e
         where e."practiceId" = $1::uuid and e."chainId" = $1::uuid and e.kind = 'reach.code-sent'
           and e.payload ->> 'reachId' = $2 and e.at > $3::timestamptz - interval '1 hour') as sent
       from reach where "practiceId" = $1::uuid and id = $2::uuid`,
      [practiceId, reachId, door.now.toISOString()],
    );
    if (way?.stopped) {
      throw new AppError(
        'conflict',
        `No code was sent: ${name} stopped our messages there. START brings them back.`,
      );
    }
    if ((way?.sent ?? 0) >= CODES_AN_HOUR) {
      throw new AppError(
        'limit',
        `No code was sent: ${plural(CODES_AN_HOUR, 'code')} went there within the hour. Try again in an hour, or ask them to look for the last one.`,
      );
    }
    await countCode(door, practiceId, address);
    const codeId = newId();
    await door.sql(
      `update reach set "codeId" = $3::uuid, "codeSentAt" = $4::timestamptz, "codeTries" = 0
       where "practiceId" = $1::uuid and id = $2::uuid`,
      [practiceId, reachId, codeId, door.now.toISOString()],
    );
    await record(ctx, door, {
      chainId: practiceId,
      kind: 'reach.code-sent',
      payload: { personId, reachId, codeId, kind },
      announces: true,
    });
  });
}

/**
 * Takes the code that was typed; the right one makes the way verified. A wrong one counts, whatever happens after.
 * @throws AppError forbidden; not-found; invalid for a wrong code; expired when none is open (any more).
 */
export async function typeCode(ctx: Ctx, input: z.input<typeof TypeCode>): Promise<void> {
  const { reachId, code } = checkPerson(TypeCode, input);
  const { practiceId } = ctx;
  const left = await inPracticeSql(ctx, async (door) => {
    const { personId, kind } = await lockWay(ctx, door.sql, reachId);
    const at = door.now.toISOString();
    const [open] = await door.sql<{ codeId: string; tries: number }>(
      `update reach set "codeTries" = "codeTries" + 1 where "practiceId" = $1::uuid and id = $2::uuid
         and "codeId" is not null and "codeTries" < ${CODE_TRIES}
         and "codeSentAt" > $3::timestamptz - interval '${CODE_MINUTES} minutes'
       returning "codeId", "codeTries" as tries`,
      [practiceId, reachId, at],
    );
    if (!open) return null;
    if (!codeFits(open.codeId, code)) return CODE_TRIES - open.tries;
    await door.sql(
      `update reach set "codeId" = null, "verifiedAt" = $3::timestamptz where "practiceId" = $1::uuid and id = $2::uuid`,
      [practiceId, reachId, at],
    );
    await record(ctx, door, {
      chainId: practiceId,
      kind: 'reach.verified',
      payload: { personId, reachId, kind, via: 'code' },
    });
    return true;
  });
  if (left === true) return;
  if (left === null || left === 0) {
    throw new AppError(
      'expired',
      'This code is over: it was typed wrong too often or too late. Send a new one.',
    );
  }
  throw new AppError(
    'invalid',
    `That is not the code. ${plural(left, 'try', 'tries')} left. Check it with them.`,
  );
}
