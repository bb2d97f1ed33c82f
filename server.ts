// One http server: the live path first, then Next. Starts only when everything it needs is there, and says what is not.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import next from 'next';
import { baseHeaders, isSameOrigin } from '@/lib/core/headers';
import { log } from '@/lib/core/log';
import { checkDatabase, closeDatabase, StartupError } from '@/lib/db';
import { env, EnvError, type Env } from '@/lib/env';
import { startListening } from '@/lib/events';
import { clientAddress, IP_HEADER } from '@/lib/identity/rules';
import { closeJobs, openJobs } from '@/lib/jobs';
import { endStreams, live } from '@/lib/live';

const LAST_REQUESTS_MS = 10_000;
type Pages = ReturnType<typeof next>;

const MOST_FORM_BYTES = 2 * 1024 * 1024;
const METHODS = new Set(['GET', 'HEAD', 'POST', 'OPTIONS']);

/** Headers by which Next talks to itself; from outside they are only ever a trick. */
const INTERNAL = ['x-middleware-subrequest', 'x-middleware-rewrite', 'x-middleware-next', 'x-holdfast-path'];

/** What a client may only claim: where we are, and by which way it came. */
const CLAIMS = ['forwarded', 'x-forwarded-host', 'x-forwarded-port', 'x-forwarded-proto'];

async function main(): Promise<void> {
  const settings = env();
  // Until it serves, stopping is simply ending.
  let stop = (_why: string): Promise<void> => Promise.resolve(process.exit(0));
  const end = (why: string) => {
    stop(why).catch((error: unknown) => {
      log.error({ err: error }, 'server stop');
      process.exit(1);
    });
  };
  process.on('SIGTERM', () => end('SIGTERM'));
  process.on('SIGINT', () => end('SIGINT'));
  // Started by another process of ours: without it nobody would ever stop this one.
  process.on('disconnect', () => end('parent gone'));
  await checkDatabase();
  await openJobs().catch((error: unknown) => {
    throw new StartupError('The job queue is not set up. Run npm run migrate, then start again.', {
      cause: error,
    });
  });
  const stopListening = await startListening();
  const dev = settings.NODE_ENV !== 'production';
  const app = next({ dev, dir: import.meta.dirname, hostname: settings.HOST, port: settings.PORT });
  // The live path serves at once; pages wait until Next is there.
  const pages = prepareNext(app);
  pages.catch(() => undefined);

  const server = createServer((req, res) => {
    prepare(req, settings);
    if (live(req, res)) return;
    if (!mayChange(req, settings))
      return plain(
        res,
        403,
        `This did not come from a Holdfast page. Open ${settings.APP_URL} and try again.`,
      );
    if (!METHODS.has(req.method ?? '')) return plain(res, 405, 'This address is not asked like that.');
    if (!isReadable(req.url)) return plain(res, 400, 'This address is mistyped. Go back and try again.');
    if (isTooMuch(req))
      return plain(res, 413, 'That is more than a page takes at once: 2 MB. Send it in parts.', 'close');
    pages.then((handle) => handle(req, res)).catch((error: unknown) => failed(res, error));
  });
  if (dev) server.on('upgrade', (...upgrade) => void pages.then(() => app.getUpgradeHandler()(...upgrade)));
  // Longer than load balancers keep theirs, so that it is they who hang up.
  server.keepAliveTimeout = 75_000;
  server.headersTimeout = 20_000;
  server.requestTimeout = 60_000;
  // Streams say something every fifteen seconds; what is silent for so long will never answer.
  server.timeout = 90_000;
  await listen(server, settings);
  await pages;

  stop = once(async (why: string) => {
    log.info({ why }, 'stopping');
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    endStreams();
    server.closeIdleConnections();
    const idle = setInterval(() => server.closeIdleConnections(), 100);
    const late = setTimeout(() => server.closeAllConnections(), LAST_REQUESTS_MS);
    await closed;
    clearTimeout(late);
    clearInterval(idle);
    // The last words of the last requests still go out to the other processes, a few milliseconds later.
    await delay(50);
    await stopListening();
    await app.close();
    await closeJobs();
    await closeDatabase();
    process.exit(0);
  });
  log.info({ port: settings.PORT }, 'ready');
  process.send?.({ ready: true, port: settings.PORT });
}

async function prepareNext(app: Pages): Promise<ReturnType<Pages['getRequestHandler']>> {
  try {
    await app.prepare();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new StartupError(
      /production build/.test(why) ? 'The pages are not built. Run npm run build.' : why,
      {
        cause: error,
      },
    );
  }
  return app.getRequestHandler();
}

function prepare(req: IncomingMessage, { APP_URL }: Env): void {
  for (const name of [...INTERNAL, ...CLAIMS]) delete req.headers[name];
  // Where we are is for the settings to say: Next holds Origin against it, and answers another one with 500.
  req.headers.host = new URL(APP_URL).host;
  if (!isStateTree(req.headers['next-router-state-tree'])) delete req.headers['next-router-state-tree'];
  const forwarded = req.headers['x-forwarded-for'];
  req.headers[IP_HEADER] = clientAddress(
    req.socket.remoteAddress ?? '',
    Array.isArray(forwarded) ? forwarded.join(',') : forwarded,
  );
}

/**
 * Actions ask for the Origin themselves; Next asks too, and answers a foreign one with 500. Here it is one calm no.
 * Providers' webhooks come from elsewhere by nature: they are held by their signatures.
 */
function mayChange({ method = 'GET', url = '/', headers }: IncomingMessage, { APP_URL }: Env): boolean {
  if (method === 'GET' || method === 'HEAD' || url.startsWith('/api/hooks/')) return true;
  return isSameOrigin({ origin: headers.origin, fetchSite: fetchSite(headers['sec-fetch-site']) }, APP_URL);
}

function fetchSite(given: string | string[] | undefined): string | undefined {
  return Array.isArray(given) ? given.join() : given;
}

/** False for what Next's own router never says, which Next answers with 500 although the mistake is the asker's. */
function isStateTree(header: string | string[] | undefined): boolean {
  if (header === undefined) return true;
  try {
    return typeof header === 'string' && isTree(JSON.parse(decodeURIComponent(header)));
  } catch {
    return false;
  }
}

/** A segment's name, or its parts, and the trees below it. */
function isTree(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  const [segment, below]: unknown[] = value;
  const named = Array.isArray(segment) ? segment.every(isPart) : typeof segment === 'string';
  return named && typeof below === 'object' && below !== null && Object.values(below).every(isTree);
}

function isPart(part: unknown): boolean {
  return typeof part === 'string' || part === null || (Array.isArray(part) && part.every(isPart));
}

/** False for an address that cannot be decoded, which Next answers with 500 although the mistake is the asker's. */
function isReadable(url = '/'): boolean {
  try {
    decodeURIComponent(url.split('?', 1)[0] ?? '');
    // A whole address or a star is for proxies.
    return url.startsWith('/');
  } catch {
    return false;
  }
}

function failed(res: ServerResponse, error: unknown): void {
  log.error({ err: error }, 'page');
  plain(res, 500, 'Something went wrong on our side. Go back and try again.');
}

/**
 * A form longer than Next takes (bodySizeLimit in next.config.js), which it would answer with 500. Routes of /api count
 * for themselves.
 */
function isTooMuch({ url = '/', headers }: IncomingMessage): boolean {
  return !url.startsWith('/api/') && Number(headers['content-length'] ?? 0) > MOST_FORM_BYTES;
}

/** `connection`: close, when the rest of the request is not going to be read. */
function plain(res: ServerResponse, status: number, words: string, connection?: 'close'): void {
  if (!res.headersSent)
    res.writeHead(status, {
      ...baseHeaders(),
      ...(connection && { Connection: connection }),
      'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
      'Content-Type': 'text/plain; charset=utf-8',
      'Cache-Control': 'no-store',
    });
  res.end(words);
}

function listen(server: Server, { PORT, HOST }: Env): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = `Port ${PORT} is in use by another program. Stop it, or start Holdfast with another PORT.`;
      const denied = `This user may not listen on port ${PORT}. Start Holdfast with another PORT.`;
      if (error.code === 'EADDRINUSE') reject(new StartupError(taken, { cause: error }));
      else if (error.code === 'EACCES') reject(new StartupError(denied, { cause: error }));
      else reject(error);
    });
    server.listen(PORT, HOST, resolve);
  });
}

function once(work: (why: string) => Promise<void>): (why: string) => Promise<void> {
  let begun: Promise<void> | null = null;
  return (why) => (begun ??= work(why));
}

main().catch((error: unknown) => {
  const known = error instanceof EnvError || error instanceof StartupError;
  const text = error instanceof Error ? (known ? error.message : error.stack) : String(error);
  process.stderr.write(known ? `${text}\n` : `Holdfast could not start: ${text}\n`);
  process.exit(1);
});
