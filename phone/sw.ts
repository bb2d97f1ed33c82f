// The service worker: keeps the phone's own files so that the app opens with no network. Never data: what the
// server answers for a signed-in person is not stored here.
declare const FILES: string[];
declare const VERSION: string;

interface Waiting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Asked extends Waiting {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Worker {
  addEventListener(name: 'install' | 'activate', on: (event: Waiting) => void): void;
  addEventListener(name: 'fetch', on: (event: Asked) => void): void;
  addEventListener(name: 'message', on: (event: MessageEvent) => void): void;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
  location: Location;
}
const worker = globalThis as unknown as Worker;

const SHELL = '/live/shell';
const PREFIX = 'holdfast-phone-';
const CACHE = PREFIX + VERSION;
/** How long a network that answers nothing may keep a person waiting. */
const PATIENCE_MS = 2_500;

async function install(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll([new Request(SHELL, { cache: 'reload' }), ...FILES]);
}

/** Keeps this generation and the one before: a page that is open may still ask for its own files. */
async function tidy(): Promise<void> {
  const ours = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(ours.slice(0, -1).map((name) => caches.delete(name)));
  await worker.clients.claim();
}

async function shell(): Promise<Response> {
  return (await caches.match(SHELL, { cacheName: CACHE })) ?? Response.error();
}

/** A captive portal or a broken proxy answers too: only a page with our mark counts. */
async function ours(response: Response): Promise<Response> {
  if (response.type === 'opaqueredirect') return response;
  const text = await response.clone().text();
  return text.includes('<meta name="holdfast" content="phone">') ? response : shell();
}

async function document(request: Request): Promise<Response> {
  const patience = new Promise<Response>((resolve) => setTimeout(() => resolve(shell()), PATIENCE_MS));
  return Promise.race([fetch(request).then(ours, shell), patience]);
}

async function file(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(tidy()));
worker.addEventListener('message', (event) => {
  if (event.data === 'take over') void worker.skipWaiting();
});
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin) return;
  if (pathname.startsWith('/live/a/')) event.respondWith(file(request));
  else if (request.mode === 'navigate' && pathname.startsWith('/live/')) event.respondWith(document(request));
});
