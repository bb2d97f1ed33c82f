// A practice is deleted for good: asked by an owner, with a fortnight to think again.
import type { z } from 'zod';
import { authorize, type Ctx } from '@/lib/access';
import { addMinutes, AppError } from '@/lib/core';
import { parse } from '@/lib/core/parse';
import { inPracticeSql, inSystem, type Sql } from '@/lib/db';
import { record } from '@/lib/events';
import { enqueue } from '@/lib/jobs';
import { GRACE_DAYS } from './rules';
import { AskDeletion, type Deletion } from './schema';

const KEEPER = 'keeper';

/** Said by a worker that could delete a practice, so that the page knows. */
export async function markKeeper(): Promise<void> {
  await inSystem(({ sql }) =>
    sql(
      `insert into heartbeat (name, at) values ('${KEEPER}', clock_timestamp())
       on conflict (name) do update set at = excluded.at`,
    ),
  );
}

/** Whether deleting is set up in this installation: a worker with the keeper's connection was seen within the day. */
export async function canDelete(): Promise<boolean> {
  const rows = await inSystem(({ sql }) =>
    sql(`select 1 from heartbeat where name = '${KEEPER}' and at > now() - interval '1 day'`),
  );
  return rows.length === 1;
}

/** @throws AppError unavailable where deleting is not set up. */
export async function requireDeleting(): Promise<void> {
  if (await canDelete()) return;
  throw new AppError(
    'unavailable',
    'Nothing was changed: deleting is not set up here. Ask whoever runs Holdfast for you.',
  );
}

interface Row {
  name: string;
  deleteAfter: Date | null;
}

async function lock(sql: Sql, practiceId: string): Promise<Row> {
  const [row] = await sql<Row>(
    `select name, "deleteAfter" from practice where "practiceId" = $1::uuid for update`,
    [practiceId],
  );
  if (!row) throw new AppError('not-found', 'There is no such practice.');
  return row;
}

const plain = (name: string): string => name.trim().replace(/\s+/g, ' ').toLocaleLowerCase('en-US');

/**
 * Asks for the practice to be deleted after the grace period; every owner is told. Asking twice changes nothing.
 * @throws AppError forbidden; invalid when the name typed is not the practice's; unavailable where deleting is not set up.
 */
export async function askDeletion(ctx: Ctx, input: z.input<typeof AskDeletion>): Promise<Date> {
  authorize(ctx, 'practice.delete');
  const { name } = parse(AskDeletion, input);
  await requireDeleting();
  const { practiceId } = ctx;
  return inPracticeSql(ctx, async (door) => {
    const row = await lock(door.sql, practiceId);
    if (plain(name) !== plain(row.name)) {
      throw new AppError(
        'invalid',
        `Nothing was changed: that is not the practice’s name. Type it as it stands here: ${row.name}`,
      );
    }
    if (row.deleteAfter) return row.deleteAfter;
    const after = addMinutes(door.now, GRACE_DAYS * 24 * 60);
    const by = ctx.actor.kind === 'system' ? null : ctx.actor.personId;
    await door.sql(
      `update practice set "deleteAfter" = $2::timestamptz, "deleteAskedBy" = $3::uuid where "practiceId" = $1::uuid`,
      [practiceId, after.toISOString(), by],
    );
    await record(ctx, door, {
      chainId: practiceId,
      kind: 'practice.deletion-asked',
      payload: { after: after.toISOString() },
      announces: true,
    });
    await enqueue(door.sql, 'practice-deletion', { practiceId }, { startAfter: after });
    return after;
  });
}

/** Takes it back, any time before. Nothing happens when nobody asked. @throws AppError forbidden; not-found. */
export async function cancelDeletion(ctx: Ctx): Promise<void> {
  authorize(ctx, 'practice.delete');
  const { practiceId } = ctx;
  await inPracticeSql(ctx, async (door) => {
    if (!(await lock(door.sql, practiceId)).deleteAfter) return;
    await door.sql(
      `update practice set "deleteAfter" = null, "deleteAskedBy" = null where "practiceId" = $1::uuid`,
      [practiceId],
    );
    await record(ctx, door, {
      chainId: practiceId,
      kind: 'practice.deletion-cancelled',
      payload: {},
      announces: true,
    });
  });
}

/** The deletion that was asked for; null when none was. @throws AppError forbidden. */
export async function findDeletion(ctx: Ctx): Promise<Deletion | null> {
  authorize(ctx, 'settings.edit');
  const [row] = await inPracticeSql(ctx, ({ sql }) =>
    sql<{ after: Date; askedBy: string | null; askedAt: Date | null }>(
      `select p."deleteAfter" as after, who.name as "askedBy", (select max(e.at) from event e
         where e."practiceId" = p."practiceId" and e."chainId" = p."practiceId" and e.kind = 'practice.deletion-asked')
         as "askedAt"
       from practice p left join person who on who."practiceId" = p."practiceId" and who.id = p."deleteAskedBy"
       where p."practiceId" = $1::uuid and p."deleteAfter" is not null`,
      [ctx.practiceId],
    ),
  );
  if (!row) return null;
  return {
    after: row.after.toISOString(),
    askedBy: row.askedBy ?? 'Somebody',
    askedAt: row.askedAt?.toISOString() ?? null,
  };
}
