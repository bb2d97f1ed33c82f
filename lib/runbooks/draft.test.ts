// Drafts written by several people at once: nothing typed is lost, both end with the same plan, undo is one's own.
import fc from 'fast-check';
import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import type { Plan } from './plan';
import {
  addSection,
  addStep,
  draftOf,
  MINE,
  moveSection,
  moveStep,
  readDraft,
  setGone,
  setPlan,
  setStep,
  writePlan,
} from './draft';

const step = (key: string, more: Partial<Plan['sections'][number]['steps'][number]> = {}) => ({
  key,
  title: `Do ${key}`,
  detail: `How to do ${key}.`,
  role: 'front_desk' as const,
  due: { minutes: 5 },
  critical: false,
  needs: [],
  evidence: 'none' as const,
  ...more,
});
const PLAN: Plan = {
  title: 'Lab down',
  kind: 'partial',
  trigger: 'The lab does not answer.',
  anchor: 'Minute 0 is now.',
  escalatesTo: ['long', 'short'],
  sections: [
    {
      key: 'first',
      title: 'First',
      steps: [step('a'), step('b', { needs: ['phones', 'power'] }), step('c')],
    },
    {
      key: 'then',
      title: 'Then',
      steps: [step('d', { due: null }), step('e', { due: { day: -1, at: 'close' } })],
    },
  ],
};

/** Two copies of one draft, and the way to bring them together. */
function pair(plan = PLAN) {
  const first = new Y.Doc();
  writePlan(first, plan);
  const second = draftOf(Y.encodeStateAsUpdate(first));
  const meet = () => {
    const [one, two] = [Y.encodeStateAsUpdate(first), Y.encodeStateAsUpdate(second)];
    Y.applyUpdate(second, one);
    Y.applyUpdate(first, two);
    expect(readDraft(first)).toEqual(readDraft(second));
    return readDraft(first);
  };
  return { first, second, meet };
}
const keys = (plan: Plan) => plan.sections.map((s) => [s.key, s.steps.map(({ key }) => key).join('')]);
const find = (plan: Plan, key: string) =>
  plan.sections.flatMap((section) => section.steps).find((one) => one.key === key);

describe('a draft', () => {
  it('holds a plan exactly', () => {
    const { first } = pair();
    expect(readDraft(first)).toEqual({ plan: PLAN, goneSections: [], goneSteps: [] });
  });

  it('keeps what two people typed into one sentence', () => {
    const { first, second, meet } = pair();
    setStep(first, 'a', { detail: 'How to do a. Then call the lab.' });
    setStep(second, 'a', { detail: 'Now: How to do a.' });
    expect(find(meet().plan, 'a')?.detail).toBe('Now: How to do a. Then call the lab.');
  });

  it('keeps both switches, both moves and both new steps', () => {
    const { first, second, meet } = pair();
    setStep(first, 'a', { needs: ['ehr'] });
    setStep(second, 'a', { needs: ['power'] });
    moveStep(first, 'c', 'first', 'a');
    moveStep(second, 'd', 'first', null);
    addStep(first, 'then', null, step('x'));
    addStep(second, 'then', null, step('y'));
    const { plan } = meet();
    expect(find(plan, 'a')?.needs).toEqual(['ehr', 'power']);
    const all = plan.sections.flatMap((s) => s.steps.map(({ key }) => key));
    expect(all.toSorted()).toEqual(['a', 'b', 'c', 'd', 'e', 'x', 'y']);
    expect(plan.sections[0]?.steps[0]?.key).toBe('c');
  });

  it('shows a step once when two people moved it to two places', () => {
    const { first, second, meet } = pair();
    moveStep(first, 'a', 'then', null);
    moveStep(second, 'a', 'first', null);
    const all = meet().plan.sections.flatMap((s) => s.steps.map(({ key }) => key));
    expect(all.filter((key) => key === 'a')).toHaveLength(1);
  });

  it('keeps what was typed into a step somebody put aside, and brings it back where it was', () => {
    const { first, second, meet } = pair();
    setGone(first, 'step', 'b', true);
    setStep(second, 'b', { title: 'Do b better' });
    expect(meet().goneSteps).toEqual([{ key: 'b', title: 'Do b better', section: 'First' }]);
    setGone(second, 'step', 'b', false);
    expect(keys(meet().plan)).toEqual([
      ['first', 'abc'],
      ['then', 'de'],
    ]);
  });

  it('puts a section aside with its steps, and back; moves one with its steps', () => {
    const { first, meet } = pair();
    setGone(first, 'section', 'first', true);
    expect(meet()).toMatchObject({ goneSections: [{ key: 'first', title: 'First', keys: ['a', 'b', 'c'] }] });
    setGone(first, 'section', 'first', false);
    addSection(first, 'last', 'Last', null);
    moveSection(first, 'then', 'first');
    expect(keys(meet().plan)).toEqual([
      ['then', 'de'],
      ['first', 'abc'],
      ['last', ''],
    ]);
  });

  it('never cuts a character in half', () => {
    const { first, second, meet } = pair();
    setStep(first, 'a', { title: 'Call 👩‍⚕️😀' });
    meet();
    setStep(first, 'a', { title: 'Call 👩‍⚕️😁' });
    setStep(second, 'a', { title: 'Call 👩‍⚕️😀 שלום' });
    const title = find(meet().plan, 'a')?.title ?? '';
    expect(title.isWellFormed()).toBe(true);
    expect(title).toContain('שלום');
  });

  it('takes back one’s own edit and leaves the other’s', () => {
    const { first, second, meet } = pair();
    const roots = ['plan', 'sections', 'steps'].map((name) => first.getMap(name));
    const undo = new Y.UndoManager([...roots, first.getArray('order')], { trackedOrigins: new Set([MINE]) });
    setPlan(first, { title: 'Lab gone' });
    setStep(second, 'a', { title: 'Theirs' });
    meet();
    undo.undo();
    const { plan } = meet();
    expect([plan.title, find(plan, 'a')?.title]).toEqual(['Lab down', 'Theirs']);
  });
});

const text = fc.string({ unit: 'grapheme', maxLength: 30 });
const arbitraryPlan: fc.Arbitrary<Plan> = fc
  .uniqueArray(fc.constantFrom(...'abcdefghij'.split('')), { maxLength: 10 })
  .chain((all) =>
    fc.record({
      title: text,
      kind: fc.constantFrom('short', 'long', 'power'),
      trigger: text,
      anchor: text,
      escalatesTo: fc.uniqueArray(fc.constantFrom('a', 'b', 'c')).map((list) => list.toSorted()),
      sections: fc.tuple(text, fc.nat(all.length), fc.boolean()).map(([title, cut, turned]) => {
        const parts = [
          { key: 's1', title, steps: all.slice(0, cut).map((key) => step(key)) },
          { key: 's2', title: 'Two', steps: all.slice(cut).map((key) => step(key, { title })) },
        ];
        return turned ? parts.toReversed() : parts;
      }),
    }),
  );

it('can be made to read like any plan, from any other', () => {
  fc.assert(
    fc.property(arbitraryPlan, arbitraryPlan, (from, to) => {
      const doc = new Y.Doc();
      writePlan(doc, from);
      writePlan(doc, to);
      expect(readDraft(doc).plan).toEqual(to);
    }),
    { numRuns: 150 },
  );
});

it('loses no edit of two people who work apart and meet now and then', () => {
  const act = fc.record({ who: fc.boolean(), at: fc.nat(2), meet: fc.boolean() });
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
      const { first, second, meet } = pair();
      for (const [n, { who, at, meet: now }] of acts.entries()) {
        const doc = who ? first : second;
        const key = ['a', 'b', 'd'][at] ?? 'a';
        const { detail } = find(readDraft(doc).plan, key) ?? { detail: '' };
        setStep(doc, key, { detail: `${detail} [${n}]` });
        if (now) meet();
      }
      const all = meet()
        .plan.sections.flatMap((s) => s.steps.map(({ detail }) => detail))
        .join(' ');
      for (const n of acts.keys()) expect(all).toContain(`[${n}]`);
    }),
    { numRuns: 60 },
  );
});
