// Numbers that said STOP, to whichever practice texted them: known by a hash only, and heeded as soon as one is listed.
import { createHmac } from 'node:crypto';
import type { SqlDoor } from '@/lib/db';
import { env } from '@/lib/env';

/** A number as tables that all practices share know it. */
export function hashNumber(number: string): string {
  return createHmac('sha256', env().APP_SECRET).update(`number:${number}`).digest('base64url');
}

/** Marks those of the practice's numbers that said STOP elsewhere: nobody counts on reaching somebody there. */
export async function heedStops(
  { sql, now }: SqlDoor,
  practiceId: string,
  addresses: readonly string[],
): Promise<void> {
  if (addresses.length === 0) return;
  const hashed = addresses.map((address) => ({ address, hash: hashNumber(address) }));
  await sql(
    `update reach r set "optedOutAt" = $3::timestamptz
     from jsonb_to_recordset($2::jsonb) as x(address text, hash text) join number_opt_out n on n."numberHash" = x.hash
     where r."practiceId" = $1::uuid and r.address = x.address and r.kind <> 'email' and r."optedOutAt" is null`,
    [practiceId, JSON.stringify(hashed), now.toISOString()],
  );
}
