// The phone document: the same bytes for everybody, and for who is signed in one data block after them.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { findPracticeId, listPracticesOf } from '@/lib/practices';
import { HttpError, refusalOf } from './errors';
import { acceptsGzip, send, sendZipped } from './http';
import { phoneFiles, type PhoneFile } from './phone-files';
import type { Home } from './schema';
import { readHome } from './screens';
import { findMemberCtx } from '@/lib/practices';
import { findAccount } from './who';

/** A worker's fetches obey the policy its script came with. */
const WORKER_POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'";

/** Answers /live/{slug}/…; `named` is the incident in the URL. A practice that is not theirs looks like none. */
export async function sendDocument(
  req: IncomingMessage,
  res: ServerResponse,
  slug: string | null,
  named: string | null,
): Promise<void> {
  const { document, policy } = phoneFiles();
  const headers = {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': policy,
    'Cache-Control': 'private, no-store',
  };
  const home = await homeOf(req, slug, named).catch(refusalOf);
  // Without data the phone shows its last copy, which is more than any error page could.
  if ('status' in home)
    return sendZipped(req, res, home.status, { ...headers, 'Retry-After': '2' }, document);
  const status = slug !== null && home.signedIn && home.here === null ? 404 : 200;
  // Nothing in the data can end the block.
  const data = JSON.stringify(home).replaceAll('<', '\\u003c');
  await sendZipped(
    req,
    res,
    status,
    headers,
    `${document}<script type="application/json" id="data">${data}</script>`,
  );
}

async function homeOf(req: IncomingMessage, slug: string | null, named: string | null): Promise<Home> {
  const account = await findAccount(req);
  if (!account) return { signedIn: false };
  const practices = (await listPracticesOf(account.accountId, account.practiceId)).map(
    ({ slug: s, name }) => ({
      slug: s,
      name,
    }),
  );
  const practiceId = slug === null ? null : await findPracticeId(slug);
  const ctx = practiceId === null ? null : await findMemberCtx(practiceId, account);
  return { signedIn: true, practices, here: ctx && (await readHome(ctx, named)) };
}

/** The bare document, as the service worker keeps it for when there is no network. */
export async function sendShell(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const { document, policy } = phoneFiles();
  const headers = {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': policy,
    'Cache-Control': 'no-cache',
  };
  await sendZipped(req, res, 200, headers, document);
}

/** A file whose name changes with its content. @throws HttpError 404 */
export function sendAsset(req: IncomingMessage, res: ServerResponse, name: string): void {
  const found = phoneFiles().assets.get(name);
  // An old document may ask for a file of an older build: not to be remembered as absent.
  if (!found) throw new HttpError(404, 'not-found', 'There is no such file. Reload the page.');
  sendFile(req, res, found, { 'Cache-Control': 'public, max-age=31536000, immutable' });
}

export function sendWorker(req: IncomingMessage, res: ServerResponse): void {
  sendFile(req, res, phoneFiles().worker, {
    'Cache-Control': 'no-cache',
    'Content-Security-Policy': WORKER_POLICY,
  });
}

function sendFile(
  req: IncomingMessage,
  res: ServerResponse,
  { type, bytes, zipped, etag }: PhoneFile,
  headers: Record<string, string>,
): void {
  const all = { ...headers, 'Content-Type': type, ETag: etag, Vary: 'Accept-Encoding' };
  if (req.headers['if-none-match'] === etag) return send(req, res, 304, all);
  if (!acceptsGzip(req) || zipped.length >= bytes.length) return send(req, res, 200, all, bytes);
  send(req, res, 200, { ...all, 'Content-Encoding': 'gzip' }, zipped);
}
