// Photos that come with a step. The tick goes first and names its photo; the photo follows, and the record of the
// incident says that it came, what its bytes are, and when somebody removed it.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { authorize, type Ctx, type MemberCtx } from '@/lib/access';
import { AppError } from '@/lib/core';
import { parse } from '@/lib/core/parse';
import { id, text } from '@/lib/core/text';
import { inPracticeSql, type Sql, type SqlDoor } from '@/lib/db';
import { publish, record } from '@/lib/events';
import type { Picture } from '@/lib/pictures';
import { lockIncident } from './rows';

/** An incident's record must stay readable, and a practice's file must come in again where it is brought to. */
export const MOST_PHOTOS = 100;
export const MOST_PHOTO_BYTES = 40 * 1024 * 1024;

export interface NewPhoto {
  incident: string;
  photo: string;
  /** What the phone sent, made clean; asked for only when it may come. */
  picture: () => Promise<Picture>;
}

interface Named {
  stepId: string;
  title: string;
  siteId: string;
  allowed: boolean;
  /** It is there, or was. */
  came: boolean;
  here: boolean;
  inIncident: number;
  inPractice: number;
}

const COUNTS = 'It was not kept. What you ticked and wrote counts.';
const GONE = 'There is no such photo.';

/**
 * Keeps the photo of a step this member said something about; the same photo again changes nothing. False when it was
 * here and somebody removed it.
 * @throws AppError not-found unless this member's words were the first to name the photo; forbidden while photos are
 *   off; conflict when there is no more room; whatever `picture` throws
 */
export async function keepPhoto(ctx: MemberCtx, { incident, photo, picture }: NewPhoto): Promise<boolean> {
  const { practiceId } = ctx;
  const named = await inPracticeSql(ctx, ({ sql }) => findNamed(sql, ctx, incident, photo));
  authorize(ctx, 'incident.step', named.siteId);
  if (named.came) return named.here;
  refuseUnlessRoom(named);
  const { bytes, width, height } = await picture();
  const here = await inPracticeSql(ctx, async (door) => {
    await lockIncident(door, practiceId, incident);
    const again = await findNamed(door.sql, ctx, incident, photo);
    if (again.came) return again.here;
    refuseUnlessRoom(again);
    await door.sql(
      `insert into photo ("practiceId", id, "incidentId", bytes, at)
       values ($1::uuid, $2::uuid, $3::uuid, $4::bytea, $5::timestamptz)`,
      [practiceId, photo, incident, bytes, door.now.toISOString()],
    );
    await record(ctx, door, {
      chainId: incident,
      kind: 'photo.added',
      payload: {
        photo,
        step: named.stepId,
        title: named.title,
        width,
        height,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      },
    });
    return true;
  });
  publish({ what: 'events', practiceId, incidentId: incident });
  return here;
}

function refuseUnlessRoom({ allowed, inIncident, inPractice }: Named): void {
  if (!allowed) {
    throw new AppError(
      'forbidden',
      `Photos are off in this practice; a manager can turn them on in its settings. ${COUNTS}`,
    );
  }
  if (inIncident >= MOST_PHOTOS) {
    throw new AppError(
      'conflict',
      `This incident has ${MOST_PHOTOS} photos, and more is not read. ${COUNTS}`,
    );
  }
  if (inPractice >= MOST_PHOTO_BYTES) {
    throw new AppError(
      'conflict',
      `There is no more room for photos. A manager can remove some from the records of incidents. ${COUNTS}`,
    );
  }
}

/** What the photo belongs to. Whoever was first to name it, in any incident, may bring it; nobody else under that name. */
async function findNamed(sql: Sql, ctx: MemberCtx, incident: string, photo: string): Promise<Named> {
  const [named] = await sql<Named & { mine: boolean }>(
    `select c."stepId", t.title, i."siteId", c."accountId" = $4::uuid and i.id = $2::uuid as mine, pr.photos as allowed,
       exists (select 1 from event e where e."practiceId" = $1::uuid and e."chainId" = i.id and e.kind = 'photo.added'
         and e.payload ->> 'photo' = $3::text) as came,
       exists (select 1 from photo p where p."practiceId" = $1::uuid and p.id = $3::uuid) as here,
       (select count(*)::int from photo p where p."practiceId" = $1::uuid and p."incidentId" = i.id) as "inIncident",
       (select coalesce(sum(octet_length(p.bytes)), 0)::int from photo p where p."practiceId" = $1::uuid) as "inPractice"
     from command c
     join incident i on i."practiceId" = c."practiceId" and i.id = c."incidentId"
     join run_step t on t."practiceId" = c."practiceId" and t.id = c."stepId" and t."incidentId" = i.id
     join practice pr on pr."practiceId" = c."practiceId"
     -- Also what came after the close: it changed nothing, and its photo is not lost either.
     where c."practiceId" = $1::uuid and c.value ->> 'photo' = $3::text
       and (c.outcome = 'applied' or c.code = 'conflict')
     order by c."receivedAt", c.id limit 1`,
    [ctx.practiceId, incident, photo, ctx.actor.accountId],
  );
  if (!named?.mine) throw new AppError('not-found', GONE);
  return named;
}

/** A photo as JPEG. @throws AppError not-found */
export async function readPhoto(ctx: Ctx, photo: string): Promise<Buffer> {
  authorize(ctx, 'incident.read');
  const [found] = await inPracticeSql(ctx, ({ sql }) =>
    sql<{ bytes: Buffer }>(`select bytes from photo where "practiceId" = $1::uuid and id = $2::uuid`, [
      ctx.practiceId,
      photo,
    ]),
  );
  if (!found) throw new AppError('not-found', GONE);
  return found.bytes;
}

/** The photos of an incident that are here. */
export async function listPhotos({ sql }: SqlDoor, practiceId: string, incident: string): Promise<string[]> {
  const rows = await sql<{ id: string }>(
    `select id from photo where "practiceId" = $1::uuid and "incidentId" = $2::uuid order by at, id`,
    [practiceId, incident],
  );
  return rows.map((row) => row.id);
}

export const RemovePhoto = z.strictObject({ photo: id, reason: text(300) });

/**
 * Takes a photo away for good, as one that shows a patient's name; the record keeps that it was there, its hash, who
 * removed it and why. @throws AppError forbidden; invalid; not-found, also when somebody else just removed it
 */
export async function removePhoto(ctx: Ctx, input: z.input<typeof RemovePhoto>): Promise<void> {
  const { photo, reason } = parse(RemovePhoto, input);
  const { practiceId } = ctx;
  const incident = await inPracticeSql(ctx, async (door) => {
    const [found] = await door.sql<{ incident: string; siteId: string }>(
      `select i.id as incident, i."siteId" from photo p
       join incident i on i."practiceId" = p."practiceId" and i.id = p."incidentId"
       where p."practiceId" = $1::uuid and p.id = $2::uuid`,
      [practiceId, photo],
    );
    // Who decides whether there are photos decides which of them go.
    authorize(ctx, 'settings.edit', found?.siteId);
    if (!found) throw new AppError('not-found', GONE);
    await lockIncident(door, practiceId, found.incident);
    const gone = await door.sql(
      `delete from photo where "practiceId" = $1::uuid and id = $2::uuid returning id`,
      [practiceId, photo],
    );
    if (gone.length === 0) throw new AppError('not-found', GONE);
    const [came] = await door.sql<{ title: string; sha256: string }>(
      `select payload ->> 'title' as title, payload ->> 'sha256' as sha256 from event
       where "practiceId" = $1::uuid and "chainId" = $2::uuid and kind = 'photo.added' and payload ->> 'photo' = $3::text`,
      [practiceId, found.incident, photo],
    );
    await record(ctx, door, {
      chainId: found.incident,
      kind: 'photo.removed',
      payload: { photo, ...came, reason },
    });
    return found.incident;
  });
  publish({ what: 'events', practiceId, incidentId: incident });
}
