// When a plan is to be looked through again, and that somebody did: "reviewed, no change" is an act with a name.
// Due on its day, after every incident or drill that used it, and after a site or vendor changed (45 CFR
// 164.316(b)(2)(iii): review "in response to environmental or operational changes").
import type { z } from 'zod';
import { actingPerson, authorize, type Ctx } from '@/lib/access';
import { AppError, day, newId, plainDay, plural } from '@/lib/core';
import { parse } from '@/lib/core/parse';
import { inPracticeSql, type SqlDoor } from '@/lib/db';
import { record } from '@/lib/events';
import { ReviewRunbook, type PlanReview, type Reviews } from './schema';

interface ReviewRow {
  runbookId: string;
  slug: string;
  title: string;
  version: number;
  ownerName: string | null;
  reviewOn: string | null;
  zone: string;
  today: string;
  lastReviewAt: Date | null;
  lastReviewBy: string | null;
  lastNote: string | null;
  used: number;
  usedAt: Date | null;
  usedDrill: boolean | null;
  sitesAt: Date | null;
  vendorsAt: Date | null;
}

/** Every plan in force with what has happened since it was last published or reviewed. */
const REVIEWS = `select r.id as "runbookId", r.slug, v.title, v.number as version, o.name as "ownerName", p.zone,
    to_char(coalesce(r."reviewOn", v."reviewOn"), 'YYYY-MM-DD') as "reviewOn",
    to_char($2::timestamptz at time zone p.zone, 'YYYY-MM-DD') as today,
    w.at as "lastReviewAt", w.name as "lastReviewBy", w.note as "lastNote",
    used.count as used, used.at as "usedAt", used.drill as "usedDrill", changed."sitesAt", changed."vendorsAt"
  from runbook r
  join practice p on p."practiceId" = r."practiceId"
  join runbook_version v on v."practiceId" = r."practiceId" and v.id = r."currentId"
  left join person o on o."practiceId" = r."practiceId" and o.id = r."ownerId"
  left join lateral (select x.at, x.note, n.name from runbook_review x
    left join person n on n."practiceId" = x."practiceId" and n.id = x."personId"
    where x."practiceId" = r."practiceId" and x."runbookId" = r.id order by x.at desc, x.id desc limit 1) w on true
  cross join lateral (select greatest(v."publishedAt", w.at) as at) since
  cross join lateral (select count(*)::int as count, max(i."noticedAt") as at,
      (array_agg(i.drill order by i."noticedAt" desc))[1] as drill
    from run u join runbook_version b on b."practiceId" = u."practiceId" and b.id = u."versionId"
    join incident i on i."practiceId" = u."practiceId" and i.id = u."incidentId"
    where u."practiceId" = r."practiceId" and b."runbookId" = r.id and i."closedAt" > since.at) used
  cross join lateral (select max(e.at) filter (where e.kind not like 'vendor.%') as "sitesAt",
      max(e.at) filter (where e.kind like 'vendor.%') as "vendorsAt"
    from event e where e."practiceId" = r."practiceId" and e."chainId" = r."practiceId" and e.at > since.at
      and (e.kind like 'site.%' or e.kind like 'alternate-site.%' or e.kind like 'vendor.%'
        or e.kind = 'practice.facts-changed')) changed
  where r."practiceId" = $1::uuid and r."deactivatedAt" is null
  order by r.position, v.title, r.id`;

/** Why it is due now, in words; empty when it is not. */
function reasonsOf(row: ReviewRow): string[] {
  const reasons: string[] = [];
  const on = (at: Date) => day(at, row.zone);
  if (row.usedAt) {
    const kind = row.usedDrill ? 'drill' : 'incident';
    reasons.push(
      row.used > 1
        ? `${plural(row.used, 'incident or drill', 'incidents and drills')} used it, the last on ${on(row.usedAt)}`
        : `${row.usedDrill ? 'A' : 'An'} ${kind} used it on ${on(row.usedAt)}`,
    );
  }
  if (row.sitesAt) reasons.push(`Sites changed on ${on(row.sitesAt)}`);
  if (row.vendorsAt) reasons.push(`Vendors changed on ${on(row.vendorsAt)}`);
  if (row.reviewOn !== null && row.reviewOn <= row.today) {
    const today = row.reviewOn === row.today;
    reasons.push(today ? 'Its review is due today' : `Its review was due ${plainDay(row.reviewOn)}`);
  }
  return reasons;
}

function viewOf(row: ReviewRow): PlanReview {
  const { runbookId, slug, title, version, ownerName, reviewOn } = row;
  return {
    runbookId,
    slug,
    title,
    version,
    ownerName,
    reviewOn,
    reasons: reasonsOf(row),
    last: row.lastReviewAt && {
      at: row.lastReviewAt.toISOString(),
      by: row.lastReviewBy,
      note: row.lastNote ?? '',
    },
  };
}

/** Plans whose review is due, with the reasons; then those that come, the next first. @throws AppError forbidden. */
export async function readReviews(ctx: Ctx): Promise<Reviews> {
  authorize(ctx, 'runbook.read');
  const rows = await inPracticeSql(ctx, ({ sql, now }) =>
    sql<ReviewRow>(REVIEWS, [ctx.practiceId, now.toISOString()]),
  );
  const views = rows.map(viewOf);
  return {
    due: views.filter(({ reasons }) => reasons.length > 0),
    coming: views
      .filter(({ reasons }) => reasons.length === 0)
      .sort((a, b) => (a.reviewOn ?? '9999').localeCompare(b.reviewOn ?? '9999')),
  };
}

/** The day so many months after another. */
async function monthsAfter({ sql }: SqlDoor, today: string, months: number): Promise<string> {
  const [row] = await sql<{ on: string }>(
    `select to_char($1::date + make_interval(months => $2::int), 'YYYY-MM-DD') as on`,
    [today, months],
  );
  return row?.on ?? today;
}

/**
 * "Reviewed, no change": the version in force stays, its next review moves, a year on unless another day is given.
 * @throws AppError forbidden; not-found; invalid for a day that is not ahead or is more than two years off.
 */
export async function reviewRunbook(ctx: Ctx, input: z.input<typeof ReviewRunbook>): Promise<string> {
  authorize(ctx, 'runbook.publish');
  const given = parse(ReviewRunbook, input);
  const { practiceId } = ctx;
  return inPracticeSql(ctx, async (door) => {
    const { sql, now } = door;
    const [plan] = await sql<{ versionId: string; number: number; title: string; today: string }>(
      `select v.id as "versionId", v.number, v.title,
         to_char($3::timestamptz at time zone p.zone, 'YYYY-MM-DD') as today
       from runbook r join practice p on p."practiceId" = r."practiceId"
       join runbook_version v on v."practiceId" = r."practiceId" and v.id = r."currentId"
       where r."practiceId" = $1::uuid and r.id = $2::uuid and r."deactivatedAt" is null for update of r`,
      [practiceId, given.runbookId, now.toISOString()],
    );
    if (!plan) throw new AppError('not-found', 'There is no such plan in force.');
    const nextOn = given.nextOn ?? (await monthsAfter(door, plan.today, 12));
    if (nextOn <= plan.today || nextOn > (await monthsAfter(door, plan.today, 24))) {
      throw new AppError(
        'invalid',
        'The next review must be after today and within two years. Nothing was changed; choose another day.',
      );
    }
    const id = newId();
    await sql(
      `insert into runbook_review ("practiceId", id, "runbookId", "versionId", "personId", note, "nextOn", at)
       values ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::uuid, $6, $7::date, $8::timestamptz)`,
      [
        practiceId,
        id,
        given.runbookId,
        plan.versionId,
        actingPerson(ctx.actor),
        given.note,
        nextOn,
        now.toISOString(),
      ],
    );
    await sql(`update runbook set "reviewOn" = $3::date where "practiceId" = $1::uuid and id = $2::uuid`, [
      practiceId,
      given.runbookId,
      nextOn,
    ]);
    const { versionId, number, title } = plan;
    await record(ctx, door, {
      chainId: practiceId,
      kind: 'runbook.reviewed',
      payload: { runbookId: given.runbookId, versionId, number, title, note: given.note, nextOn },
    });
    return nextOn;
  });
}
