// The security headers every answer carries, whoever gives it, and the test that a change came from our own pages.
// Pure and without imports: the live path, Next's configuration and proxy.ts can all read it.

/** Headers for every response. Content-Security-Policy is apart: pages have a nonce, the phone document has hashes. */
export function baseHeaders(): Record<string, string> {
  return {
    'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    // Not no-referrer: with that, browsers send Origin: null and our own forms would be refused.
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()',
    'X-Robots-Tag': 'noindex, nofollow',
  };
}

/** The policy of a document whose only scripts and styles are the ones hashed at build time. */
export function hashedPolicy(scripts: readonly string[], styles: readonly string[]): string {
  const list = (hashes: readonly string[]) => ["'self'", ...hashes.map((hash) => `'${hash}'`)].join(' ');
  return [
    "default-src 'none'",
    `script-src ${list(scripts)}`,
    `style-src ${list(styles)}`,
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** True when a request that changes something was sent by a page of ours: Origin there and equal, nothing cross-site. */
export function isSameOrigin(
  headers: { origin?: string | undefined; fetchSite?: string | undefined },
  appUrl: string,
): boolean {
  if (headers.fetchSite !== undefined && headers.fetchSite !== 'same-origin') return false;
  return headers.origin === new URL(appUrl).origin;
}
