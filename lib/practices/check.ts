// What was typed is as the schema says, or a sentence that names the field as its form does.
import { z } from 'zod';
import { AppError } from '@/lib/core';
import { explain } from '@/lib/core/text';
import { DAY_WORDS, placeholder, type Day } from './rules';

type Path = z.core.$ZodIssue['path'];

/** "checks, 3" as "Go or no-go checks, line 4"; a day and a fact by their own names. */
function place(path: Path, words: Readonly<Record<string, string>>): string {
  const [first, second] = path.map(String);
  if (first === undefined) return '';
  if (first === 'hours' && second !== undefined) return DAY_WORDS[second as Day] ?? second;
  if (first === 'facts')
    return second === undefined ? 'Facts' : `The fact ${placeholder(second.slice(0, 60))}`;
  const word = words[first] ?? first;
  if (second === undefined) return word;
  const last = path.length > 2 ? words[String(path.at(-1))] : undefined;
  return `${word}, line ${Number(second) + 1}${last === undefined ? '' : `: ${last}`}`;
}

/** @throws AppError invalid, naming what is wrong and where, in the words of the form. */
export function check<S extends z.ZodType>(
  schema: S,
  input: unknown,
  words: Readonly<Record<string, string>>,
): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const named = parsed.error.issues.map((issue) => {
    const where = place(issue.path, words);
    return { ...issue, path: where === '' ? [] : [where] };
  });
  throw new AppError(
    'invalid',
    `Nothing was saved, and what you typed is kept. ${explain(new z.ZodError(named), 12)}`,
  );
}
