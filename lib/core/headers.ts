// The security headers every answer carries, and the test that a change came from our own pages.
// Content-Security-Policy is not here: pages have a nonce, the phone document has hashes.

/** Headers for every response of the product, whoever answers it. */
export function baseHeaders(): Record<string, string> {
  return {
    'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    // Not no-referrer: that would turn the Origin of our own forms into null.
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Origin-Agent-Cluster': '?1',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
  };
}

/** True when a request that changes something was sent by a page of ours: Origin present and equal, nothing cross-site. */
export function isSameOrigin(
  headers: { origin?: string | null | undefined; fetchSite?: string | null | undefined },
  appUrl: string,
): boolean {
  if (headers.fetchSite && headers.fetchSite !== 'same-origin') return false;
  return headers.origin === new URL(appUrl).origin;
}
