// The boundary in one word: what came in is as the schema says, or a sentence for the person who sent it.
import type { z } from 'zod';
import { AppError } from './error';
import { explain } from './text';

/** @throws AppError invalid, naming what is wrong and where. */
export function parse<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new AppError('invalid', `Check what you entered: ${explain(parsed.error)}`);
}
