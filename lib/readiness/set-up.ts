// Setting up in a quarter of an hour: what is done is counted from facts; what was left for later is remembered.
import type { z } from 'zod';
import { authorize, type Ctx, type MemberCtx } from '@/lib/access';
import { AppError, plural } from '@/lib/core';
import { parse } from '@/lib/core/parse';
import { inPracticeSql } from '@/lib/db';
import { SET_UP_STEPS, type SetUpStep } from './rules';
import { PutSetUp, PutStep, type SetUp } from './schema';

interface Facts {
  began: boolean;
  away: boolean;
  later: string[];
  sites: number;
  withoutHours: number;
  people: number;
  plans: number;
  drafts: number;
  tree: string | null;
  phone: string | null;
  pin: string | null;
  tests: number;
}

const FACTS = `select coalesce(p."setUp" ? 'began', false) as began, coalesce((p."setUp" ->> 'away')::boolean, false) as away,
    array(select jsonb_array_elements_text(coalesce(p."setUp" -> 'later', '[]'))) as later,
    (select count(*)::int from site s where s."practiceId" = p."practiceId" and s."deactivatedAt" is null) as sites,
    (select count(*)::int from site s where s."practiceId" = p."practiceId" and s."deactivatedAt" is null
      and s.hours = '{}') as "withoutHours",
    (select count(*)::int from person o where o."practiceId" = p."practiceId" and o."deactivatedAt" is null) as people,
    (select count(*)::int from runbook r where r."practiceId" = p."practiceId" and r."deactivatedAt" is null
      and r."currentId" is not null) as plans,
    (select count(*)::int from runbook r where r."practiceId" = p."practiceId" and r."deactivatedAt" is null
      and r."currentId" is null) as drafts,
    (select t.name from tree t where t."practiceId" = p."practiceId" and t."deactivatedAt" is null
      order by t.position limit 1) as tree,
    (select e.device from session e where e."accountId" = $2::uuid and e."practiceId" is null
      and e.device ~ '(iPhone|iPad|Android)' order by e."lastSeenAt" desc limit 1) as phone,
    (select d.name from device d where d."accountId" = $2::uuid and d."revokedAt" is null and d."expiresAt" > now()
      limit 1) as pin,
    (select count(*)::int from contact_test c where c."practiceId" = p."practiceId") as tests
  from practice p where p."practiceId" = $1::uuid`;

const FOUND: Record<SetUpStep, (facts: Facts) => { done: boolean; fact: string }> = {
  sites: ({ sites, withoutHours }) => ({
    done: sites > 0,
    fact: `${plural(sites, 'site')}${withoutHours > 0 ? `, ${withoutHours} without opening hours` : ''}`,
  }),
  people: ({ people }) => ({
    done: people > 1,
    fact: people > 1 ? plural(people, 'person', 'people') : 'Only you so far',
  }),
  plans: ({ plans, drafts }) => ({
    done: plans > 0,
    fact: `${plural(plans, 'plan')} in force${drafts > 0 ? `, ${plural(drafts, 'draft')} to finish` : ''}`,
  }),
  tree: ({ tree }) => ({ done: tree !== null, fact: tree ?? 'No contact tree yet: nobody would be told' }),
  phone: ({ phone }) => ({ done: phone !== null, fact: phone ?? 'You have not signed in on a phone yet' }),
  pin: ({ pin }) => ({ done: pin !== null, fact: pin ?? 'No phone of yours opens with a PIN yet' }),
  test: ({ tests }) => ({ done: tests > 0, fact: tests > 0 ? plural(tests, 'contact test') : 'No test yet' }),
};

/** Where setting up stands for the one who looks. @throws AppError forbidden; not-found. */
export async function readSetUp(ctx: MemberCtx): Promise<SetUp> {
  authorize(ctx, 'practice.edit');
  const [facts] = await inPracticeSql(ctx, ({ sql }) =>
    sql<Facts>(FACTS, [ctx.practiceId, ctx.actor.accountId]),
  );
  if (!facts) throw new AppError('not-found', 'There is no such practice.');
  const steps = SET_UP_STEPS.map((step) => ({
    step,
    later: facts.later.includes(step),
    ...FOUND[step](facts),
  }));
  const done = steps.filter((one) => one.done).length;
  const next = steps.find((one) => !one.done && !one.later)?.step ?? null;
  return { shown: facts.began && !facts.away && done < steps.length, away: facts.away, done, next, steps };
}

async function put(ctx: Ctx, change: string, value: string): Promise<void> {
  authorize(ctx, 'practice.edit');
  // Where somebody is with a to-do list is not what the practice's record is for: no event.
  await inPracticeSql(ctx, ({ sql }) =>
    sql(`update practice set "setUp" = ${change} where "practiceId" = $1::uuid`, [ctx.practiceId, value]),
  );
}

/** Leaves a step for later, or takes it up again. @throws AppError forbidden, invalid. */
export async function laterStep(ctx: Ctx, input: z.input<typeof PutStep>): Promise<void> {
  const { step, later } = parse(PutStep, input);
  const without = `coalesce("setUp" -> 'later', '[]') - $2::text`;
  const list = later ? `(${without}) || to_jsonb($2::text)` : without;
  await put(ctx, `jsonb_set("setUp", '{later}', ${list})`, step);
}

/** Puts the whole list away, or brings it back. @throws AppError forbidden, invalid. */
export async function putSetUpAway(ctx: Ctx, input: z.input<typeof PutSetUp>): Promise<void> {
  const { away } = parse(PutSetUp, input);
  // Brought back where it was never begun, it is begun.
  await put(
    ctx,
    `"setUp" || jsonb_build_object('away', $2::boolean, 'began', coalesce("setUp" -> 'began', 'true'))`,
    String(away),
  );
}
