// What one can do in the outline, by mouse and by keyboard: each act says what it did and where the focus goes.
import { useCallback, useLayoutEffect, useMemo, useRef } from 'react';
import type * as Y from 'yjs';
import { addSection, addStep, moveSection, moveStep, setGone } from '@/lib/runbooks/draft';
import type { Plan, PlanStep } from '@/lib/runbooks/rules';
import { useDrops, type Dragged, type Spot } from './dragging';
import type { SectionActs } from './section-part';

const newKey = (what: 'step' | 'section') => `${what}-${crypto.randomUUID().slice(0, 13)}`;

const EMPTY: Omit<PlanStep, 'key' | 'role'> = {
  title: '',
  detail: '',
  due: null,
  critical: false,
  needs: [],
  evidence: 'none',
};

interface Place {
  section: Plan['sections'][number];
  /** The section's place, and the step's in it. */
  at: number;
  step: number;
}

function placeOf(plan: Plan, key: string): Place | null {
  for (const [at, section] of plan.sections.entries()) {
    const step = section.steps.findIndex((one) => one.key === key);
    if (step >= 0) return { section, at, step };
  }
  return null;
}

/** The section and the step before which a step stands after one move up or down; null at the ends. */
function nextPlace(plan: Plan, key: string, by: -1 | 1): { section: string; before: string | null } | null {
  const place = placeOf(plan, key);
  if (!place) return null;
  const { section, at, step } = place;
  if (by < 0) {
    const above = section.steps[step - 1];
    if (above) return { section: section.key, before: above.key };
    const other = plan.sections[at - 1];
    return other ? { section: other.key, before: null } : null;
  }
  if (step < section.steps.length - 1)
    return { section: section.key, before: section.steps[step + 2]?.key ?? null };
  const other = plan.sections[at + 1];
  return other ? { section: other.key, before: other.steps[0]?.key ?? null } : null;
}

export interface Acts extends SectionActs {
  addSection(): void;
}

/** @param focus is told the id of what shall have the focus once it is drawn. */
export function useActs(
  doc: Y.Doc,
  plan: Plan,
  ui: { open(key: string | null): void; say(words: string): void; focus(id: string): void },
): Acts {
  // Acts stay the same objects, so that two hundred rows are not drawn again for each letter.
  const now = useRef({ plan, ui });
  useLayoutEffect(() => {
    now.current = { plan, ui };
  });

  const acts = useMemo<Acts>(() => {
    const titleOf = (key: string) => {
      const place = placeOf(now.current.plan, key);
      return place?.section.steps[place.step]?.title.trim() || 'A step without a title';
    };
    const put = (key: string, section: string, before: string | null) => {
      const { plan: p, ui: u } = now.current;
      const title = titleOf(key);
      moveStep(doc, key, section, before);
      const target = p.sections.find((one) => one.key === section);
      const rest = target?.steps.filter((one) => one.key !== key) ?? [];
      const at = before === null ? rest.length : rest.findIndex((one) => one.key === before);
      u.say(`“${title}” is now step ${at + 1} of ${rest.length + 1} in “${target?.title ?? ''}”.`);
      u.focus(`handle-${key}`);
    };
    const create = (section: string, before: string | null, like: Partial<PlanStep>) => {
      const { ui: u } = now.current;
      const key = newKey('step');
      addStep(doc, section, before, { ...EMPTY, role: 'incident_lead', ...like, key });
      u.open(key);
      u.say('A step was added.');
      u.focus(`title-${key}`);
    };
    const below = (key: string, like: (step: PlanStep) => Partial<PlanStep>) => {
      const place = placeOf(now.current.plan, key);
      const step = place?.section.steps[place.step];
      if (place && step)
        create(place.section.key, place.section.steps[place.step + 1]?.key ?? null, like(step));
    };
    return {
      open: (key) => now.current.ui.open(key),
      close: () => now.current.ui.open(null),
      moveBy(key, by) {
        const next = nextPlace(now.current.plan, key, by);
        if (next) put(key, next.section, next.before);
        else now.current.ui.say(`“${titleOf(key)}” is the ${by < 0 ? 'first' : 'last'} step already.`);
      },
      moveTo: (key, section) => put(key, section, null),
      duplicate: (key) => below(key, ({ title, ...step }) => ({ ...step, title: `${title} (copy)` })),
      // A step's neighbour is most often the same person's.
      addBelow: (key) => below(key, ({ role }) => ({ role })),
      addLast(section) {
        const last = now.current.plan.sections.find((one) => one.key === section)?.steps.at(-1);
        create(section, null, last ? { role: last.role } : {});
      },
      remove(key) {
        const place = placeOf(now.current.plan, key);
        const { ui: u } = now.current;
        u.say(`“${titleOf(key)}” was removed. Undo brings it back.`);
        setGone(doc, 'step', key, true);
        u.open(null);
        const next = place?.section.steps[place.step + 1] ?? place?.section.steps[place.step - 1];
        u.focus(next ? `open-${next.key}` : `handle-${place?.section.key ?? ''}`);
      },
      moveSection(key, by) {
        const { plan: p, ui: u } = now.current;
        const at = p.sections.findIndex((one) => one.key === key);
        const target = p.sections[by < 0 ? at - 1 : at + 2];
        const stays = by < 0 ? at === 0 : at === p.sections.length - 1;
        if (!stays) moveSection(doc, key, target?.key ?? null);
        u.say(
          stays
            ? `This section is the ${by < 0 ? 'first' : 'last'} already.`
            : `The section is now number ${at + 1 + by} of ${p.sections.length}.`,
        );
        u.focus(`handle-${key}`);
      },
      removeSection(key) {
        const { plan: p, ui: u } = now.current;
        const section = p.sections.find((one) => one.key === key);
        setGone(doc, 'section', key, true);
        u.say(`The section “${section?.title ?? ''}” was removed with its steps. Undo brings it back.`);
        u.focus('add-section');
      },
      addSection() {
        const key = newKey('section');
        addSection(doc, key, '', null);
        now.current.ui.say('A section was added.');
        now.current.ui.focus(`section-title-${key}`);
      },
    };
  }, [doc]);

  const drop = useCallback(
    (dragged: Dragged, spot: Spot, after: boolean) => {
      const { plan: p, ui: u } = now.current;
      if (dragged.what === 'section') {
        const at = p.sections.findIndex((one) => one.key === spot.key);
        moveSection(doc, dragged.key, after ? (p.sections[at + 1]?.key ?? null) : spot.key);
        return u.say('The section was moved.');
      }
      const section = p.sections.find((one) => one.key === spot.section);
      const at = spot.what === 'step' ? (section?.steps.findIndex((one) => one.key === spot.key) ?? -1) : -1;
      const next = section?.steps.slice(at + 1).find((one) => one.key !== dragged.key)?.key ?? null;
      const place = placeOf(p, dragged.key);
      const title = place?.section.steps[place.step]?.title ?? '';
      moveStep(doc, dragged.key, spot.section, at < 0 ? null : after ? next : spot.key);
      u.say(`“${title}” was moved to “${section?.title ?? ''}”.`);
    },
    [doc],
  );
  useDrops(drop);
  return acts;
}
