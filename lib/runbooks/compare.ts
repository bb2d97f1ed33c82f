// What differs between two versions of a plan. Pure; steps and sections are the same when their keys are.
import type { Plan, PlanSection, PlanStep } from './plan';

/** A step or a section as others are told of it. */
export interface Named {
  key: string;
  title: string;
}

const PLAN_FIELDS = ['title', 'kind', 'trigger', 'anchor', 'escalatesTo'] as const;
const STEP_FIELDS = ['title', 'detail', 'role', 'due', 'critical', 'needs', 'evidence'] as const;
type PlanField = (typeof PLAN_FIELDS)[number];
type StepField = (typeof STEP_FIELDS)[number];

type FieldChange<T, F extends keyof T> = { [K in F]: { field: K; from: T[K]; to: T[K] } }[F];
export type PlanFieldChange = FieldChange<Plan, PlanField>;
export type StepFieldChange = FieldChange<PlanStep, StepField>;

/** `after` is the neighbor above in the newer plan; null: first. A step's section is the one it is in, or was. */
export type PlanChange =
  | ({ kind: 'plan-changed' } & PlanFieldChange)
  | { kind: 'section-added'; section: Named; after: Named | null }
  | { kind: 'section-moved'; section: Named; after: Named | null }
  | { kind: 'section-removed'; section: Named }
  | { kind: 'section-changed'; section: Named; from: string; to: string }
  | { kind: 'step-added'; section: Named; step: PlanStep; after: Named | null }
  | { kind: 'step-removed'; section: Named; step: PlanStep }
  | { kind: 'step-moved'; section: Named; fromSection: Named; step: Named; after: Named | null }
  | { kind: 'step-changed'; section: Named; step: Named; fields: readonly StepFieldChange[] };

const named = ({ key, title }: Named): Named => ({ key, title });

/** Plain data, compared by what it holds. */
function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [mine, theirs] = [Object.entries(a), new Map(Object.entries(b))];
  return mine.length === theirs.size && mine.every(([key, value]) => same(value, theirs.get(key)));
}

function fieldChanges<T, F extends keyof T>(from: T, to: T, fields: readonly F[]): FieldChange<T, F>[] {
  return fields
    .filter((field) => !same(from[field], to[field]))
    .map((field) => ({ field, from: from[field], to: to[field] }) as FieldChange<T, F>);
}

/** Of places in an older order, read in the newer one, as many as can stay: a longest rising part. */
function longestRising(places: readonly number[]): Set<number> {
  const ends: number[] = [];
  const before = places.map((place, at) => {
    const low = ends.findIndex((end) => (places[end] ?? 0) >= place);
    const length = low < 0 ? ends.length : low;
    ends[length] = at;
    return ends[length - 1] ?? -1;
  });
  const stay = new Set<number>();
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) stay.add(places[at] ?? 0);
  return stay;
}

/** Keys of the newer list that kept their place among those both lists have. */
function stayers(from: readonly Named[], to: readonly Named[]): Set<string> {
  const places = new Map(from.map(({ key }, at) => [key, at]));
  const stay = longestRising(to.flatMap(({ key }) => places.get(key) ?? []));
  return new Set(from.filter((_, at) => stay.has(at)).map(({ key }) => key));
}

interface Placed {
  step: PlanStep;
  section: PlanSection;
}

function placed(plan: Plan): Map<string, Placed> {
  return new Map(
    plan.sections.flatMap((section) =>
      section.steps.map((step): [string, Placed] => [step.key, { step, section }]),
    ),
  );
}

const above = (list: readonly Named[], at: number): Named | null => {
  const neighbor = list[at - 1];
  return neighbor ? named(neighbor) : null;
};

function stepChanges(
  before: ReadonlyMap<string, Placed>,
  was: PlanSection | undefined,
  now: PlanSection,
): PlanChange[] {
  const stay = stayers(was?.steps ?? [], now.steps);
  const section = named(now);
  return now.steps.flatMap((step, at): PlanChange[] => {
    const old = before.get(step.key);
    const after = above(now.steps, at);
    if (!old) return [{ kind: 'step-added', section, step, after }];
    const fields = fieldChanges(old.step, step, STEP_FIELDS);
    const fromSection = named(old.section);
    const moved = old.section.key !== now.key || !stay.has(step.key);
    return [
      ...(moved ? [{ kind: 'step-moved', section, fromSection, step: named(step), after } as const] : []),
      ...(fields.length > 0 ? [{ kind: 'step-changed', section, step: named(step), fields } as const] : []),
    ];
  });
}

function removedSteps(was: PlanSection, after: ReadonlyMap<string, Placed>, section: Named): PlanChange[] {
  return was.steps
    .filter((step) => !after.has(step.key))
    .map((step) => ({ kind: 'step-removed', section, step }));
}

/** Everything that differs, in the newer plan's order; what only the older one had stands at the end of its section. */
export function comparePlans(from: Plan, to: Plan): PlanChange[] {
  const [before, after] = [placed(from), placed(to)];
  const old = new Map(from.sections.map((section) => [section.key, section]));
  const stay = stayers(from.sections, to.sections);
  const changes: PlanChange[] = fieldChanges<Plan, PlanField>(from, to, PLAN_FIELDS).map((change) => ({
    kind: 'plan-changed',
    ...change,
  }));
  for (const [at, now] of to.sections.entries()) {
    const was = old.get(now.key);
    old.delete(now.key);
    const section = named(now);
    const place = { section, after: above(to.sections, at) };
    if (!was) changes.push({ kind: 'section-added', ...place });
    else if (!stay.has(now.key)) changes.push({ kind: 'section-moved', ...place });
    if (was && was.title !== now.title)
      changes.push({ kind: 'section-changed', section, from: was.title, to: now.title });
    changes.push(...stepChanges(before, was, now));
    if (was) changes.push(...removedSteps(was, after, section));
  }
  for (const was of old.values()) {
    const section = named(was);
    changes.push({ kind: 'section-removed', section }, ...removedSteps(was, after, section));
  }
  return changes;
}
