// The hot path, in front of Next and without any framework: phone document, snapshot, sync, stream, answer page.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError, isId } from '@/lib/core';
import { admitted, aside, inTurn } from './admission';
import { saveDraft } from '@/lib/runbooks';
import { answerPage } from './answer-page';
import { parseCursor } from './cursor';
import { sendAsset, sendDocument, sendShell, sendWorker } from './document';
import {
  JSON_PRIVATE,
  readJson,
  requireMethod,
  requireOurJson,
  send,
  sendError,
  sendJson,
  sendZipped,
} from './http';
import { join, leave, rightOf } from './hub';
import { receivePhoto, sendPhoto } from './photos';
import { readHome, readPull, readSnapshot } from './screens';
import { Stream } from './stream';
import { sync } from './sync';
import { requireCtx } from './who';

export { closeHub as endStreams } from './hub';

const ASSET = /^\/live\/a\/([\w.-]{1,100})$/;
const API = /^\/live\/v1(?:\/([^/]*))?(?:\/([^/]*))?(?:\/([^/]*))?(\/.*)?$/;
const DOCUMENT = /^\/live(?:\/(?:([a-z0-9-]{1,48})(?:\/([\w-]+)(?:\/([\w-]+)(?:\/[\w-]+)*)?)?\/?)?)?$/;

/** Answers the request if it is one of ours; false leaves it to Next. */
export function live(req: IncomingMessage, res: ServerResponse): boolean {
  const [path = '/', query = ''] = (req.url ?? '/').split('?', 2);
  if (path.startsWith('/r/')) return answerPage(req, res);
  if (path !== '/live' && !path.startsWith('/live/')) return false;
  admitted(() => route(req, res, path, new URLSearchParams(query))).catch((error: unknown) => {
    sendError(req, res, error);
  });
  return true;
}

async function route(
  req: IncomingMessage,
  res: ServerResponse,
  path: string,
  query: URLSearchParams,
): Promise<void> {
  const api = API.exec(path);
  if (api) {
    const [, practiceId = '', what = '', id, more] = api;
    return answerApi(req, res, { practiceId, what, id, more }, query);
  }
  requireMethod(req, 'GET', 'HEAD');
  if (path === '/live/sw.js') return sendWorker(req, res);
  if (path === '/live/shell') return sendShell(req, res);
  const asset = ASSET.exec(path);
  if (asset) return sendAsset(req, res, asset[1] ?? '');
  const page = DOCUMENT.exec(path);
  if (!page) throw new AppError('not-found', 'There is no such page.');
  const [, slug = null, screen, id = null] = page;
  return sendDocument(req, res, slug, screen === 'i' ? id : null);
}

interface Asked {
  practiceId: string;
  what: string;
  id: string | undefined;
  more: string | undefined;
}

async function answerApi(
  req: IncomingMessage,
  res: ServerResponse,
  { practiceId, what, id, more }: Asked,
  query: URLSearchParams,
): Promise<void> {
  const plain = id === undefined;
  if (what === 'sync' && plain) {
    requireMethod(req, 'POST');
    requireOurJson(req);
    const ctx = await requireCtx(req, practiceId);
    return sendJson(req, res, await sync(ctx, await aside(() => readJson(req))));
  }
  if (what === 'draft' && plain) {
    requireMethod(req, 'POST');
    requireOurJson(req);
    const ctx = await requireCtx(req, practiceId);
    const given = await aside(() => readJson(req));
    return sendJson(req, res, await inTurn(practiceId, () => saveDraft(ctx, given)));
  }
  if (what === 'photos' && isId(id) && more === undefined && req.method === 'POST')
    return receivePhoto(req, res, practiceId, id, query.get('incident'));
  requireMethod(req, 'GET', 'HEAD');
  const ctx = await requireCtx(req, practiceId);
  if (what === 'photos' && isId(id) && more === undefined) return sendPhoto(req, res, ctx, id);
  if (what === 'home' && plain) return sendJson(req, res, await readHome(ctx, query.get('incident')));
  if (what === 'snapshot' && plain) {
    const snapshot = await readSnapshot(ctx);
    const etag = `"${snapshot.version}"`;
    if (req.headers['if-none-match'] === etag) return send(req, res, 304, { ...JSON_PRIVATE, ETag: etag });
    return sendZipped(req, res, 200, { ...JSON_PRIVATE, ETag: etag }, JSON.stringify(snapshot));
  }
  if (what === 'incidents' && isId(id) && more === undefined)
    return sendJson(req, res, await readPull(ctx, id));
  if (what === 'stream' && plain && req.method === 'GET') {
    const resumed = req.headers['last-event-id'];
    const cursor =
      (typeof resumed === 'string' && resumed !== '' ? parseCursor(resumed) : null) ??
      parseCursor(query.get('cursor') ?? '');
    if (!cursor)
      throw new AppError('invalid', 'This place to go on from is not one of ours. Reload the page.');
    const { accountId, sessionId } = ctx.actor;
    const stream = new Stream(
      { practiceId, accountId, sessionId, right: rightOf(ctx.actor) },
      cursor,
      res,
      leave,
    );
    // Not awaited: an open stream is not work in hand.
    void join(stream);
    return;
  }
  throw new AppError('not-found', 'There is no such address.');
}
