// The draft: a plan as several people write it at once, a Yjs document. Edits made apart come together without losing
// a letter; nothing is ever deleted, only put aside. Shared by the editor and the server.
import * as Y from 'yjs';
import { JOB_ROLES, type JobRole } from '@/lib/access/rules';
import type { Due } from './due';
import { EVIDENCE, NEEDS, RUNBOOK_KINDS, type Evidence, type Need, type RunbookKind } from './kinds';
import type { Plan, PlanSection, PlanStep } from './plan';

export * from './draft-edits';

type Parts = Y.Map<Y.Map<unknown>>;

/** What a draft holds besides what is shown: parts that were put aside and can be brought back. */
export interface DraftView {
  plan: Plan;
  /** With the keys of the steps that went with it. */
  goneSections: { key: string; title: string; keys: string[] }[];
  goneSteps: { key: string; title: string; section: string }[];
}

const str = (value: unknown): string =>
  value instanceof Y.Text ? value.toJSON() : typeof value === 'string' ? value : '';
const among = <T extends string>(list: readonly T[], value: unknown, otherwise: T): T =>
  list.find((one) => one === value) ?? otherwise;
const keysOf = (value: unknown): string[] =>
  value instanceof Y.Array ? value.toArray().filter((key): key is string => typeof key === 'string') : [];
const flags = (value: unknown): string[] =>
  value instanceof Y.Map ? [...value.entries()].filter(([, on]) => on === true).map(([name]) => name) : [];

function dueOf(value: unknown): Due | null {
  return typeof value === 'object' && value !== null ? (value as Due) : null;
}

function stepOf(key: string, step: Y.Map<unknown>): PlanStep {
  const needs = flags(step.get('needs'));
  return {
    key,
    title: str(step.get('title')),
    detail: str(step.get('detail')),
    role: among<JobRole>(JOB_ROLES, step.get('role'), 'incident_lead'),
    due: dueOf(step.get('due')),
    critical: step.get('critical') === true,
    needs: NEEDS.filter((need): need is Need => needs.includes(need)),
    evidence: among<Evidence>(EVIDENCE, step.get('evidence'), 'none'),
  };
}

const isGone = (part: Y.Map<unknown> | undefined): boolean => part?.get('gone') === true;

/** Section keys in order, each once; a section no list names comes last, so that nothing can vanish. */
function sectionKeys(doc: Y.Doc, sections: Parts): string[] {
  const listed = keysOf(doc.getArray('order')).filter((key) => sections.has(key));
  return [...new Set([...listed, ...[...sections.keys()].sort()])];
}

/** The draft as a plan, and what was put aside. Two people who moved one step twice: it stands where it comes first. */
export function readDraft(doc: Y.Doc): DraftView {
  const about = doc.getMap('plan');
  const sections = doc.getMap('sections') as Parts;
  const steps = doc.getMap('steps') as Parts;
  const placed = new Set<string>();
  const place = (sectionKey: string): { live: PlanStep[]; gone: PlanStep[] } => {
    const live: PlanStep[] = [];
    const gone: PlanStep[] = [];
    for (const key of keysOf(sections.get(sectionKey)?.get('steps'))) {
      const step = steps.get(key);
      if (!step || placed.has(key)) continue;
      placed.add(key);
      (isGone(step) ? gone : live).push(stepOf(key, step));
    }
    return { live, gone };
  };
  const keys = sectionKeys(doc, sections);
  const titleOf = (key: string) => str(sections.get(key)?.get('title'));
  const here = keys.filter((key) => !isGone(sections.get(key)));
  const goneSteps: DraftView['goneSteps'] = [];
  const shown: PlanSection[] = here.map((key) => {
    const { live, gone } = place(key);
    goneSteps.push(...gone.map((step) => ({ key: step.key, title: step.title, section: titleOf(key) })));
    return { key, title: titleOf(key), steps: live };
  });
  const goneSections = keys
    .filter((key) => !here.includes(key))
    .map((key) => ({ key, title: titleOf(key), keys: place(key).live.map((step) => step.key) }));
  for (const [key, step] of steps)
    if (!placed.has(key) && isGone(step)) goneSteps.push({ key, title: str(step.get('title')), section: '' });
  const last = shown.at(-1);
  const strays = [...steps.entries()]
    .filter(([key, step]) => !placed.has(key) && !isGone(step))
    .map(([key, step]) => stepOf(key, step))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  if (last && strays.length > 0) shown[shown.length - 1] = { ...last, steps: [...last.steps, ...strays] };
  return {
    plan: {
      title: str(about.get('title')),
      kind: among<RunbookKind>(RUNBOOK_KINDS, about.get('kind'), 'short'),
      trigger: str(about.get('trigger')),
      anchor: str(about.get('anchor')),
      escalatesTo: flags(about.get('leads')).sort(),
      sections: shown,
    },
    goneSections,
    goneSteps,
  };
}

/** A document with this plan in it. */
export function draftOf(state: Uint8Array): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, state, 'server');
  return doc;
}
