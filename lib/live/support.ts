// For the tests beside: the live path on a port of its own, and a device that is signed in to it.
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { env } from '@/lib/env';
import { encodeCookie, readSession, sessionCookie, signIn } from '@/lib/identity';
import type { TestMember } from '@/lib/testing/practice';
import { endStreams, live } from './index';

export interface Answer {
  status: number;
  headers: IncomingMessage['headers'];
  body: string;
}

export interface Asking {
  method?: string;
  cookie?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

export interface Opened {
  /** Every event so far. */
  events: { name: string; id: string; data: unknown }[];
  text: () => string;
  /** Resolves with the first event, old or new, that fits. */
  wait: (fits: (event: Opened['events'][number]) => boolean) => Promise<Opened['events'][number]>;
  ended: Promise<void>;
  status: number;
  hangUp: () => void;
}

export interface House {
  ask: (path: string, asking?: Asking) => Promise<Answer>;
  sync: (cookie: string, practiceId: string, body: unknown) => Promise<Answer>;
  stream: (cookie: string, path: string, headers?: Record<string, string>) => Promise<Opened>;
  close: () => Promise<void>;
}

/** Signs a member of a test practice in; gives the cookie and the session's id. */
export async function enter(member: TestMember): Promise<{ cookie: string; sessionId: string }> {
  const entered = await signIn({
    email: member.email,
    password: member.password,
    device: 'Test',
    ip: null,
  });
  if ('secondStep' in entered) throw new Error('A test member has no second step');
  const { token } = entered;
  const session = await readSession(token);
  return {
    cookie: `${sessionCookie.name}=${await encodeCookie(token)}`,
    sessionId: session?.sessionId ?? '',
  };
}

export async function openHouse(): Promise<House> {
  const server = createServer((req, res) => {
    if (!live(req, res)) res.writeHead(418).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const ask: House['ask'] = (path, { method = 'GET', cookie, headers = {}, body } = {}) =>
    new Promise((resolve, reject) => {
      const req = request({ port, host: '127.0.0.1', path, method, agent: false });
      if (cookie) req.setHeader('Cookie', cookie);
      for (const [name, value] of Object.entries(headers)) req.setHeader(name, value);
      req.on('response', (res) => {
        const chunks: Buffer[] = [];
        res.on('data', (chunk: Buffer) => chunks.push(chunk));
        res.on('end', () => {
          const bytes = Buffer.concat(chunks);
          resolve({ status: res.statusCode ?? 0, headers: res.headers, body: bytes.toString() });
        });
        res.on('error', reject);
      });
      req.on('error', reject);
      req.end(body);
    });
  return {
    ask,
    sync: (cookie, practiceId, body) =>
      ask(`/live/v1/${practiceId}/sync`, {
        method: 'POST',
        cookie,
        headers: { Origin: env().APP_URL, 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      }),
    stream: (cookie, path, headers = {}) => openStream(port, cookie, path, headers),
    close: () => closeServer(server),
  };
}

function closeServer(server: Server): Promise<void> {
  endStreams();
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function openStream(
  port: number,
  cookie: string,
  path: string,
  headers: Record<string, string>,
): Promise<Opened> {
  return new Promise((resolve, reject) => {
    const req = request({
      port,
      host: '127.0.0.1',
      path,
      agent: false,
      headers: { ...headers, Cookie: cookie },
    });
    req.on('error', reject);
    req.on('response', (res) => {
      let text = '';
      let parsed = 0;
      const events: Opened['events'] = [];
      const waiting: {
        fits: (event: Opened['events'][number]) => boolean;
        go: (event: Opened['events'][number]) => void;
      }[] = [];
      res.setEncoding('utf8');
      res.on('data', (chunk: string) => {
        text += chunk;
        for (let end = text.indexOf('\n\n', parsed); end >= 0; end = text.indexOf('\n\n', parsed)) {
          const frame = text.slice(parsed, end).split('\n');
          parsed = end + 2;
          const field = (name: string) =>
            frame.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? '';
          if (!field('event')) continue;
          const event = { name: field('event'), id: field('id'), data: JSON.parse(field('data')) as unknown };
          events.push(event);
          for (const one of waiting) if (one.fits(event)) one.go(event);
        }
      });
      const ended = new Promise<void>((over) => res.once('close', over));
      resolve({
        events,
        text: () => text,
        status: res.statusCode ?? 0,
        ended,
        hangUp: () => req.destroy(),
        wait: (fits) => {
          const old = events.find(fits);
          return old ? Promise.resolve(old) : new Promise((go) => waiting.push({ fits, go }));
        },
      });
    });
    req.end();
  });
}
