// Next serves the calm pages; server.ts puts the live path in front of it.
import { baseHeaders } from './lib/core/headers.ts';

/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // Types are checked once, for everything, by npm test.
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  // A page's title stands in its head for everybody, not only for robots: it is never sent after the page.
  htmlLimitedBots: /.*/,
  // These load native code or files of their own; they stay outside the bundle.
  serverExternalPackages: ['@node-rs/argon2', 'pg', 'pg-boss', 'pino', 'rate-limiter-flexible'],
  // A 1 MB paste must reach our own check and be answered in words, with what was typed kept.
  // And no more: what proxy.ts sees first is held in memory whole, 10 MB of it by default.
  experimental: { serverActions: { bodySizeLimit: '2mb' }, proxyClientMaxBodySize: '2mb' },
  // Pages get a policy with a nonce from proxy.ts instead of this one, which allows nothing.
  headers: async () => [
    {
      source: '/:path*',
      headers: Object.entries({
        ...baseHeaders(),
        'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
      }).map(([key, value]) => ({ key, value })),
    },
  ],
};
