// A fake Resend and a fake Twilio on one loopback port, less polite than the real ones when told to be.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Callbacks, ORDERS, type Order } from './callbacks';
import { Faults, MODES, TARGETS, type Mode, type Target } from './faults';
import { resend } from './resend';
import { Store, type Captured } from './store';
import { inbound, twilio, type ReplyResult } from './twilio';
import { parseObject, readBody, send, type Reply } from './wire';
import { Meter, type Credentials, type World } from './world';

export { signSvix, signTwilio } from './sign';
export type { Mode, Target } from './faults';
export type { Captured, Credentials, Order, ReplyResult };

/** What the fakes accept when nothing else is given. */
export const FAKE_CREDENTIALS: Credentials = {
  resendApiKey: 're_fake_key_for_this_machine_only',
  resendWebhookSecret: `whsec_${Buffer.from('a fake secret for this machine').toString('base64')}`,
  twilioAccountSid: `AC${'0123456789abcdef'.repeat(2)}`,
  twilioAuthToken: 'fake-token-for-this-machine-only',
  twilioFrom: '+15005550006',
};

export interface FakeProvidersOptions {
  /** 0 or absent: any free one. */
  port?: number;
  /** The app's address, for inbound texts and Resend's webhooks. Asked at each use: it may start later. */
  publicUrl?: () => string;
  /** JSON lines; captured messages survive a restart. */
  dataFile?: string;
  /** Addresses and numbers that cannot be delivered to. */
  bouncing?: readonly string[];
  credentials?: Partial<Credentials>;
  slowMilliseconds?: number;
  /** Between accepting a message and each callback about it. */
  callbackDelayMilliseconds?: number;
  /** Waits before a refused callback is tried again. */
  callbackRetryMilliseconds?: readonly number[];
}

export interface FakeProviders {
  url: string;
  resendUrl: string;
  twilioUrl: string;
  credentials: Credentials;
  /** Newest first. */
  captured: (to?: string) => Captured[];
  /** The first message that matches, already here or still to come. */
  waitFor: (match: (message: Captured) => boolean, timeoutMilliseconds?: number) => Promise<Captured>;
  mode: (provider: Target, mode: Mode, times?: number) => void;
  callbacks: (order: Order, delayMilliseconds?: number) => void;
  /** Resolves when every callback has been sent or given up. */
  settled: () => Promise<void>;
  reply: (from: string, body: string) => Promise<ReplyResult>;
  counts: () => ReturnType<typeof counts>;
  clear: () => void;
  stop: () => Promise<void>;
}

/** Starts both. @throws Error when the port is taken */
export async function startFakeProviders(options: FakeProvidersOptions = {}): Promise<FakeProviders> {
  const world: World = {
    credentials: { ...FAKE_CREDENTIALS, ...options.credentials },
    store: new Store(options.dataFile),
    faults: new Faults(),
    callbacks: new Callbacks(
      options.callbackDelayMilliseconds ?? 30,
      options.callbackRetryMilliseconds ?? [250, 1000],
    ),
    resend: new Meter(),
    twilio: new Meter(),
    publicUrl: options.publicUrl ?? (() => ''),
    bouncing: new Set(options.bouncing),
    slowMilliseconds: options.slowMilliseconds ?? 2_000,
  };
  const server = createServer((req, res) => {
    handle(world, req, res).catch(() => {
      if (!res.headersSent) send(res, { status: 500, body: { message: 'The fake provider failed.' } });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    resendUrl: url,
    twilioUrl: url,
    credentials: world.credentials,
    captured: (to) => world.store.list(to),
    waitFor: (match, timeoutMilliseconds = 5_000) => world.store.waitFor(match, timeoutMilliseconds),
    mode: (provider, mode, times) => world.faults.set(provider, mode, times),
    callbacks: (order, delayMilliseconds) => setCallbacks(world, order, delayMilliseconds),
    settled: () => world.callbacks.settled(),
    reply: (from, body) => inbound(world, from, body),
    counts: () => counts(world),
    clear: () => world.store.clear(),
    stop: async () => {
      world.callbacks.stop();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function counts(world: World) {
  return {
    resend: world.resend.read(),
    twilio: world.twilio.read(),
    callbacks: { ...world.callbacks.counts },
  };
}

function setCallbacks(world: World, order: Order, delayMilliseconds?: number): void {
  world.callbacks.order = order;
  if (delayMilliseconds !== undefined) world.callbacks.delayMilliseconds = delayMilliseconds;
}

async function handle(world: World, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const url = new URL(req.url ?? '/', 'http://127.0.0.1');
  if (url.pathname === '/emails' || url.pathname === '/emails/batch')
    return resend(world, url.pathname, req, res);
  if (url.pathname.startsWith('/2010-04-01/')) return twilio(world, url, req, res);
  send(res, await control(world, url, req));
}

const bad = (message: string): Reply => ({ status: 400, body: { message } });

/** The controls. Changes take JSON only, which no web page can send here without asking first. */
async function control(world: World, url: URL, req: IncomingMessage): Promise<Reply> {
  if (req.method === 'GET' && url.pathname === '/captured') {
    return { status: 200, body: world.store.list(url.searchParams.get('to') ?? undefined) };
  }
  if (req.method === 'GET' && url.pathname === '/counts') return { status: 200, body: counts(world) };
  if (req.method !== 'POST') return { status: 404, body: { message: 'No such thing here.' } };
  if (!req.headers['content-type']?.startsWith('application/json')) return bad('Send JSON.');
  const input = parseObject((await readBody(req)) ?? '');
  if (input === null) return bad('Send a JSON object.');
  switch (url.pathname) {
    case '/mode':
      return setMode(world, input);
    case '/callbacks': {
      const order = ORDERS.find((one) => one === input['order']);
      if (order === undefined) return bad(`order is one of ${ORDERS.join(', ')}.`);
      const delay = input['delayMilliseconds'];
      setCallbacks(world, order, typeof delay === 'number' ? delay : undefined);
      return { status: 200, body: { order } };
    }
    case '/reply': {
      const { from, body } = input;
      if (typeof from !== 'string' || !/^\+[1-9]\d{6,14}$/.test(from))
        return bad('from is a number like +13125550100.');
      if (typeof body !== 'string' || body.length > 1_600)
        return bad('body is a text of at most 1,600 characters.');
      return { status: 200, body: await inbound(world, from, body) };
    }
    case '/clear':
      world.store.clear();
      return { status: 200, body: {} };
    default:
      return { status: 404, body: { message: 'No such thing here.' } };
  }
}

function setMode(world: World, input: Record<string, unknown>): Reply {
  const provider = TARGETS.find((one) => one === input['provider']);
  const mode = MODES.find((one) => one === input['mode']);
  const { times } = input;
  if (provider === undefined) return bad(`provider is one of ${TARGETS.join(', ')}.`);
  if (mode === undefined) return bad(`mode is one of ${MODES.join(', ')}.`);
  if (times !== undefined && (typeof times !== 'number' || !Number.isInteger(times) || times < 1)) {
    return bad('times is a whole number from 1.');
  }
  world.faults.set(provider, mode, times);
  return { status: 200, body: { provider, mode } };
}
