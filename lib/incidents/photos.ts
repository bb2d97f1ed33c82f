// Photos that come with a step. The tick goes first and names its photo; the photo follows, and the record of the
// incident says that it came and what its bytes are.
import { createHash } from 'node:crypto';
import { authorize, type Ctx, type MemberCtx } from '@/lib/access';
import { AppError } from '@/lib/core';
import { inPracticeSql, type Sql, type SqlDoor } from '@/lib/db';
import { publish, record } from '@/lib/events';
import { cleanPicture, isCleanPicture } from '@/lib/pictures';
import { lockIncident } from './rows';

/** An incident's record must stay readable, and a practice's file must come in again where it is brought to. */
export const MOST_PHOTOS = 100;
const MOST_BYTES = 40 * 1024 * 1024;

export interface NewPhoto {
  incident: string;
  photo: string;
  /** As the phone sent it. */
  bytes: Buffer;
}

interface Named {
  stepId: string;
  title: string;
  siteId: string;
  allowed: boolean;
  kept: boolean;
  inIncident: number;
  inPractice: number;
}

const NO_ROOM =
  'There is no more room for photos here, so this one was not kept. What you ticked and wrote counts. An owner can delete old records under Settings.';

/**
 * Keeps the photo of a step this member said something about; the same photo again changes nothing.
 * @throws AppError not-found unless this member's words were the first to name the photo; forbidden while photos are
 * off; conflict when there is no more room; invalid when it is no picture; unavailable when it cannot be looked at now.
 */
export async function keepPhoto(ctx: MemberCtx, { incident, photo, bytes }: NewPhoto): Promise<void> {
  const { practiceId } = ctx;
  const named = await inPracticeSql(ctx, ({ sql }) => findNamed(sql, ctx, incident, photo));
  authorize(ctx, 'incident.step', named.siteId);
  if (named.kept) return;
  if (!named.allowed) {
    throw new AppError(
      'forbidden',
      'Photos are off in this practice, so this one was not kept. What you ticked and wrote counts.',
    );
  }
  if (named.inIncident >= MOST_PHOTOS || named.inPractice >= MOST_BYTES)
    throw new AppError('conflict', NO_ROOM);
  const picture = await cleanPicture(bytes);
  const { width, height } = picture;
  await inPracticeSql(ctx, async (door) => {
    await lockIncident(door, practiceId, incident);
    const kept = await door.sql(
      `insert into photo ("practiceId", id, "incidentId", width, height, bytes, at)
       values ($1::uuid, $2::uuid, $3::uuid, $4::int, $5::int, $6::bytea, $7::timestamptz)
       on conflict ("practiceId", id) do nothing returning id`,
      [practiceId, photo, incident, width, height, picture.bytes, door.now.toISOString()],
    );
    if (kept.length === 0) return;
    await record(ctx, door, {
      chainId: incident,
      kind: 'photo.added',
      payload: {
        photo,
        step: named.stepId,
        title: named.title,
        width,
        height,
        sha256: createHash('sha256').update(picture.bytes).digest('hex'),
      },
    });
  });
  publish({ what: 'events', practiceId, incidentId: incident });
}

/** What the photo belongs to. Whoever was first to name it may bring it, nobody else under the same name. */
async function findNamed(sql: Sql, ctx: MemberCtx, incident: string, photo: string): Promise<Named> {
  const [named] = await sql<Named & { mine: boolean }>(
    `select c."stepId", t.title, i."siteId", c."accountId" = $4::uuid as mine, pr.photos as allowed,
       exists (select 1 from photo p where p."practiceId" = $1::uuid and p.id = $3::uuid) as kept,
       (select count(*)::int from photo p where p."practiceId" = $1::uuid and p."incidentId" = i.id) as "inIncident",
       (select coalesce(sum(octet_length(p.bytes)), 0)::int from photo p where p."practiceId" = $1::uuid) as "inPractice"
     from command c
     join incident i on i."practiceId" = c."practiceId" and i.id = c."incidentId"
     join run_step t on t."practiceId" = c."practiceId" and t.id = c."stepId" and t."incidentId" = i.id
     join practice pr on pr."practiceId" = c."practiceId"
     -- Also what came after the close: it changed nothing, and its photo is not lost either.
     where c."practiceId" = $1::uuid and c."incidentId" = $2::uuid and c.value ->> 'photo' = $3::text
       and (c.outcome = 'applied' or c.code = 'conflict')
     order by c."receivedAt", c.id limit 1`,
    [ctx.practiceId, incident, photo, ctx.actor.accountId],
  );
  if (!named?.mine) throw new AppError('not-found', 'There is no such photo.');
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
  if (!found) throw new AppError('not-found', 'There is no such photo.');
  return found.bytes;
}

/** The photos of an incident that are here. */
export async function listPhotos({ sql }: SqlDoor, practiceId: string, incident: string): Promise<string[]> {
  const rows = await sql<{ id: string }>(
    `select id from photo where "practiceId" = $1::uuid and "incidentId" = $2::uuid order by at, id`,
    [practiceId, incident],
  );
  return rows.map(({ id }) => id);
}

/**
 * What is wrong with the photos going by what the records say of them, in one incident or in all; null when nothing is.
 */
export async function photoFault(
  sql: Sql,
  practiceId: string,
  incident: string | null = null,
): Promise<string | null> {
  const [wrong] = await sql<{ seq: number | null }>(
    `select e.seq from (select id, "incidentId", encode(sha256(bytes), 'hex') as hash from photo
         where "practiceId" = $1::uuid and ($2::uuid is null or "incidentId" = $2::uuid)) p
     full join (select seq, "chainId", payload ->> 'photo' as photo, payload ->> 'sha256' as hash from event
         where "practiceId" = $1::uuid and kind = 'photo.added' and ($2::uuid is null or "chainId" = $2::uuid)) e
       on e."chainId" = p."incidentId" and e.photo = p.id::text and e.hash = p.hash
     where p.id is null or e.seq is null order by e.seq limit 1`,
    [practiceId, incident],
  );
  if (!wrong) return null;
  return wrong.seq === null
    ? 'It holds a photo that no entry speaks of.'
    : `The photo of entry ${wrong.seq} is not the one that came.`;
}

/** Whether an imported row could be a photo of ours. */
export function couldBePhoto(row: Readonly<Record<string, unknown>>): boolean {
  const { bytes } = row;
  return (
    typeof bytes === 'string' &&
    /^\\x([0-9a-f]{2})+$/.test(bytes) &&
    isCleanPicture(Buffer.from(bytes.slice(2), 'hex'))
  );
}
