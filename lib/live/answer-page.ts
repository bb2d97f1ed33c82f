// /r/{token}: the page behind a message's link. Opens without a log-in, works without script; looking changes nothing.
// Which page it is goes by what the message was about (./link-pages).
import type { IncomingMessage, ServerResponse } from 'node:http';
import { log } from '@/lib/core/log';
import { newId } from '@/lib/core';
import { isSameOrigin } from '@/lib/core/headers';
import { env } from '@/lib/env';
import { findLinked } from '@/lib/notifications';
import { admitted, aside } from './admission';
import { ANSWER_POLICY, plainPage } from './answer-html';
import { CLOSED_WORDS, ELSEWHERE_WORDS, LATER_WORDS } from './answer-words';
import { send } from './http';
import { pageOf } from './link-pages';

const ADDRESS = /^\/r\/([0-9A-Za-z]{16})$/;
const MOST_BYTES = 8_000;

/** Answers every request under /r/. */
export function answerPage(req: IncomingMessage, res: ServerResponse): boolean {
  admitted(() => answer(req, res)).catch((error: unknown) => {
    log.error({ err: error, id: newId().slice(0, 8) }, 'answer page');
    page(req, res, 503, plainPage(LATER_WORDS), { 'Retry-After': '5' });
  });
  return true;
}

function page(
  req: IncomingMessage,
  res: ServerResponse,
  status: number,
  html: string,
  headers: Record<string, string> = {},
): void {
  send(
    req,
    res,
    status,
    {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'private, no-store',
      'Content-Security-Policy': ANSWER_POLICY,
      ...headers,
    },
    html,
  );
}

async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const [path = ''] = (req.url ?? '').split('?', 1);
  const token = ADDRESS.exec(path)?.[1] ?? '';
  if (req.method === 'POST') return take(req, res, path, token);
  if (req.method !== 'GET' && req.method !== 'HEAD') {
    return page(req, res, 405, plainPage(CLOSED_WORDS), { Allow: 'GET, HEAD, POST' });
  }
  const link = await findLinked(token);
  const shown = link && (await pageOf(link).show(token, link, null));
  // Never given out, too old, another's: one answer for all of them.
  if (!shown) return page(req, res, 404, plainPage(CLOSED_WORDS));
  if ('elsewhere' in shown) return page(req, res, 303, '', { Location: shown.elsewhere });
  page(req, res, 200, shown.html);
}

async function take(req: IncomingMessage, res: ServerResponse, path: string, token: string): Promise<void> {
  if (!isOurs(req)) return page(req, res, 403, plainPage(ELSEWHERE_WORDS));
  const form = await aside(() => readForm(req));
  if (form === null) return page(req, res, 413, plainPage(ELSEWHERE_WORDS), { Connection: 'close' });
  const link = await findLinked(token);
  const taken = link ? await pageOf(link).take(token, link, new URLSearchParams(form)) : 'gone';
  if (link && typeof taken === 'object') {
    const shown = await pageOf(link).show(token, link, taken.unclear);
    if (shown && 'html' in shown) return page(req, res, 400, shown.html);
  }
  if (taken !== 'taken') return page(req, res, 404, plainPage(CLOSED_WORDS));
  // Back to the page itself: reloading it then sends nothing again.
  page(req, res, 303, '', { Location: path });
}

/** The token is what allows it; this only keeps other sites from pressing the button for its holder. */
function isOurs(req: IncomingMessage): boolean {
  const site = req.headers['sec-fetch-site'];
  return isSameOrigin(
    { origin: req.headers.origin, fetchSite: typeof site === 'string' ? site : undefined },
    env().APP_URL,
  );
}

/** The form as text, or null when it is longer than any of ours. */
function readForm(req: IncomingMessage): Promise<string | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    // Not for await: leaving that early destroys the socket before the answer is out.
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MOST_BYTES) return void chunks.push(chunk);
      req.pause().removeAllListeners('data');
      resolve(null);
    });
    req.once('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    // Broken off: nobody is left to answer.
    req.once('error', () => resolve(null));
  });
}
