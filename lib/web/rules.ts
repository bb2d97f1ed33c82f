// What every response says about security, and which requests may change something. Pure: Next, proxy.ts and the
// live path read it, and next.config.js before anything is compiled, so it imports nothing.

/** For scripts a page carries itself: nonce for Next's pages, hashes for the phone document. Neither: no scripts. */
export interface Scripts {
  nonce?: string;
  hashes?: readonly string[];
  styleHashes?: readonly string[];
}

/** The content security policy. Never unsafe-inline or unsafe-eval. */
export function contentSecurity({ nonce, hashes = [], styleHashes = [] }: Scripts = {}): string {
  const listed = hashes.map((hash) => `'${hash}'`).join(' ');
  const script = nonce ? `'nonce-${nonce}' 'strict-dynamic'` : `'self' ${listed}`.trim();
  const style = ["'self'", ...(nonce ? [`'nonce-${nonce}'`] : []), ...styleHashes.map((hash) => `'${hash}'`)];
  return [
    "default-src 'none'",
    `script-src ${script}`,
    `style-src ${style.join(' ')}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The one list of headers, on every response. */
export function securityHeaders(scripts: Scripts = {}): Record<string, string> {
  return {
    'Content-Security-Policy': contentSecurity(scripts),
    'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    // not no-referrer: with that, browsers send Origin: null and the check below would refuse our own forms.
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()',
    'X-Robots-Tag': 'noindex, nofollow',
  };
}

/** What a page with a practice's facts adds: no copy anywhere. */
export const PRIVATE = 'private, no-store';

type HeaderBag = { get(name: string): string | null } | Record<string, string | string[] | undefined>;

function headerOf(headers: HeaderBag, name: string): string | null {
  const value =
    typeof headers.get === 'function' ? headers.get(name) : (headers as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : null;
}

/** True when the browser says the request comes from our own pages. Absent or odd is no. */
export function originAllowed(headers: HeaderBag, appUrl: string): boolean {
  const origin = headerOf(headers, 'origin');
  return origin !== null && origin === new URL(appUrl).origin;
}

/** The path to go on to after sign-in, when it is one of ours; null for anything that could lead elsewhere. */
export function safeNext(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > 500 || !value.startsWith('/')) return null;
  const base = 'https://here.invalid';
  // Browsers drop tabs and newlines and read a backslash as a slash; anything so dressed is not ours.
  if (/[\\\s\p{Cc}]/u.test(value) || !URL.canParse(value, base)) return null;
  const url = new URL(value, base);
  if (url.origin !== base || url.pathname.startsWith('//')) return null;
  return /^\/sign-(in|out)\b/.test(url.pathname) ? null : url.pathname + url.search + url.hash;
}

/** True for phones: they go to the live program, laptops to the calm pages. */
export function isPhone(headers: HeaderBag): boolean {
  const hint = headerOf(headers, 'sec-ch-ua-mobile');
  if (hint !== null) return hint === '?1';
  return /Mobi/.test(headerOf(headers, 'user-agent') ?? '');
}

const BROWSERS = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
] as const;
const SYSTEMS = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/CrOS/, 'Chromebook'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'Mac'],
  [/Linux/, 'Linux'],
] as const;

/** "Chrome on Windows": how a session is named in the list of one's own sessions. */
export function deviceName(userAgent: string | null): string {
  const find = (list: readonly (readonly [RegExp, string])[]) =>
    list.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1];
  const browser = find(BROWSERS);
  const system = find(SYSTEMS);
  if (!browser && !system) return 'A device that did not say what it is';
  return `${browser ?? 'A browser'} on ${system ?? 'an unnamed device'}`;
}
