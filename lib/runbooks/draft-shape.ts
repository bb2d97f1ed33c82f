// What a draft's document is made of. A browser may send anything: whatever is not of this shape is refused, also in
// parts that were put aside.
import * as Y from 'yjs';
import { MOST_DETAIL } from './limits';

const ROOTS = new Set(['plan', 'order', 'sections', 'steps']);
const KEY = /^[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?$/;
/** Twice what can be published: somebody is in the middle of shortening it. */
const MOST_TEXT = MOST_DETAIL * 2;

type Check = (value: unknown) => boolean;

function isText(value: unknown): boolean {
  if (!(value instanceof Y.Text) || value.length > MOST_TEXT) return false;
  const text = value.toJSON();
  return !text.includes('\0') && text.isWellFormed();
}
const isWord: Check = (value) => typeof value === 'string' && value.length <= 100;
const isFlag: Check = (value) => typeof value === 'boolean';
const isFlags: Check = (value) =>
  value instanceof Y.Map &&
  value.size <= 100 &&
  [...value.entries()].every(([name, on]) => isWord(name) && isFlag(on));
const isKeys: Check = (value) =>
  value instanceof Y.Array && value.toArray().every((key) => typeof key === 'string' && KEY.test(key));
const isSmall: Check = (value) =>
  value === null || (typeof value === 'object' && JSON.stringify(value).length <= 100);

const PLAN: Record<string, Check> = {
  title: isText,
  trigger: isText,
  anchor: isText,
  kind: isWord,
  leads: isFlags,
};
const SECTION: Record<string, Check> = { title: isText, steps: isKeys, gone: isFlag };
const STEP: Record<string, Check> = {
  title: isText,
  detail: isText,
  role: isWord,
  due: isSmall,
  critical: isFlag,
  needs: isFlags,
  evidence: isWord,
  gone: isFlag,
};

const fits = (part: unknown, fields: Record<string, Check>): boolean =>
  part instanceof Y.Map &&
  [...part.entries()].every(
    ([field, value]) => Object.hasOwn(fields, field) && fields[field]?.(value) === true,
  );

const allFit = (parts: Y.Map<unknown>, fields: Record<string, Check>): boolean =>
  [...parts.entries()].every(([key, part]) => KEY.test(key) && fits(part, fields));

/** True for a document whose every part is of the kind our own editor makes. */
export function isShaped(doc: Y.Doc): boolean {
  return (
    [...doc.share.keys()].every((name) => ROOTS.has(name)) &&
    isKeys(doc.getArray('order')) &&
    fits(doc.getMap('plan'), PLAN) &&
    allFit(doc.getMap('sections'), SECTION) &&
    allFit(doc.getMap('steps'), STEP)
  );
}

/** Sections, steps and places in lists, those put aside too. */
export function countParts(doc: Y.Doc): number {
  const sections = doc.getMap('sections');
  const places = [...sections.values()].map((part) => {
    const list = part instanceof Y.Map ? part.get('steps') : null;
    return list instanceof Y.Array ? list.length : 0;
  });
  const listed = places.reduce((sum, count) => sum + count, doc.getArray('order').length);
  return sections.size + doc.getMap('steps').size + listed;
}
