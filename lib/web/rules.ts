// Which script policy a page has, which requests may change something, and where one goes next. Pure.
import { baseHeaders, isSameOrigin } from '@/lib/core/headers';

/** The policy of a page whose scripts carry this nonce. Never unsafe-inline or unsafe-eval. */
export function pagePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The one list of headers (lib/core/headers) with a page's own policy. */
export function securityHeaders(nonce: string): Record<string, string> {
  return { ...baseHeaders(), 'Content-Security-Policy': pagePolicy(nonce) };
}

type HeaderBag = { get(name: string): string | null } | Record<string, string | string[] | undefined>;

function headerOf(headers: HeaderBag, name: string): string | null {
  const value =
    typeof headers.get === 'function' ? headers.get(name) : (headers as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : null;
}

/** What a change from elsewhere is told. */
export const NOT_OURS =
  'This form did not come from a Holdfast page, so nothing was changed. Reload the page and try again.';

/** True when the browser says the request comes from our own pages. Absent or odd is no. */
export function originAllowed(headers: HeaderBag, appUrl: string): boolean {
  const origin = headerOf(headers, 'origin') ?? undefined;
  const fetchSite = headerOf(headers, 'sec-fetch-site') ?? undefined;
  return isSameOrigin({ origin, fetchSite }, appUrl);
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
