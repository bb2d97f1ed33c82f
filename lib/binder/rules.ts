// What changed between the binder on the shelf and what is in force. Pure.
import type { BinderPart } from './schema';

/** Each change in words, plans first, in the order of what is in force. */
export function changesSince(
  shelf: readonly BinderPart[],
  now: readonly BinderPart[],
): { words: string; plan: boolean }[] {
  const same = (one: BinderPart, other: BinderPart): boolean =>
    one.runbookId === null ? one.title === other.title : one.runbookId === other.runbookId;
  const found = now.flatMap((part) => {
    const plan = part.runbookId !== null;
    const old = shelf.find((one) => one.runbookId === part.runbookId && same(one, part));
    if (!old) return { words: `${part.title}${plan ? `, version ${part.version},` : ''} is new`, plan };
    if (old.version !== part.version)
      return { words: `${part.title}: version ${old.version} is now version ${part.version}`, plan };
    if (old.mark === part.mark) return [];
    return {
      words: plan ? `${part.title}: what it says about this site` : part.title,
      plan,
    };
  });
  const gone = shelf
    .filter((old) => !now.some((part) => part.runbookId === old.runbookId && same(old, part)))
    .map((old) => ({ words: `${old.title} is not in force any more`, plan: old.runbookId !== null }));
  const all = [...found, ...gone];
  return [...all.filter(({ plan }) => plan), ...all.filter(({ plan }) => !plan)];
}
