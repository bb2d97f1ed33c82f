// Photos held against what the record says of them: one that was changed, added or taken away is found.
import type { Sql } from '@/lib/db';
import { isCleanPicture, MOST_CLEAN_BYTES } from '@/lib/pictures';
import { MOST_PHOTO_BYTES, MOST_PHOTOS } from './photos';

/** What is wrong with the photos of one incident, or of all; null when nothing is. */
export async function photoFault(
  sql: Sql,
  practiceId: string,
  incident: string | null = null,
): Promise<string | null> {
  const [wrong] = await sql<{ seq: number | null }>(
    `with said as (select seq, kind, "chainId", payload ->> 'photo' as photo, payload ->> 'sha256' as hash from event
       where "practiceId" = $1::uuid and kind in ('photo.added', 'photo.removed')
         and ($2::uuid is null or "chainId" = $2::uuid))
     select e.seq from (select id, "incidentId", encode(sha256(bytes), 'hex') as hash from photo
         where "practiceId" = $1::uuid and ($2::uuid is null or "incidentId" = $2::uuid)) p
     full join (select * from said a where kind = 'photo.added' and not exists (select 1 from said r
         where r.kind = 'photo.removed' and r."chainId" = a."chainId" and r.photo = a.photo)) e
       on e."chainId" = p."incidentId" and e.photo = p.id::text and e.hash = p.hash
     where p.id is null or e.seq is null order by e.seq limit 1`,
    [practiceId, incident],
  );
  if (!wrong) return null;
  return wrong.seq === null
    ? 'It holds a photo that no entry speaks of.'
    : `The photo of entry ${wrong.seq} is not the one that came.`;
}

/** True when there are more photos than could have been kept one by one: for rows that came from elsewhere. */
export async function hasTooManyPhotos(sql: Sql, practiceId: string): Promise<boolean> {
  const rows = await sql<{ n: number; size: string }>(
    `select count(*)::int as n, sum(octet_length(bytes)) as size from photo where "practiceId" = $1::uuid
     group by "incidentId"`,
    [practiceId],
  );
  // The last ones kept, in several incidents at once, may have gone over the edge.
  const most = MOST_PHOTO_BYTES + 5 * MOST_CLEAN_BYTES;
  return (
    rows.some(({ n }) => n > MOST_PHOTOS) || rows.reduce((sum, { size }) => sum + Number(size), 0) > most
  );
}

/** Whether an imported row could be a photo of ours. */
export function couldBePhoto({ bytes }: Readonly<Record<string, unknown>>): boolean {
  return (
    typeof bytes === 'string' &&
    bytes.length <= 2 * MOST_CLEAN_BYTES + 2 &&
    bytes.length % 2 === 0 &&
    /^\\x[0-9a-f]+$/.test(bytes) &&
    isCleanPicture(Buffer.from(bytes.slice(2), 'hex'))
  );
}
