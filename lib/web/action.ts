// The one way a form changes something: Origin, who is asking, what they typed, the verb, and a sentence back.
import { headers } from 'next/headers';
import { unstable_rethrow } from 'next/navigation';
import type { z } from 'zod';
import type { MemberCtx } from '@/lib/access';
import { AppError, isAppError, newId } from '@/lib/core';
import { log } from '@/lib/core/log';
import { parse } from '@/lib/core/parse';
import { env } from '@/lib/env';
import { NOT_OURS, originAllowed } from './rules';
import type { FormAction, FormState } from './schema';
import { currentAccount, findCtx, type Account } from './session';

const SIGNED_OUT =
  'You were signed out, so nothing was changed. What you typed is kept: sign in again in another tab, then press the button here once more.';

const CONFIRM =
  'Nothing was changed yet, and what you typed is kept: this needs to know that it is really you, because you signed in a while ago.';

type Sentence = string | undefined;

export interface ActOptions {
  /** Only for somebody who showed who they are within the last minutes (FRESH_MINUTES): sensitive acts. */
  fresh?: true;
}

function fieldsOf(form: FormData): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [name, value] of form) {
    // Next's own fields begin with a dollar sign.
    if (name.startsWith('$')) continue;
    if (typeof value !== 'string' || name in fields || Object.keys(fields).length >= 100) {
      throw new AppError(
        'invalid',
        'This form was sent in a way we do not understand. Reload the page and try again.',
      );
    }
    fields[name] = value;
  }
  return fields;
}

function kept(form: FormData): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of form) {
    if (typeof value !== 'string' || name.startsWith('$') || /password|^pin/i.test(name)) continue;
    values[name] = value;
  }
  return values;
}

/** An error in words: our own as written, any other as one calm sentence with an id that is in the log. */
function sentenceFor(error: unknown): string {
  if (isAppError(error)) return error.message;
  const id = newId().slice(0, 8);
  log.error({ err: error, id }, 'action');
  return `Something went wrong on our side and nothing was changed. Try again. If it happens again, tell us this number: ${id}.`;
}

function answering(carryOut: (fields: Record<string, string>) => Promise<Sentence>): FormAction {
  return async (_previous: FormState, given: FormData): Promise<FormState> => {
    // Types promise nothing here: whoever writes the request by hand may leave the form out.
    const form = given instanceof FormData ? given : new FormData();
    try {
      if (!originAllowed(await headers(), env().APP_URL)) {
        throw new AppError('forbidden', NOT_OURS);
      }
      const done = await carryOut(fieldsOf(form));
      return { error: null, done: done ?? null, values: {} };
    } catch (error) {
      unstable_rethrow(error);
      const confirm = isAppError(error) && error.details?.['confirm'] === true;
      return {
        error: sentenceFor(error),
        done: null,
        values: kept(form),
        ...(confirm && { confirm }),
      };
    }
  };
}

async function signedIn(): Promise<Account> {
  const account = await currentAccount();
  if (!account) throw new AppError('expired', SIGNED_OUT);
  return account;
}

/** A form anybody may send. The verb may answer with a sentence that is shown. */
export function publicAction<S extends z.ZodType>(
  schema: S,
  verb: (input: z.output<S>) => Promise<Sentence>,
): FormAction {
  return answering((fields) => verb(parse(schema, fields)));
}

/** @throws AppError expired, with where to confirm, when that person's last proof is too long ago. */
export function requireFresh(account: Account): void {
  if (!account.fresh) throw new AppError('expired', CONFIRM, { confirm: true });
}

/** A form about one's own account. */
export function accountAction<S extends z.ZodType>(
  schema: S,
  verb: (account: Account, input: z.output<S>) => Promise<Sentence>,
  options: ActOptions = {},
): FormAction {
  return answering(async (fields) => {
    const account = await signedIn();
    if (options.fresh) requireFresh(account);
    return verb(account, parse(schema, fields));
  });
}

/** A form inside a practice, which its hidden field `practice` names; it counts only if the sender has a right there now. */
export function action<S extends z.ZodType>(
  schema: S,
  verb: (ctx: MemberCtx, input: z.output<S>, practice: string) => Promise<Sentence>,
  options: ActOptions = {},
): FormAction {
  return answering(async ({ practice = '', ...fields }) => {
    const account = await signedIn();
    const ctx = await findCtx(account, practice);
    if (!ctx) throw new AppError('not-found', 'There is no such page, or it is not yours.');
    if (options.fresh) requireFresh(account);
    return verb(ctx, parse(schema, fields), practice);
  });
}
