// Next serves the calm pages; server.ts puts the live path in front of it.
import { securityHeaders } from './lib/web/rules.ts';

/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  images: { unoptimized: true },
  // These load native code or files of their own; they stay outside the bundle.
  serverExternalPackages: ['@node-rs/argon2', 'pg', 'pg-boss', 'pino', 'rate-limiter-flexible'],
  // A 1 MB paste must reach our own check and be answered in words, with what was typed kept.
  experimental: { serverActions: { bodySizeLimit: '2mb' } },
  // Pages get theirs with a nonce from proxy.ts, which overrides this policy without scripts of their own.
  headers: async () => [
    {
      source: '/:path*',
      headers: Object.entries(securityHeaders()).map(([key, value]) => ({ key, value })),
    },
  ],
};
