// Readiness in words, from facts only: who can be reached, drills, the kit, reviews, agreements. Nobody praises
// themselves here.
import type { Ctx } from '@/lib/access';
import { may } from '@/lib/access/rules';
import { day, daysBetween, listed, plainDay, plural } from '@/lib/core';
import { inNoTree } from '@/lib/contacts/rules';
import { readReachability, readTests, readTreeFacts, readTrees } from '@/lib/contacts';
import { inPracticeSql } from '@/lib/db';
import { readBinders } from '@/lib/binder';
import type { Binder } from '@/lib/binder/schema';
import { readIncidents } from '@/lib/incidents';
import { readPractice } from '@/lib/practices';
import { readReviews } from '@/lib/runbooks';
import type { PlanReview } from '@/lib/runbooks/schema';
import { readAgreements } from './agreements';
import { readKit } from './kit-read';
import { AGREEMENT_DAYS, dateAndDistance, distance } from './rules';
import type { Agreement, Fix, KitItem, Readiness } from './schema';

const DRILL_DAYS = 92;

/** Facts and, most pressing first, what to fix. Sorted by how pressing: 0 stops a downtime from being handled at all. */
interface Said {
  facts: string[];
  fixes: (Fix & { rank: number })[];
}

/** @throws AppError forbidden. */
export async function readReadiness(ctx: Ctx): Promise<Readiness> {
  const [people, drills, kit, reviews, agreements, binders] = await Promise.all([
    sayPeople(ctx),
    sayDrills(ctx),
    readKit(ctx).then(sayKit),
    readReviews(ctx).then(({ due, coming }) => sayReviews(due, coming)),
    readAgreements(ctx).then(sayAgreements),
    Promise.all([readBinders(ctx), readPractice(ctx)]).then(([all, { zone }]) => sayBinders(all, zone)),
  ]);
  const said = [people, drills, kit, reviews, agreements, binders];
  return {
    facts: said.flatMap(({ facts }) => facts),
    fixes: said
      .flatMap(({ fixes }) => fixes)
      .sort((a, b) => a.rank - b.rank)
      .map(({ words, page }) => ({ words, page })),
  };
}

async function sayPeople(ctx: Ctx): Promise<Said> {
  const page = '/contacts';
  const [tree] = await readTrees(ctx);
  if (!tree) {
    return { facts: [], fixes: [{ words: 'No contact tree yet: nobody would be told', page, rank: 0 }] };
  }
  const [{ reachable, total, problems }, { people, elsewhere }, answered] = await Promise.all([
    readReachability(ctx, tree.id),
    readTreeFacts(ctx, null),
    sayLastTest(ctx),
  ]);
  const out = [...people.keys()].filter((id) => !elsewhere.has(id)).length;
  const fixes: Said['fixes'] = problems.map(({ name, problem }) => ({
    words: `${name}: ${problem}`,
    page,
    rank: /^(no number and|opted out of every)/.test(problem) ? 1 : 9,
  }));
  if (out > 0) fixes.unshift({ words: inNoTree(out), page: `/contacts/trees/${tree.id}`, rank: 1 });
  return { facts: [`${reachable} of ${total} people reachable`, ...answered], fixes };
}

async function sayLastTest(ctx: Ctx): Promise<string[]> {
  const { actor } = ctx;
  if (actor.kind !== 'member' || !may(actor.right, 'contacts.test')) return [];
  const last = (await readTests(ctx)).find(({ endedAt, again }) => endedAt !== null && !again);
  return last ? [`answered the last contact test: ${last.inTime} of ${last.total}`] : [];
}

async function sayDrills(ctx: Ctx): Promise<Said> {
  const page = '/incidents';
  const [closed, { zone }, now] = await Promise.all([
    readIncidents(ctx, { state: 'closed', limit: 100 }),
    readPractice(ctx),
    inPracticeSql(ctx, (door) => Promise.resolve(door.now)),
  ]);
  const drill = closed.find((card) => card.drill);
  if (!drill) {
    const words = 'No drill yet: run one this week, it takes three minutes';
    return { facts: [], fixes: [{ words, page, rank: 6 }] };
  }
  const days = daysBetween(new Date(drill.noticedAt), now, zone);
  const ago = days <= 0 ? 'today' : days === 1 ? 'yesterday' : distance(-days);
  return {
    facts: [`last drill ${ago}`],
    fixes: days > DRILL_DAYS ? [{ words: 'No drill in three months', page, rank: 6 }] : [],
  };
}

/** "Back-up internet, Paper packs and 3 more". */
function some(names: readonly string[]): string {
  if (names.length > 3) return `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;
  return listed(names);
}

function sayKit(kit: readonly KitItem[]): Said {
  const page = '/readiness#kit';
  if (kit.length === 0) {
    const words = 'No readiness kit yet: add the usual things, then check them';
    return { facts: [], fixes: [{ words, page, rank: 5 }] };
  }
  const fine = kit.filter(({ state }) => state === 'fine').length;
  const fixes: Said['fixes'] = kit.flatMap(({ id, state, name, checks: [last] }) =>
    state === 'wrong' && last
      ? [{ words: `${name}: ${stripStop(last.note)}`, page: `/readiness/${id}`, rank: 2 }]
      : [],
  );
  const due = kit.filter(({ state }) => state === 'due').toSorted((a, b) => a.days - b.days);
  const [oldest] = due;
  if (oldest) {
    const words =
      due.length === 1
        ? `Check ${oldest.name}: due ${dateAndDistance(oldest.dueOn, oldest.days)}`
        : `Check ${due.length} things of the kit: ${some(due.map(({ name }) => name))}`;
    fixes.push({ words, page: due.length === 1 ? `/readiness/${oldest.id}` : page, rank: 3 });
  }
  return { facts: [`${fine} of ${plural(kit.length, 'thing')} in the kit checked and in order`], fixes };
}

/** Sentences end with a full stop of their own. */
function stripStop(note: string): string {
  return note.replace(/[\s.]+$/, '');
}

function sayReviews(due: readonly PlanReview[], coming: readonly PlanReview[]): Said {
  const page = '/readiness#reviews';
  const [first] = due;
  if (first) {
    const [reason = ''] = first.reasons;
    const words =
      due.length === 1
        ? `Review ${first.title}: ${reason.charAt(0).toLowerCase()}${reason.slice(1)}`
        : `Review ${due.length} plans: ${some(due.map(({ title }) => title))}`;
    return { facts: [], fixes: [{ words, page, rank: 4 }] };
  }
  const next = coming.find(({ reviewOn }) => reviewOn !== null);
  if (!next?.reviewOn) return { facts: [], fixes: [] };
  // The first version is as it came; whoever published another looked at it.
  const done = coming.filter(({ last, version }) => last !== null || version > 1).length;
  const said =
    done === coming.length
      ? 'every plan reviewed'
      : done === 0
        ? 'no plan reviewed by you yet'
        : `${done} of ${coming.length} plans reviewed by you`;
  return { facts: [`${said}, the next by ${plainDay(next.reviewOn)}`], fixes: [] };
}

function sayAgreements(agreements: readonly Agreement[]): Said {
  const page = '/sites';
  const ending = agreements.filter(({ days }) => days <= AGREEMENT_DAYS);
  const [next] = agreements;
  return {
    facts: ending.length === 0 && next ? [`second place agreed until ${plainDay(next.endsOn)}`] : [],
    fixes: ending.map(({ name, endsOn, days }) => ({
      words: `The agreement for ${name} ${days < 0 ? 'ended' : 'ends'} ${dateAndDistance(endsOn, days)}`,
      page,
      rank: days < 0 ? 2 : 5,
    })),
  };
}

function sayBinders(binders: readonly Binder[], zone: string): Said {
  const page = '/binder';
  const one = binders.length === 1;
  return {
    facts: binders.flatMap(({ siteName, tickedAt, upToDate }) =>
      tickedAt && upToDate
        ? [`binder${one ? '' : ` at ${siteName}`} printed ${day(new Date(tickedAt), zone)}`]
        : [],
    ),
    fixes: binders.flatMap(({ siteName, tickedAt, changedSince }) => {
      const where = one ? 'the binder' : `the binder at ${siteName}`;
      if (!tickedAt) return [{ words: `Print ${where} and tick that it is on the shelf`, page, rank: 5 }];
      if (changedSince === 0) return [];
      const what = plural(changedSince, 'thing');
      const since = day(new Date(tickedAt), zone);
      return [{ words: `Print ${where} again: ${what} changed since ${since}`, page, rank: 5 }];
    }),
  };
}
