// One step of another plan comes into a draft: in place when the draft has it, else where its neighbours are.
import type * as Y from 'yjs';
import { addSection, addStep, moveStep, readDraft, setGone, setStep } from './draft';
import type { Plan, PlanSection } from './plan';

/** @param plan what the draft reads now. */
export function takeStep(doc: Y.Doc, plan: Plan, from: Plan, key: string): void {
  const section = from.sections.find(({ steps }) => steps.some((step) => step.key === key));
  const step = section?.steps.find((one) => one.key === key);
  if (!section || !step) return;
  const { key: _, ...fields } = step;
  if (plan.sections.some(({ steps }) => steps.some((one) => one.key === key)))
    return setStep(doc, key, fields);
  const own = plan.sections.find((one) => one.key === section.key);
  if (!own) openSection(doc, section);
  if (doc.getMap('steps').has(key)) {
    setGone(doc, 'step', key, false);
    moveStep(doc, key, section.key, null);
    return setStep(doc, key, fields);
  }
  // Before the first of those that follow it in the starter and stand in the draft's section too.
  const after = section.steps.slice(section.steps.indexOf(step) + 1).map((one) => one.key);
  const before = after.find((next) => own?.steps.some((one) => one.key === next)) ?? null;
  addStep(doc, section.key, before, step);
}

/** A section that is not there: a new one, or the one that was put aside, without the steps that went with it. */
function openSection(doc: Y.Doc, { key, title }: PlanSection): void {
  if (!doc.getMap('sections').has(key)) return addSection(doc, key, title, null);
  const aside = readDraft(doc).goneSections.find((one) => one.key === key);
  for (const each of aside?.keys ?? []) setGone(doc, 'step', each, true);
  setGone(doc, 'section', key, false);
}
