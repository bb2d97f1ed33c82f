// Answers: JSON, small and never kept by anybody; and the reading of JSON bodies with a hard bound.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { baseHeaders, isSameOrigin } from '@/lib/core/headers';
import { env } from '@/lib/env';
import { HttpError, refusalOf } from './errors';

const zip = promisify(gzip);
const WORTH_ZIPPING = 1_000;
const MOST_BODY = 1_000_000;
/** For answers that are no document. */
export const CLOSED_POLICY = "default-src 'none'; frame-ancestors 'none'";

export function acceptsGzip(req: IncomingMessage): boolean {
  return /\bgzip\b/.test(String(req.headers['accept-encoding'] ?? ''));
}

/** Sends a whole body; headers given last win. HEAD gets the headers alone. */
export function send(
  req: IncomingMessage,
  res: ServerResponse,
  status: number,
  headers: Record<string, string>,
  body: Buffer | string = '',
): void {
  if (res.headersSent || res.destroyed) return;
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  res.writeHead(status, {
    ...baseHeaders(),
    'Content-Security-Policy': CLOSED_POLICY,
    ...headers,
    ...(status !== 304 && { 'Content-Length': String(bytes.length) }),
  });
  res.end(req.method === 'HEAD' || status === 304 ? undefined : bytes);
}

/** The same, zipped when the reader can and it is worth it. */
export async function sendZipped(
  req: IncomingMessage,
  res: ServerResponse,
  status: number,
  headers: Record<string, string>,
  text: string,
): Promise<void> {
  const all = { ...headers, Vary: 'Accept-Encoding' };
  if (text.length < WORTH_ZIPPING || !acceptsGzip(req)) return send(req, res, status, all, text);
  send(req, res, status, { ...all, 'Content-Encoding': 'gzip' }, await zip(text, { level: 5 }));
}

export const JSON_PRIVATE = {
  'Content-Type': 'application/json; charset=utf-8',
  'Cache-Control': 'private, no-store',
};

export function sendJson(req: IncomingMessage, res: ServerResponse, value: unknown): Promise<void> {
  return sendZipped(req, res, 200, JSON_PRIVATE, JSON.stringify(value));
}

/** Answers an error, whatever it is. Never throws. */
export function sendError(req: IncomingMessage, res: ServerResponse, error: unknown): void {
  const { status, code, message, retryAfterSeconds } = refusalOf(error);
  send(
    req,
    res,
    status,
    {
      ...JSON_PRIVATE,
      ...(error instanceof HttpError && error.headers),
      ...(retryAfterSeconds !== undefined && { 'Retry-After': String(retryAfterSeconds) }),
    },
    JSON.stringify({ code, message }),
  );
}

/** @throws HttpError 405 unless the method is one of those. */
export function requireMethod(req: IncomingMessage, ...methods: string[]): void {
  if (methods.includes(req.method ?? '')) return;
  throw new HttpError(405, 'invalid', 'This address is not asked like that.', { Allow: methods.join(', ') });
}

/** @throws HttpError unless a page of ours sent this, as it is and as one of those types. */
export function requireOurs(req: IncomingMessage, types: RegExp, wrongType: string): void {
  const { headers } = req;
  const site = headers['sec-fetch-site'];
  const { APP_URL } = env();
  if (
    !isSameOrigin({ origin: headers.origin, fetchSite: typeof site === 'string' ? site : undefined }, APP_URL)
  ) {
    throw new HttpError(
      403,
      'forbidden',
      `This did not come from a Holdfast page. Open ${APP_URL} and try again.`,
    );
  }
  if (!types.test(headers['content-type'] ?? '')) throw new HttpError(415, 'invalid', wrongType);
  if (headers['content-encoding'] !== undefined)
    throw new HttpError(415, 'invalid', 'Send this uncompressed.');
}

/** @throws HttpError unless a page of ours sent this JSON. */
export function requireOurJson(req: IncomingMessage): void {
  requireOurs(req, /^application\/json\s*(;\s*charset=utf-8\s*)?$/i, 'Send this as JSON.');
}

const TOO_LARGE = 'This is more than we take at once. Send less, in several parts.';

/** The whole body. @throws HttpError 413 as soon as it is longer than so many bytes; 400 when it breaks off. */
export async function readBody(req: IncomingMessage, most: number): Promise<Buffer> {
  const refuse = () => new HttpError(413, 'invalid', TOO_LARGE, { Connection: 'close' });
  if (Number(req.headers['content-length'] ?? 0) > most) throw refuse();
  const chunks: Buffer[] = [];
  let size = 0;
  // Not for await: leaving that early destroys the socket before the answer is out.
  await new Promise<void>((resolve, reject) => {
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= most) return void chunks.push(chunk);
      req.pause().removeAllListeners('data');
      reject(refuse());
    });
    req.once('end', resolve);
    req.once('error', reject);
    req.once('aborted', () => reject(new HttpError(400, 'invalid', 'The request broke off.')));
  });
  return Buffer.concat(chunks);
}

/** The JSON body, at most a megabyte. @throws HttpError 413 when it is longer; 400 when it is not JSON. */
export async function readJson(req: IncomingMessage): Promise<unknown> {
  const body = await readBody(req, MOST_BODY);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new HttpError(400, 'invalid', 'What was sent is not JSON.');
  }
}
