// Every way a draft changes. Each is one transaction, so that undo takes back one thing a person did.
import * as Y from 'yjs';
import type { Due } from './due';
import type { Evidence, Need, RunbookKind } from './kinds';
import type { Plan, PlanStep } from './plan';
import type { JobRole } from '@/lib/access/rules';

type Parts = Y.Map<Y.Map<unknown>>;
const sectionsOf = (doc: Y.Doc) => doc.getMap('sections') as Parts;
const stepsOf = (doc: Y.Doc) => doc.getMap('steps') as Parts;
const listOf = (section: Y.Map<unknown> | undefined) => section?.get('steps') as Y.Array<string> | undefined;

/** Marks edits of this browser: only they are undone here. */
export const MINE = 'mine';

/** Never between the two halves of one character. */
function whole(text: string, at: number): number {
  const code = text.charCodeAt(at - 1);
  return code >= 0xd800 && code <= 0xdbff ? at - 1 : at;
}

/** Makes a shared text read so, touching only what differs: what others type elsewhere in it stays. */
function setText(text: Y.Text, wanted: string): void {
  const now = text.toJSON();
  if (now === wanted) return;
  const most = Math.min(now.length, wanted.length);
  let start = 0;
  while (start < most && now[start] === wanted[start]) start += 1;
  start = whole(now, start);
  let end = 0;
  while (end < most - start && now[now.length - 1 - end] === wanted[wanted.length - 1 - end]) end += 1;
  // A low half at the edge of what stays belongs to the high half before it.
  const edge = now.charCodeAt(now.length - end);
  if (end > 0 && edge >= 0xdc00 && edge <= 0xdfff) end -= 1;
  text.delete(start, now.length - end - start);
  text.insert(start, wanted.slice(start, wanted.length - end));
}

function write(part: Y.Map<unknown>, field: string, wanted: string): void {
  const text = part.get(field);
  if (text instanceof Y.Text) setText(text, wanted);
  else part.set(field, new Y.Text(wanted));
}

/** One switch a name, so that two people who set two of them both keep theirs. */
function setFlags(part: Y.Map<unknown>, field: string, wanted: readonly string[]): void {
  const known = part.get(field);
  const map = known instanceof Y.Map ? (known as Y.Map<boolean>) : new Y.Map<boolean>();
  if (map !== known) part.set(field, map);
  for (const name of new Set([...(map.doc ? map.keys() : []), ...wanted])) {
    const on = wanted.includes(name);
    if ((map.get(name) === true) !== on) map.set(name, on);
  }
}

function put(part: Y.Map<unknown>, field: string, value: unknown): void {
  if (JSON.stringify(part.get(field) ?? null) !== JSON.stringify(value)) part.set(field, value);
}

export interface StepFields {
  title: string;
  detail: string;
  role: JobRole;
  due: Due | null;
  critical: boolean;
  needs: readonly Need[];
  evidence: Evidence;
}

function fillStep(step: Y.Map<unknown>, fields: Partial<StepFields>): void {
  if (fields.title !== undefined) write(step, 'title', fields.title);
  if (fields.detail !== undefined) write(step, 'detail', fields.detail);
  if (fields.needs !== undefined) setFlags(step, 'needs', fields.needs);
  for (const field of ['role', 'due', 'critical', 'evidence'] as const)
    if (fields[field] !== undefined) put(step, field, fields[field]);
}

export function setStep(doc: Y.Doc, key: string, fields: Partial<StepFields>): void {
  doc.transact(() => {
    const step = stepsOf(doc).get(key);
    if (step) fillStep(step, fields);
  }, MINE);
}

export interface PlanFields {
  title: string;
  kind: RunbookKind;
  trigger: string;
  anchor: string;
  escalatesTo: readonly string[];
}

function fillPlan(doc: Y.Doc, fields: Partial<PlanFields>): void {
  const about = doc.getMap('plan');
  for (const field of ['title', 'trigger', 'anchor'] as const)
    if (fields[field] !== undefined) write(about, field, fields[field]);
  if (fields.kind !== undefined) put(about, 'kind', fields.kind);
  if (fields.escalatesTo !== undefined) setFlags(about, 'leads', fields.escalatesTo);
}

export function setPlan(doc: Y.Doc, fields: Partial<PlanFields>): void {
  doc.transact(() => fillPlan(doc, fields), MINE);
}

export function setSectionTitle(doc: Y.Doc, key: string, title: string): void {
  doc.transact(() => {
    const section = sectionsOf(doc).get(key);
    if (section) write(section, 'title', title);
  }, MINE);
}

/** Takes a key out of a list, wherever it stands. */
function lift(list: Y.Array<string> | undefined, key: string): void {
  const keys = list?.toArray() ?? [];
  for (let at = keys.length - 1; at >= 0; at -= 1) if (keys[at] === key) list?.delete(at);
}

/** Puts a key before another one of the list; at the end when there is no such. */
function putBefore(list: Y.Array<string>, key: string, before: string | null): void {
  const at = before === null ? -1 : list.toArray().indexOf(before);
  list.insert(at < 0 ? list.length : at, [key]);
}

/** Puts a step before another of a section, or at its end; from wherever it stood. */
export function moveStep(doc: Y.Doc, key: string, section: string, before: string | null): void {
  doc.transact(() => {
    const target = listOf(sectionsOf(doc).get(section));
    if (!target || !stepsOf(doc).has(key) || before === key) return;
    for (const each of sectionsOf(doc).values()) lift(listOf(each), key);
    putBefore(target, key, before);
  }, MINE);
}

export function moveSection(doc: Y.Doc, key: string, before: string | null): void {
  doc.transact(() => {
    const order = doc.getArray<string>('order');
    if (!sectionsOf(doc).has(key) || before === key) return;
    lift(order, key);
    putBefore(order, key, before);
  }, MINE);
}

/** Adds a step with these fields before another of the section, or at its end. */
export function addStep(doc: Y.Doc, section: string, before: string | null, step: PlanStep): void {
  doc.transact(() => {
    const list = listOf(sectionsOf(doc).get(section));
    if (!list) return;
    const { key, ...fields } = step;
    const made = new Y.Map<unknown>();
    stepsOf(doc).set(key, made);
    fillStep(made, fields);
    putBefore(list, key, before);
  }, MINE);
}

export function addSection(doc: Y.Doc, key: string, title: string, before: string | null): void {
  doc.transact(() => {
    const made = new Y.Map<unknown>();
    sectionsOf(doc).set(key, made);
    made.set('title', new Y.Text(title));
    made.set('steps', new Y.Array<string>());
    putBefore(doc.getArray<string>('order'), key, before);
  }, MINE);
}

/** Puts a step or a section (with its steps) aside, or back where it was. */
export function setGone(doc: Y.Doc, what: 'step' | 'section', key: string, gone: boolean): void {
  doc.transact(() => {
    const part = (what === 'step' ? stepsOf(doc) : sectionsOf(doc)).get(key);
    if (part) put(part, 'gone', gone);
  }, MINE);
}

/** Makes a list read so; what stands where it should is not touched. */
function setList(list: Y.Array<string>, wanted: readonly string[]): void {
  const now = list.toArray();
  let start = 0;
  while (start < now.length && now[start] === wanted[start]) start += 1;
  let end = 0;
  while (end < Math.min(now.length, wanted.length) - start && now.at(-1 - end) === wanted.at(-1 - end))
    end += 1;
  if (now.length - end > start) list.delete(start, now.length - end - start);
  if (wanted.length - end > start) list.insert(start, wanted.slice(start, wanted.length - end));
}

/** Makes the draft read like this plan; what it had and the plan has not is put aside. */
export function writePlan(doc: Y.Doc, plan: Plan): void {
  doc.transact(() => {
    fillPlan(doc, plan);
    const sections = sectionsOf(doc);
    const steps = stepsOf(doc);
    for (const section of plan.sections) {
      const part = sections.get(section.key) ?? new Y.Map<unknown>();
      if (!part.doc) sections.set(section.key, part);
      write(part, 'title', section.title);
      put(part, 'gone', false);
      for (const { key, ...fields } of section.steps) {
        const step = steps.get(key) ?? new Y.Map<unknown>();
        if (!step.doc) steps.set(key, step);
        put(step, 'gone', false);
        fillStep(step, fields);
      }
      const list = listOf(part) ?? new Y.Array<string>();
      if (!list.doc) part.set('steps', list);
      setList(
        list,
        section.steps.map(({ key }) => key),
      );
    }
    const kept = new Set(plan.sections.map(({ key }) => key));
    const keptSteps = new Set(plan.sections.flatMap((section) => section.steps.map(({ key }) => key)));
    for (const [key, part] of sections) if (!kept.has(key)) put(part, 'gone', true);
    for (const [key, step] of steps) if (!keptSteps.has(key)) put(step, 'gone', true);
    const rest = [...sections.keys()].filter((key) => !kept.has(key));
    setList(doc.getArray<string>('order'), [...plan.sections.map(({ key }) => key), ...rest]);
  }, MINE);
}
