// Comparing plans: exact both ways, and no more said than really changed.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JOB_ROLES } from '@/lib/access/rules';
import type { Named } from './compare';
import type { Plan, PlanSection, PlanStep } from './plan';
import { comparePlans, EVIDENCE, NEEDS, RUNBOOK_KINDS, type PlanChange } from './rules';

const due = fc.option(
  fc.oneof(
    fc.record({ minutes: fc.integer({ min: -60, max: 60 }) }),
    fc.record({
      day: fc.integer({ min: -2, max: 2 }),
      at: fc.constantFrom('open' as const, 'close' as const, '17:30' as const),
    }),
  ),
);
const words = fc.string({ maxLength: 6 });
const fields = fc.record({
  title: words,
  detail: words,
  role: fc.constantFrom(...JOB_ROLES),
  due,
  critical: fc.boolean(),
  needs: fc.uniqueArray(fc.constantFrom(...NEEDS)),
  evidence: fc.constantFrom(...EVIDENCE),
});
const head = fc.record({
  title: words,
  kind: fc.constantFrom(...RUNBOOK_KINDS),
  trigger: words,
  anchor: words,
  escalatesTo: fc.uniqueArray(words, { maxLength: 3 }),
});

/** Few keys, so that two plans share many: sections a to e, steps dealt out among them in any order. */
const plan: fc.Arbitrary<Plan> = fc
  .record({
    head,
    sections: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1 }),
    titles: fc.array(words, { minLength: 5, maxLength: 5 }),
    keys: fc.uniqueArray(fc.integer({ min: 0, max: 15 }), { maxLength: 16 }),
    places: fc.array(fc.nat({ max: 4 }), { minLength: 16, maxLength: 16 }),
    steps: fc.array(fields, { minLength: 16, maxLength: 16 }),
  })
  .map((made) => ({
    ...made.head,
    sections: made.sections.map((key, at): PlanSection => ({
      key,
      title: made.titles[at] ?? '',
      steps: made.keys.flatMap((number, place): PlanStep[] => {
        const step = made.steps[place];
        const mine = (made.places[place] ?? 0) % made.sections.length === at;
        return step && mine ? [{ key: `s${number}`, ...step }] : [];
      }),
    })),
  }));

/** What an editor does: one thing after the other. */
const edit = fc.record({
  what: fc.constantFrom('move', 'remove', 'add', 'change', 'rename', 'drop-section', 'move-section'),
  from: fc.nat({ max: 15 }),
  to: fc.nat({ max: 15 }),
  step: fields,
});
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

function edited(start: Plan, edits: readonly Edit[]): Plan {
  const sections = start.sections.map((section) => ({ ...section, steps: [...section.steps] }));
  for (const [count, { what, from, to, step }] of edits.entries()) {
    const source = sections[from % sections.length];
    const target = sections[to % sections.length];
    if (!source || !target) continue;
    const at = from % Math.max(1, source.steps.length);
    if (what === 'rename') source.title = step.title;
    if (what === 'add')
      target.steps.splice(to % (target.steps.length + 1), 0, { key: `new${count}`, ...step });
    if (what === 'remove') source.steps.splice(at, 1);
    if (what === 'drop-section' && sections.length > 1) sections.splice(from % sections.length, 1);
    if (what === 'move-section') {
      sections.splice(from % sections.length, 1);
      sections.splice(to % (sections.length + 1), 0, source);
    }
    const one = source.steps[at];
    if (what === 'change' && one) source.steps[at] = { ...one, title: step.title, due: step.due };
    if (what === 'move' && one) {
      source.steps.splice(at, 1);
      target.steps.splice(to % (target.steps.length + 1), 0, one);
    }
  }
  return { ...start, sections };
}

interface Draft extends Named {
  steps: PlanStep[];
}

/** Puts an item below its neighbor; at the end when that is not there. */
function insert<T extends Named>(list: T[], item: T, after: Named | null): void {
  const at = after === null ? 0 : list.findIndex(({ key }) => key === after.key) + 1;
  list.splice(at === 0 && after !== null ? list.length : at, 0, item);
}

function takeOut<T extends Named>(list: T[], key: string): T | undefined {
  const at = list.findIndex((item) => item.key === key);
  return at < 0 ? undefined : list.splice(at, 1)[0];
}

/** The section, made at the end when it is not there. */
function requireSection(sections: Draft[], { key, title }: Named): Draft {
  const found = sections.find((section) => section.key === key);
  if (found) return found;
  const made = { key, title, steps: [] };
  sections.push(made);
  return made;
}

/** Sections in their order, then with their names. */
function arrange(sections: Draft[], changes: readonly PlanChange[]): void {
  const kept = new Map<string, Draft>();
  for (const change of changes)
    if (change.kind === 'section-moved') {
      const section = takeOut(sections, change.section.key);
      if (section) kept.set(section.key, section);
    }
  for (const change of changes) {
    if (change.kind === 'section-moved') {
      const section = kept.get(change.section.key);
      if (section) insert(sections, section, change.after);
    } else if (change.kind === 'section-added') {
      if (!sections.some(({ key }) => key === change.section.key))
        insert(sections, { ...change.section, steps: [] }, change.after);
    } else if (change.kind === 'section-changed') {
      const section = sections.find(({ key }) => key === change.section.key);
      if (section) section.title = change.to;
    }
  }
}

/** Takes out what leaves or moves, and says what was taken. */
function takeSteps(sections: Draft[], changes: readonly PlanChange[]): Map<string, PlanStep> {
  const taken = new Map<string, PlanStep>();
  for (const change of changes) {
    if (change.kind !== 'step-removed' && change.kind !== 'step-moved') continue;
    for (const { steps } of sections) {
      const step = takeOut(steps, change.step.key);
      if (step) taken.set(step.key, step);
    }
  }
  return taken;
}

/** The plan with these changes made: what a comparison is held against. */
function applyPlanChanges(from: Plan, changes: readonly PlanChange[]): Plan {
  const sections = from.sections.map((section): Draft => ({ ...section, steps: [...section.steps] }));
  arrange(sections, changes);
  const taken = takeSteps(sections, changes);
  const present = new Set(sections.flatMap(({ steps }) => steps.map(({ key }) => key)));
  for (const change of changes) {
    if (change.kind !== 'step-added' && change.kind !== 'step-moved') continue;
    const step = change.kind === 'step-added' ? change.step : taken.get(change.step.key);
    if (!step || present.has(step.key)) continue;
    insert(requireSection(sections, change.section).steps, step, change.after);
    present.add(step.key);
  }
  let plan: Plan = { ...from, sections };
  for (const change of changes) {
    if (change.kind === 'plan-changed') plan = { ...plan, [change.field]: change.to };
    if (change.kind !== 'step-changed') continue;
    const news = Object.fromEntries(change.fields.map(({ field, to }) => [field, to]));
    for (const { steps } of sections) {
      const at = steps.findIndex(({ key }) => key === change.step.key);
      const step = steps[at];
      if (step) steps[at] = { ...step, ...news };
    }
  }
  const gone = new Set(
    changes.flatMap((change) => (change.kind === 'section-removed' ? [change.section.key] : [])),
  );
  return { ...plan, sections: sections.filter(({ key, steps }) => !gone.has(key) || steps.length > 0) };
}

/** Property bodies answer true or throw: vitest's expect itself answers something else. */
const same = (a: unknown, b: unknown) => {
  expect(a).toEqual(b);
  return true;
};
const kinds = (from: Plan, to: Plan) => comparePlans(from, to).map((change) => change.kind);

describe('exact', () => {
  test('the changes from a to b make b of a (property, any two plans)', () => {
    fc.assert(
      fc.property(plan, plan, (a, b) => same(applyPlanChanges(a, comparePlans(a, b)), b)),
      { numRuns: 1500 },
    );
  });

  test('and after any edits (property)', () => {
    fc.assert(
      fc.property(plan, fc.array(edit, { maxLength: 12 }), (a, edits) => {
        const b = edited(a, edits);
        return same(applyPlanChanges(a, comparePlans(a, b)), b);
      }),
      { numRuns: 1500 },
    );
  });

  test('equal plans differ in nothing, and a comparison changes neither plan (property)', () => {
    fc.assert(
      fc.property(plan, plan, (a, b) => {
        const kept = structuredClone([a, b]);
        applyPlanChanges(a, comparePlans(a, b));
        return same(comparePlans(a, structuredClone(a)), []) && same([a, b], kept);
      }),
    );
  });

  test('a few of the changes never throw, never double a step, and say nothing more when made again (property)', () => {
    fc.assert(
      fc.property(plan, plan, plan, fc.array(fc.boolean()), (a, b, other, wanted) => {
        const some = comparePlans(a, b).filter((_, at) => wanted[at % Math.max(1, wanted.length)]);
        const made = applyPlanChanges(other, some);
        const keys = made.sections.flatMap(({ steps }) => steps.map(({ key }) => key));
        return same(new Set(keys).size, keys.length);
      }),
    );
  });
});

const step = (key: string, more: Partial<PlanStep> = {}): PlanStep => ({
  key,
  title: `Do ${key}`,
  detail: '',
  role: 'front_desk',
  due: null,
  critical: false,
  needs: [],
  evidence: 'none',
  ...more,
});
const of = (sections: Record<string, PlanStep[]>): Plan => ({
  title: 'Short',
  kind: 'short',
  trigger: '',
  anchor: '',
  escalatesTo: [],
  sections: Object.entries(sections).map(([key, steps]) => ({ key, title: key.toUpperCase(), steps })),
});
const twenty = Array.from({ length: 20 }, (_, at) => step(`s${at}`));

describe('no more than really changed', () => {
  test('one step put on top is one addition, not twenty moves', () => {
    expect(kinds(of({ a: twenty }), of({ a: [step('top'), ...twenty] }))).toEqual(['step-added']);
  });

  test('the first step put last is one move, within a section and to another', () => {
    const [first, ...rest] = twenty;
    if (!first) throw new Error('unreachable');
    expect(comparePlans(of({ a: twenty }), of({ a: [...rest, first] }))).toEqual([
      {
        kind: 'step-moved',
        section: { key: 'a', title: 'A' },
        fromSection: { key: 'a', title: 'A' },
        step: { key: 's0', title: 'Do s0' },
        after: { key: 's19', title: 'Do s19' },
      },
    ]);
    expect(kinds(of({ a: twenty, b: [] }), of({ a: rest, b: [first] }))).toEqual(['step-moved']);
  });

  test('a pure move reports moves only, and as few as there were (property)', () => {
    const nth = fc.nat({ max: 19 });
    fc.assert(
      fc.property(nth, nth, (from, to) => {
        const moved = [...twenty];
        moved.splice(to, 0, ...moved.splice(from, 1));
        const found = kinds(of({ a: twenty }), of({ a: moved }));
        return same(found, from === to ? [] : ['step-moved']);
      }),
    );
  });

  test('only the fields that changed, with old and new', () => {
    const from = of({ a: [step('lab', { due: { minutes: 10 }, needs: ['ehr'] })] });
    const to = of({ a: [step('lab', { due: { minutes: 5 }, needs: ['ehr'] })] });
    expect(comparePlans(from, to)).toMatchObject([
      { kind: 'step-changed', fields: [{ field: 'due', from: { minutes: 10 }, to: { minutes: 5 } }] },
    ]);
  });

  test('a renamed section keeps its steps; a section that goes takes only its own', () => {
    const from = of({ a: [step('x')], b: [step('y'), step('z')] });
    const renamed = { ...from, sections: from.sections.map((s) => ({ ...s, title: `${s.title}!` })) };
    expect(kinds(from, renamed)).toEqual(['section-changed', 'section-changed']);
    expect(kinds(from, of({ a: [step('x'), step('y')] }))).toEqual([
      'step-moved',
      'section-removed',
      'step-removed',
    ]);
  });

  test('one step of a new section can be taken alone: its section comes with it', () => {
    const from = of({ a: [step('x')] });
    const added = comparePlans(from, of({ a: [step('x')], b: [step('y')] })).filter(
      ({ kind }) => kind === 'step-added',
    );
    expect(applyPlanChanges(from, added).sections.map(({ title, steps }) => [title, steps.length])).toEqual([
      ['A', 1],
      ['B', 1],
    ]);
  });
});
