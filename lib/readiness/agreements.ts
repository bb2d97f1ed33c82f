// Second places whose agreement has an end.
import { authorize, type Ctx } from '@/lib/access';
import { inPracticeSql } from '@/lib/db';
import type { Agreement } from './schema';

/** Agreements with an end, the next first. @throws AppError forbidden. */
export async function readAgreements(ctx: Ctx): Promise<Agreement[]> {
  authorize(ctx, 'practice.read');
  return inPracticeSql(ctx, ({ sql, now }) =>
    sql<Agreement>(
      `select a.id as "alternateSiteId", a.name, s.name as "siteName", to_char(a."agreementExpires", 'YYYY-MM-DD') as "endsOn",
         a."agreementExpires" - ($2::timestamptz at time zone p.zone)::date as days
       from alternate_site a join practice p on p."practiceId" = a."practiceId"
       join site s on s."practiceId" = a."practiceId" and s.id = a."siteId" and s."deactivatedAt" is null
       where a."practiceId" = $1::uuid and a."deactivatedAt" is null and a."agreementExpires" is not null
       order by a."agreementExpires", a.name, a.id`,
      [ctx.practiceId, now.toISOString()],
    ),
  );
}
