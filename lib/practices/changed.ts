// What follows every change of a place: an event on the practice's chain, and new printed binders.
import type { Ctx } from '@/lib/access';
import { AppError } from '@/lib/core';
import type { Sql, SqlDoor } from '@/lib/db';
import { record } from '@/lib/events';
import { enqueue } from '@/lib/jobs';

/** Records what changed and has what is printed made again, in the same transaction. */
export async function changed(
  ctx: Ctx,
  door: SqlDoor,
  kind: string,
  payload: Record<string, unknown>,
): Promise<void> {
  const { practiceId } = ctx;
  await record(ctx, door, { chainId: practiceId, kind, payload });
  // While the product itself sets a practice up there is nothing printed yet.
  if (ctx.actor.kind !== 'system') await enqueue(door.sql, 'binder', { practiceId });
}

/** Locks the practice's row: what counts sites or people before it decides waits for its turn. */
export async function lockPractice(sql: Sql, practiceId: string): Promise<void> {
  await sql(`select 1 from practice where "practiceId" = $1::uuid for update`, [practiceId]);
}

/** @throws AppError invalid unless the person is active in this practice. */
export async function requirePerson(sql: Sql, practiceId: string, personId: string): Promise<void> {
  const rows = await sql(
    `select 1 from person where "practiceId" = $1::uuid and id = $2::uuid and "deactivatedAt" is null`,
    [practiceId, personId],
  );
  if (rows.length === 0) {
    throw new AppError(
      'invalid',
      'Nothing was saved: the person chosen is not on your list any more. Choose somebody else.',
    );
  }
}
