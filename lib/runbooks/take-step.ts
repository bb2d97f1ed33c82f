// One step of another plan comes into a draft: in place when the draft has it, else where its neighbours are.
import type * as Y from 'yjs';
import { addSection, addStep, setGone, setStep } from './draft';
import type { Plan } from './plan';

/** @param plan what the draft reads now. */
export function takeStep(doc: Y.Doc, plan: Plan, from: Plan, key: string): void {
  const section = from.sections.find(({ steps }) => steps.some((step) => step.key === key));
  const step = section?.steps.find((one) => one.key === key);
  if (!section || !step) return;
  const { key: _, ...fields } = step;
  if (plan.sections.some(({ steps }) => steps.some((one) => one.key === key)))
    return setStep(doc, key, fields);
  if (doc.getMap('steps').has(key)) {
    setGone(doc, 'step', key, false);
    return setStep(doc, key, fields);
  }
  const own = plan.sections.find((one) => one.key === section.key);
  if (doc.getMap('sections').has(section.key)) setGone(doc, 'section', section.key, false);
  else addSection(doc, section.key, section.title, null);
  // Before the first of those that follow it in the starter and stand in the draft's section too.
  const after = section.steps.slice(section.steps.indexOf(step) + 1).map((one) => one.key);
  const before = after.find((next) => own?.steps.some((one) => one.key === next)) ?? null;
  addStep(doc, section.key, before, step);
}
