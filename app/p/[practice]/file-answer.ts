// A file as an answer, or the same plain words a page would say: who is asking is looked at first.
import 'server-only';
import type { MemberCtx } from '@/lib/access';
import { HTTP_STATUS, isAppError, newId } from '@/lib/core';
import { log } from '@/lib/core/log';
import { currentAccount, findCtx } from '@/lib/web';
import { safeNext } from '@/lib/web/rules';

const KEPT = { 'Cache-Control': 'private, no-store' };

function words(status: number, said: string): Response {
  return new Response(said, {
    status,
    headers: { ...KEPT, 'Content-Type': 'text/plain; charset=utf-8' },
  });
}

/** Whoever is not signed in is sent to sign in and then back here. */
function signIn(request: Request): Response {
  const { pathname, search } = new URL(request.url);
  const here = safeNext(pathname + search);
  const to = here ? `/sign-in?next=${encodeURIComponent(here)}` : '/sign-in';
  return new Response(null, { status: 307, headers: { ...KEPT, Location: to } });
}

export interface AnswerFile {
  bytes: BodyInit;
  /** Plain letters, digits and hyphens. */
  name: string;
  /** A PDF when left out. */
  type?: string;
}

/** A PDF opens in the browser; anything else is saved. */
export async function fileAnswer(
  request: Request,
  slug: string,
  read: (ctx: MemberCtx) => Promise<AnswerFile>,
): Promise<Response> {
  try {
    const account = await currentAccount();
    if (!account) return signIn(request);
    const ctx = await findCtx(account, slug);
    if (!ctx) return words(404, 'There is no such page, or it is not yours.');
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
