// A file as an answer, or the same plain words a page would say: who is asking is looked at first.
import 'server-only';
import { authorize, type MemberCtx } from '@/lib/access';
import type { Act } from '@/lib/access/rules';
import { AppError, HTTP_STATUS, isAppError, newId } from '@/lib/core';
import { log } from '@/lib/core/log';
import { env } from '@/lib/env';
import { currentAccount, findCtx } from '@/lib/web';
import { NOT_OURS, originAllowed, safeNext } from '@/lib/web/rules';

const KEPT = { 'Cache-Control': 'private, no-store' };

function words(status: number, said: string): Response {
  return new Response(said, {
    status,
    headers: { ...KEPT, 'Content-Type': 'text/plain; charset=utf-8' },
  });
}

/** Whoever is not signed in is sent to sign in and then back here, or where a press of the button can be made again. */
function signIn(request: Request, again?: string): Response {
  const { pathname, search } = new URL(request.url);
  const here = safeNext(again ?? pathname + search);
  const to = here ? `/sign-in?next=${encodeURIComponent(here)}` : '/sign-in';
  const status = request.method === 'POST' ? 303 : 307;
  return new Response(null, { status, headers: { ...KEPT, Location: to } });
}

/** 303: what was a press of a button is not pressed again by itself. */
function confirmFirst(next: string): Response {
  const to = `/confirm?next=${encodeURIComponent(next)}`;
  return new Response(null, { status: 303, headers: { ...KEPT, Location: to } });
}

export interface AnswerFile {
  bytes: BodyInit;
  /** Plain letters, digits and hyphens. */
  name: string;
  /** A PDF when left out. */
  type?: string;
}

/** For what only somebody may take who just showed who they are. */
export interface Fresh {
  /** Whoever may not do this is told so, rather than asked to confirm first. */
  act: Act;
  /** Where one goes on from after confirming. */
  next: string;
}

/** A PDF opens in the browser; anything else is saved. What comes as a POST must come from our own page. */
export async function fileAnswer(
  request: Request,
  slug: string,
  read: (ctx: MemberCtx) => Promise<AnswerFile>,
  fresh?: Fresh,
): Promise<Response> {
  try {
    const account = await currentAccount();
    if (!account) return signIn(request, fresh?.next);
    const ctx = await findCtx(account, slug);
    if (!ctx) return words(404, 'There is no such page, or it is not yours.');
    if (request.method === 'POST' && !originAllowed(request.headers, env().APP_URL)) {
      throw new AppError('forbidden', NOT_OURS);
    }
    if (fresh) {
      authorize(ctx, fresh.act);
      if (!account.fresh) return confirmFirst(fresh.next);
    }
    const { bytes, name, type } = await read(ctx);
    return new Response(bytes, {
      headers: {
        ...KEPT,
        'Content-Type': type ?? 'application/pdf',
        'Content-Disposition': `${type === undefined ? 'inline' : 'attachment'}; filename="${name}"`,
      },
    });
  } catch (error) {
    if (isAppError(error)) return words(HTTP_STATUS[error.code], error.message);
    const id = newId().slice(0, 8);
    log.error({ err: error, id }, 'file');
    return words(
      500,
      `Something went wrong on our side. Go back and try again. If it happens again, tell us this number: ${id}.`,
    );
  }
}

/** One value of the query; null when absent. Given twice or far too long, it is as wrong as any other nonsense. */
export function asked(query: URLSearchParams, name: string): string | undefined {
  const [value, ...more] = query.getAll(name);
  return value === undefined || value === '' ? undefined : more.length > 0 ? 'twice' : value.slice(0, 100);
}
